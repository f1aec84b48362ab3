"""Readings held against a coder's table: columns found, values compared, kappa, wrong calls."""

from pathlib import Path

import pytest

from servanda.compare.coder import Pair, cohens_kappa, field_agreement
from servanda.flow.coded_fields import FIELDS
from servanda.flow.evaluating import evaluate
from servanda.lexicon import load_lexicon
from servanda.model import WrongCall
from servanda.show import cli

TEXT = """Agreement between Norway and Sweden on apples

The Government of Norway and the Government of Sweden have agreed as follows:

Article 1

The Parties shall grow apples and shall tell each other how many apples there are.

Article 2

This Agreement shall remain in force for two years. Either Party may terminate it by six months' notice.

Done at Oslo on 5 May 1999 in the Norwegian and Swedish languages.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "one.txt").write_text(TEXT)
    (tmp_path / "two.txt").write_text(TEXT.replace("Sweden", "Denmark").replace("5 May", "6 May"))
    (tmp_path / "notes.csv").write_text("a,b\n1,2\n")
    (tmp_path / "coded.csv").write_text(
        "file;Date signed;Parties;Term;notice;Place;remark\n"
        "one.txt;5/5/1999;Norway, Sweden;2 years;6 months;Oslo;x\n"
        "two;1999;NOR|SWE;P2Y;3;Oslo, Norway;\n"
        "three;1999-05-05;NOR;;;Rome;\n"
    )
    return tmp_path


def test_fields_are_found_and_compared(folder: Path) -> None:
    found = evaluate(str(folder))
    assert (found.names, found.without_text, found.unreadable) == ("file", ("three",), ())
    assert {f.field: (f.column, f.right, f.wrong, f.silent) for f in found.fields} == {
        "signed.date": ("Date signed", 2, 0, 0),
        "signed.place": ("Place", 2, 0, 0),
        "parties": ("Parties", 1, 1, 0),
        "term.months": ("Term", 2, 0, 0),
        "termination_notice_months": ("notice", 1, 1, 0),
    }
    (missed,) = next(f for f in found.fields if f.field == "parties").misses
    assert (missed.document, missed.coded, missed.read) == ("two", "NOR;SWE", "DNK;NOR")


def test_columns_can_be_named(folder: Path) -> None:
    found = evaluate(str(folder), str(folder / "coded.csv"), names="file", columns={"languages": "remark"})
    assert "languages" in {f.field for f in found.fields}


def test_a_table_in_other_habits(folder: Path) -> None:
    """Parties in two columns, days month first, letters of an older encoding, other names of columns."""
    (folder / "coded.csv").write_bytes(
        "ID,Name of treaty,Signature Date,Country A,Country B,Treaty Type,Café\n"
        "one,Agreement between Norway and Sweden on apples,5/5/1999,Norway,Sweden,agreement,\n"
        "two,X,5/6/1999,Norway,Denmark,treaty,\n"
        "three,X,5/31/1999,Norway,,,é\n".encode("latin-1")
    )
    found = {f.field: (f.column, f.right, f.wrong, f.silent) for f in evaluate(str(folder)).fields}
    assert found == {
        "title": ("Name of treaty", 1, 1, 0),
        "signed.date": ("Signature Date", 2, 0, 0),
        "parties": ("Country A + Country B", 2, 0, 0),
        "legal_form": ("Treaty Type", 1, 1, 0),
    }
    named = evaluate(str(folder), columns={"parties": "Country A + Country B"})
    assert "Country A + Country B" in [f.column for f in named.fields]


def test_a_text_in_another_language_is_told_apart_and_not_counted(folder: Path) -> None:
    (folder / "three.txt").write_text(
        "Les Parties gardent les lampes de la côte, et chacune apporte l'huile qui est nécessaire.\n" * 9
    )
    found = evaluate(str(folder))
    assert "French" in found.unreadable[0]
    assert next(f for f in found.fields if f.field == "signed.date").coded == 2


@pytest.mark.parametrize(
    ("table", "names", "columns", "told"),
    [
        ("notes.csv", None, {}, "names the texts"),
        ("coded.csv", "nobody", {}, "names the texts"),
        ("coded.csv", None, {"apples": "Term"}, "no such field"),
        ("coded.csv", None, {"parties": "nowhere"}, "no such column"),
        ("missing.csv", None, {}, "cannot be opened"),
    ],
)
def test_wrong_calls_say_what_is_missing(folder: Path, table: str, names: str | None, columns: dict[str, str], told: str) -> None:
    with pytest.raises(WrongCall, match=told):
        evaluate(str(folder), str(folder / table), names=names, columns=columns)


def test_the_command_prints_a_table_or_lines_of_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["evaluate", str(folder)]) == 0
    shown = capsys.readouterr().out
    assert "kappa" in shown
    assert "1 row without a text: three" in shown
    assert cli.main(["evaluate", str(folder), "--json"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 5
    assert cli.main(["evaluate", str(folder / "nowhere")]) == 2
    assert cli.main(["evaluate", str(folder), "--map", "parties"]) == 2


@pytest.mark.parametrize(
    ("pairs", "kappa"),
    [
        ([("a", "a"), ("b", "b"), ("a", "b"), ("b", "b")], 0.5),
        ([("a", "a"), ("a", "a")], None),
        ([("a", "b"), ("b", "a")], -1.0),
        ([], None),
    ],
)
def test_kappa(pairs: list[tuple[str, str]], kappa: float | None) -> None:
    assert cohens_kappa(pairs) == kappa


def test_silence_is_neither_right_nor_wrong() -> None:
    found = field_agreement("x", "y", [Pair("a", "1", None, False), Pair("b", "1", "2", False), Pair("c", "1", "1", True)])
    assert (found.right, found.wrong, found.silent, found.accuracy) == (1, 1, 1, 0.3333)


@pytest.mark.parametrize(
    ("field", "cell", "coded"),
    [
        ("signed.date", "8 June 2007", "2007-06-08"),
        ("signed.date", "2007-06", "2007-06"),
        ("signed.date", "some day", None),
        ("parties", "Kingdom of Norway; EU", "EU;NOR"),
        ("parties", "NOR,SWE", "NOR;SWE"),
        ("binding", "No", "no"),
        ("binding", "perhaps", None),
        ("term.months", "P10Y", "120"),
        ("term.months", "ten years", "120"),
        ("termination_notice_months", "6.0", "6"),
        ("languages", "Dutch and French", "Dutch;French"),
        ("articles", "12", "12"),
    ],
)
def test_cells_in_the_form_of_readings(field: str, cell: str, coded: str | None) -> None:
    known = next(known for known in FIELDS if known.name == field)
    assert known.coded(cell, load_lexicon()) == coded
