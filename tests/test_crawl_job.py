"""A crawl as a whole: the same rows from every kind of input, whatever the workers, and after an interruption."""

import gzip
import io
import json
from pathlib import Path
from typing import Any

import pytest

from servanda.crawl import job as crawl
from servanda.crawl import work
from servanda.crawl.tables import rows_of
from servanda.crawl.tally import Tally
from servanda.flow import crawling, keeping
from servanda.model import Added, WrongCall
from servanda.show import cli
from tests.made_archives import archive, gzipped, joined, pact, pages, record

COUNT = 60


def table(folder: Path, name: str) -> list[dict[str, Any]]:
    return [row for path in sorted((folder / name).glob("*.parquet")) for row in rows_of(path)]


def tables(folder: Path, *, places: bool = True) -> dict[str, list[dict[str, Any]]]:
    found = {name: table(folder, name) for name in ("documents", "agreements", "commitments", "events", "statements", "problems")}
    if not places:
        for row in found["documents"]:
            for name in ("file", "offset", "address", "fetched", "reading", "published"):
                del row[name]
        found["documents"].sort(key=lambda row: str(row["id"]))
    return found


def run(inputs: Path, to: Path, **how: Any) -> Tally:
    shard_bytes = how.pop("shard_bytes", 3_000)
    return crawl.run(crawl.Job((str(inputs),), str(to), "test", shard_bytes=shard_bytes, **how), lambda news: None)


