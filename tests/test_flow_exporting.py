"""What comes out of a register: tables, JSON-LD, Akoma Ntoso, SQLite, and a dump that loads back equal."""

import csv
import json
import os
import re
import sqlite3
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from rdflib import Graph

from servanda.exchange.flat_columns import FLAT_TABLES
from servanda.flow import asking, exporting, keeping, reviewing
from servanda.model import Asked, BadInput, Verdict, WrongCall
from servanda.register import open_register, viewing
from servanda.show import cli
from servanda.show.cli import main


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = str(tmp_path_factory.mktemp("register") / "r.db")
    list(keeping.demo(path))
    list(keeping.add(path, keeping.examples()))
    (title, *_) = keeping.list_claims(path, field="title")
    reviewing.review(path, title.id, Verdict.CORRECTED, by="A. Coder", value="A title put right")
    return path


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_names_fit_into_every_program() -> None:
    for table in FLAT_TABLES:
        for name in (table.name, *(column.name for column in table.columns)):
            assert re.fullmatch(r"[a-z][a-z0-9_]{0,31}", name), name
        assert len({column.name for column in table.columns}) == len(table.columns)


def test_csv_has_a_row_an_agreement_and_every_row_opens_its_words(address: str, tmp_path: Path) -> None:
    assert exporting.export(address, "csv", str(tmp_path / "out")) == 54
    agreements = rows(tmp_path / "out" / "agreements.csv")
    assert {row["agreement_id"] for row in agreements} == {entry.id for entry in keeping.list_agreements(address)}
    assert "A title put right" in {row["title"] for row in agreements}
    documents = {
        row["document_id"]: (tmp_path / "out" / row["text"]).read_text() for row in rows(tmp_path / "out" / "documents.csv")
    }
    for name in ("commitments", "facts", "provisions", "flows", "statements", "events"):
        for row in rows(tmp_path / "out" / f"{name}.csv"):
            words = documents[row["document_id"]][int(row["start_at"]) :]
            assert " ".join(words.split()).startswith(row["words"].split(" … ")[0])
    described = json.loads((tmp_path / "out" / "datapackage.json").read_text())
    for resource in described["resources"]:
        with (tmp_path / "out" / resource["path"]).open(encoding="utf-8", newline="") as lines:
            assert next(csv.reader(lines)) == [field["name"] for field in resource["schema"]["fields"]]
    (review,) = rows(tmp_path / "out" / "reviews.csv")
    assert (review["verdict"], review["by_name"]) == ("corrected", "A. Coder")


def test_parquet_and_sqlite_hold_what_csv_holds(address: str, tmp_path: Path) -> None:
    for kind in ("csv", "parquet", "sqlite"):
        exporting.export(address, kind, str(tmp_path / kind))
    with closing(sqlite3.connect(tmp_path / "sqlite")) as raw:
        for table in FLAT_TABLES:
            plain = rows(tmp_path / "csv" / f"{table.name}.csv")
            typed = pq.read_table(tmp_path / "parquet" / f"{table.name}.parquet")
            (number,) = raw.execute(f'SELECT count(*) FROM "{table.name}"').fetchone()
            assert (typed.num_rows, number) == (len(plain), len(plain))
            assert typed.column_names == [column.name for column in table.columns]
        found = raw.execute("SELECT count(*) FROM commitments_fts WHERE commitments_fts MATCH 'attack'").fetchone()
        assert found[0] > 0
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
    sums = pq.read_table(tmp_path / "parquet" / "commitments.parquet").column("amount_low").to_pylist()
    plain_sums = [row["amount_low"] for row in rows(tmp_path / "csv" / "commitments.csv")]
    assert sums == [Decimal(value) if value else None for value in plain_sums]
    assert pq.read_table(tmp_path / "parquet" / "register" / "claim.parquet").num_rows > 400


def test_excel_gets_harmless_cells(tmp_path: Path) -> None:
    register = str(tmp_path / "r.db")
    list(keeping.demo(register))
    (claim, *_) = keeping.list_claims(register, kind="agreement", field="title")
    reviewing.review(register, claim.id, Verdict.CORRECTED, by="A. Coder", value="=1+1")
    exporting.export(register, "csv", str(tmp_path / "plain"))
    exporting.export(register, "csv", str(tmp_path / "excel"), spreadsheet=True)
    assert (tmp_path / "excel" / "agreements.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert "'=1+1" in (tmp_path / "excel" / "agreements.csv").read_text(encoding="utf-8-sig")
    assert "=1+1" in {row["title"] for row in rows(tmp_path / "plain" / "agreements.csv")}


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
def test_json_ld_is_a_graph(address: str, tmp_path: Path) -> None:
    exporting.export(address, "jsonld", str(tmp_path / "out.jsonld"))
    graph = Graph().parse(tmp_path / "out.jsonld", format="json-ld")
    asked = """SELECT ?a WHERE { ?a a <https://schema.org/Legislation> ; <https://schema.org/legislationDate> ?d ;
               <http://www.w3.org/ns/prov#wasDerivedFrom> ?t . ?t a <http://www.w3.org/ns/prov#Entity> }"""
    assert len(list(graph.query(asked))) == sum(entry.signed is not None for entry in keeping.list_agreements(address))
    people = "SELECT ?n WHERE { ?p a <http://www.w3.org/ns/prov#Person> ; <https://schema.org/name> ?n }"
    assert [str(row[0]) for row in graph.query(people)] == ["A. Coder"]  # type: ignore[index]


def test_akoma_ntoso_comes_back(address: str, tmp_path: Path) -> None:
    exporting.export(address, "akn", str(tmp_path / "akn"))
    again = str(tmp_path / "again.db")
    assert cli.main(["import", "akn", str(tmp_path / "akn"), "--register", again]) == 0
    with open_register(address) as old, open_register(again) as new:
        texts = {entry.id for entry in viewing.documents(old) if entry.kind == "agreement"}
        assert {entry.id for entry in viewing.documents(new)} == texts


@pytest.mark.parametrize("name", ["out.dump", "out.dump.gz"])
def test_a_dump_loads_back_equal(address: str, tmp_path: Path, name: str) -> None:
    first, second = str(tmp_path / name), str(tmp_path / f"again-{name}")
    exporting.export(address, "dump", first)
    register = str(tmp_path / "back.db")
    assert exporting.load_dump(register, first) == 54
    exporting.export(register, "dump", second)
    assert Path(first).read_bytes() == Path(second).read_bytes()
    assert keeping.list_claims(register) == keeping.list_claims(address)
    assert asking.search(register, "armed attack") == asking.search(address, "armed attack")


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda lines: lines[:-1], "cut off"),
        (lambda lines: [*lines[:-30], *lines[-29:]], "lines are missing"),
        (lambda lines: lines[1:], "no dump"),
        (lambda lines: [re.sub(r"\"layout\":\d+", '"layout":99', lines[0]), *lines[1:]], "newer Servanda"),
        (lambda lines: [*lines[:3], "nonsense", *lines[3:]], "line 4 is no JSON"),
        (lambda lines: [lines[0], '{"table":"sqlite_master","columns":["a"]}', *lines[1:]], "no register has"),
        (lambda lines: [], "no dump"),
    ],
)
def test_a_spoilt_dump_loads_nothing(address: str, tmp_path: Path, spoil, told: str) -> None:  # type: ignore[no-untyped-def]
    exporting.export(address, "dump", str(tmp_path / "d"))
    lines = (tmp_path / "d").read_text().splitlines()
    (tmp_path / "d").write_text("\n".join(spoil(lines)))
    with pytest.raises(WrongCall, match=told):
        exporting.load_dump(str(tmp_path / "r.db"), str(tmp_path / "d"))
    assert not (tmp_path / "r.db").exists()


def test_a_dump_is_not_loaded_over_documents_nor_from_nothing(address: str, tmp_path: Path) -> None:
    exporting.export(address, "dump", str(tmp_path / "d"))
    with pytest.raises(WrongCall, match="holds documents already"):
        exporting.load_dump(address, str(tmp_path / "d"))
    with pytest.raises(BadInput, match="there is no such file"):
        exporting.load_dump(str(tmp_path / "r.db"), str(tmp_path / "none"))