@pytest.fixture(scope="module")
def warc(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("archive") / "a.warc.gz"
    path.write_bytes(archive(pages(COUNT)))
    return path


@pytest.fixture(scope="module")
def once(warc: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("once") / "out"
    run(warc, folder)
    return folder


def test_what_comes_out(once: Path) -> None:
    found = tables(once)
    assert len(found["documents"]) == COUNT // 10
    first = found["documents"][0]
    assert first["address"] == "https://news.example/0"
    assert first["fetched"] == "2024-06-13T00:00:00Z"
    assert "treaty" in first["words"]
    assert first["kind"] == "report"
    assert any("NOR" in row["by"] for row in found["commitments"])
    assert {row["document"] for row in found["commitments"]} <= {row["id"] for row in found["documents"]}
    manifest = json.loads((once / "manifest.json").read_text())
    assert manifest["counts"]["pages"] == COUNT
    assert manifest["counts"]["languages"] == {"de": COUNT // 10, "en": COUNT - COUNT // 10}
    assert manifest["tables"]["documents"]["rows"] == COUNT // 10
    assert not (once / ".parts").exists()


def test_words_of_a_row_are_those_of_the_text(once: Path) -> None:
    texts = {row["id"]: row["text"] for row in table(once, "documents")}
    for name in ("commitments", "events", "statements"):
        for row in table(once, name):
            assert texts[row["document"]][row["start"] : row["end"]] == row["words"]


@pytest.mark.parametrize("shard_bytes", [500, 10_000, 1 << 30])
def test_the_size_of_shards_changes_nothing(warc: Path, once: Path, tmp_path: Path, shard_bytes: int) -> None:
    run(warc, tmp_path / "out", shard_bytes=shard_bytes)
    assert tables(tmp_path / "out") == tables(once)


@pytest.mark.slow
def test_the_number_of_workers_changes_nothing(warc: Path, once: Path, tmp_path: Path) -> None:
    run(warc, tmp_path / "out", jobs=2)
    assert tables(tmp_path / "out") == tables(once)
    assert (tmp_path / "out" / "manifest.json").read_text() == (once / "manifest.json").read_text()


def plain(folder: Path) -> Path:
    (folder / "a.warc").write_bytes(archive(pages(COUNT), packed=False))
    return folder / "a.warc"


def one_member(folder: Path) -> Path:
    (folder / "a.warc.gz").write_bytes(gzipped(archive(pages(COUNT), packed=False)))
    return folder / "a.warc.gz"


def zstd(folder: Path) -> Path:
    zstandard = pytest.importorskip("zstandard")
    pack = zstandard.ZstdCompressor().compress
    (folder / "a.warc.zst").write_bytes(b"".join(pack(record(page, k)) for k, page in enumerate(pages(COUNT))))
    return folder / "a.warc.zst"


def html(folder: Path) -> Path:
    for k, page in enumerate(pages(COUNT)):
        (folder / f"{k:03d}.html").write_bytes(page)
    return folder


def lines(folder: Path) -> Path:
    rows = [json.dumps({"url": f"https://news.example/{k}", "html": page.decode()}) for k, page in enumerate(pages(COUNT))]
    (folder / "a.jsonl").write_text("\n".join(rows))
    return folder / "a.jsonl"


def packed_lines(folder: Path) -> Path:
    text = lines(folder).read_bytes()
    (folder / "a.jsonl").unlink()
    (folder / "a.jsonl.gz").write_bytes(gzip.compress(text))
    return folder


def parquet(folder: Path) -> Path:
    pa = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    found = pages(COUNT)
    columns = {"url": [f"https://news.example/{k}" for k in range(COUNT)], "html": [page.decode() for page in found]}
    pq.write_table(pa.table(columns), folder / "a.parquet", row_group_size=7)
    return folder / "a.parquet"


@pytest.mark.parametrize("made", [plain, one_member, zstd, html, lines, packed_lines, parquet])
def test_every_input_gives_the_same_rows(made: Any, once: Path, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    run(made(tmp_path / "in"), tmp_path / "out")
    assert tables(tmp_path / "out", places=False) == tables(once, places=False)


def test_texts_of_wet_files_are_read(tmp_path: Path) -> None:
    text = "\n\n".join(
        (
            "Norway and Moldova sign a security agreement",
            pact(0).decode().split("<p>")[1],
            "The treaty must be ratified by the parliament.",
        )
    )
    (tmp_path / "a.wet.gz").write_bytes(joined([record(text.encode(), 1, kind="conversion")]))
    assert run(tmp_path / "a.wet.gz", tmp_path / "out").read == 1


def test_addresses_are_read_through_fsspec(warc: Path, once: Path, tmp_path: Path) -> None:
    pytest.importorskip("fsspec")
    job = crawl.Job((f"file://{warc}",), str(tmp_path / "out"), "test")
    crawl.run(job, lambda news: None)
    assert tables(tmp_path / "out", places=False) == tables(once, places=False)


def test_a_page_read_twice_is_one_and_copies_of_a_story_are_a_group(tmp_path: Path) -> None:
    other = pact(0).replace(b"before the winter", b"before the spring")
    (tmp_path / "a.warc.gz").write_bytes(archive([pact(0), pact(0), other, pact(1)]))
    run(tmp_path / "a.warc.gz", tmp_path / "out", shard_bytes=300)
    found = table(tmp_path / "out", "documents")
    assert [row["copies"] for row in found] == [2, 1, 1]
    assert found[0]["group"] == found[1]["group"] is not None
    assert found[2]["group"] is None
    promises = [row["id"] for row in table(tmp_path / "out", "commitments") if row["document"] == found[0]["id"]]
    assert promises
    assert len(promises) == len(set(promises))


def test_since_and_limit(warc: Path, tmp_path: Path) -> None:
    assert run(warc, tmp_path / "late", settings=work.Settings(since="2024-07-01")).left == {"older": COUNT}
    assert run(warc, tmp_path / "some", settings=work.Settings(limit=21)).pages == 21
    assert len(table(tmp_path / "some", "documents")) == 3


class Stopped(Exception):
    """Somebody pulls the plug."""


def test_an_interrupted_job_goes_on(warc: Path, once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "out"
    count = 0

    def plug(news: Tally) -> None:
        nonlocal count
        count += 1
        if count == 3:
            raise Stopped

    job = crawl.Job((str(warc),), str(folder), "test", shard_bytes=1_000)
    with pytest.raises(Stopped):
        crawl.run(job, plug)
    with pytest.raises(WrongCall, match="--resume"):
        crawl.run(job, lambda news: None)
    with pytest.raises(WrongCall, match="other inputs"):
        crawl.run(crawl.Job((str(warc),), str(folder), "another version", resume=True, shard_bytes=1_000), lambda news: None)
    crawl.run(crawl.Job((str(warc),), str(folder), "test", resume=True, shard_bytes=1_000), lambda news: None)
    assert tables(folder) == tables(once)
    with pytest.raises(WrongCall, match="finished"):
        crawl.run(crawl.Job((str(warc),), str(folder), "test", resume=True), lambda news: None)


@pytest.mark.parametrize(("name", "message"), [("none", "no such"), ("empty", "nothing to read")])
def test_wrong_inputs_say_so(tmp_path: Path, name: str, message: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(WrongCall, match=message):
        run(tmp_path / name, tmp_path / "out")


def test_a_selection_goes_into_a_register(once: Path, tmp_path: Path) -> None:
    address = f"{tmp_path}/r.db"
    added = list(crawling.add_from(address, str(once), party="NOR"))
    assert added
    assert all(isinstance(entry, Added) and entry.new for entry in added)
    assert len(keeping.list_documents(address)) == len(added) < COUNT // 10
    assert not list(crawling.add_from(address, str(once), words="butter"))
    assert len(list(crawling.add_from(address, str(once), kind="report", limit=2))) == 2


def test_the_command(warc: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr", io.StringIO())
    folder = str(tmp_path / "out")
    assert cli.main(["crawl", str(warc), "--to", folder]) == 0
    assert "6 documents" in capsys.readouterr().out
    assert cli.main(["crawl", str(warc), "--to", folder]) == 2
    assert cli.main(["add", "--from", folder, "--register", str(tmp_path / "r.db")]) == 0
    assert "2 documents" in capsys.readouterr().out
    assert cli.main(["add", "--register", str(tmp_path / "r.db")]) == 2
    assert cli.main(["crawl", str(warc), "--to", folder, "--since", "yesterday"]) == 2