def test_nothing_is_replaced_unasked_and_nothing_of_others_ever(address: str, tmp_path: Path) -> None:
    folder, file = tmp_path / "out", tmp_path / "out.jsonld"
    for target, kind in ((folder, "csv"), (file, "jsonld")):
        exporting.export(address, kind, str(target))
        with pytest.raises(WrongCall, match="is there already"):
            exporting.export(address, kind, str(target))
        exporting.export(address, kind, str(target), overwrite=True)
    (folder / "my notes.txt").write_text("mine")
    with pytest.raises(WrongCall, match="no export wrote"):
        exporting.export(address, "csv", str(folder), overwrite=True)
    assert (folder / "my notes.txt").read_text() == "mine"
    with pytest.raises(WrongCall, match="does not exist"):
        exporting.export(address, "csv", str(tmp_path / "no" / "where"))
    with pytest.raises(WrongCall, match="no register here"):
        exporting.export(str(tmp_path / "none.db"), "csv", str(tmp_path / "x"))
    assert {path.name for path in tmp_path.iterdir()} == {"out", "out.jsonld"}


def test_an_export_that_fails_leaves_nothing(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(exporting, "flat_rows", fails)
    for kind in ("csv", "sqlite", "parquet"):
        with pytest.raises(Exception, match="No space left on device"):
            exporting.export(address, kind, str(tmp_path / kind))
    assert list(tmp_path.iterdir()) == []


def test_as_of_writes_what_was_known(address: str, tmp_path: Path) -> None:
    assert exporting.export(address, "csv", str(tmp_path / "out"), asked=Asked(as_of="2000-01-01T00:00:00+00:00")) == 0
    assert rows(tmp_path / "out" / "agreements.csv") == []
    with pytest.raises(WrongCall, match="whole register"):
        exporting.export(address, "dump", str(tmp_path / "d"), asked=Asked(as_of="2000-01-01T00:00:00+00:00"))


def test_a_filtered_view_has_what_passes_and_no_more(address: str, tmp_path: Path) -> None:
    asked = Asked(party="DEU", force="commitment", low=Decimal(10**9), currency="EUR")
    exporting.export(address, "csv", str(tmp_path / "out"), asked=asked)
    assert {row["agreement_id"] for row in rows(tmp_path / "out" / "agreements.csv")} == {
        entry.id for entry in asking.agreements(address, asked)
    }
    promises = rows(tmp_path / "out" / "commitments.csv")
    assert promises
    assert all(row["force"] == "commitment" and row["currency"] == "EUR" and "DEU" in row["by_codes"] for row in promises)
    assert not (tmp_path / "out" / "register").exists()
    exporting.export(address, "sqlite", str(tmp_path / "out.db"), asked=asked)
    with closing(sqlite3.connect(tmp_path / "out.db")) as raw:
        assert raw.execute("SELECT count(*) FROM commitments").fetchone() == (len(promises),)
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []


@pytest.mark.parametrize("kind", ["dump", "csv", "jsonl", "kiel", "iati", "flows", "atop", "tota", "akn"])
def test_a_pipe_is_refused_and_nothing_is_made(kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pipe, register = tmp_path / "pipe", tmp_path / "r.db"
    os.mkfifo(pipe)
    assert main(["import", kind, str(pipe), "--register", str(register)]) == 1
    assert "is a pipe" in capsys.readouterr().err
    assert not register.exists()


@pytest.mark.parametrize("kind", ["dump", "csv", "jsonl", "kiel", "iati", "flows", "atop", "tota", "akn"])
@pytest.mark.parametrize("content", [b"", b"\xdc\x00\xfe\x80 no table"])
def test_what_cannot_be_imported_makes_no_register(
    kind: str, content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoilt, register = tmp_path / "spoilt.xml", tmp_path / "r.db"
    spoilt.write_bytes(content)
    assert main(["import", kind, str(spoilt), "--register", str(register)]) in (1, 2)
    told = capsys.readouterr()
    assert "spoilt.xml" in told.err
    assert "Traceback" not in told.err
    assert not register.exists()


def test_what_cannot_be_read_makes_no_register(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty.txt").write_text("")
    assert main(["add", str(tmp_path / "empty.txt"), "--register", str(tmp_path / "r.db")]) == 1
    assert "nothing was kept" in capsys.readouterr().out
    assert not (tmp_path / "r.db").exists()
    assert main(["add", str(tmp_path / "empty.txt"), "--register", str(tmp_path / "no" / "r.db")]) == 2
