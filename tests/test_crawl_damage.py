"""Damaged and hostile inputs: the job ends, all good records are read, the bad ones are listed with their places."""

import io
import os
import signal
import tracemalloc
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from servanda.crawl import local, members, work
from servanda.crawl.archives import pages as records_of
from servanda.crawl.inputs import shards_of
from servanda.crawl.members import PIECE
from servanda.crawl.page import PAGE_BYTES, BadRecord, Page, Passed
from servanda.crawl.parts import Whereabouts, part_path
from tests.made_archives import gzipped, joined, pact, record
from tests.test_crawl_job import run, table

GOOD = [pact(k) for k in range(12)]


def read(path: Path, step: int | None = None) -> tuple[list[Page], list[BadRecord], list[Passed]]:
    """Everything in an archive, in one range or in ranges of so many bytes."""
    size = path.stat().st_size
    found: list[Any] = []
    for start in range(0, size, step or size):
        with path.open("rb") as file:
            found += records_of(file, str(path), start, min(size, start + (step or size)))
    kinds = (Page, BadRecord, Passed)
    pages, bad, passed = ([one for one in found if isinstance(one, kind)] for kind in kinds)
    return pages, bad, passed


def packed(parts: list[bytes], folder: Path, name: str = "a.warc.gz") -> Path:
    path = folder / name
    path.write_bytes(b"".join(parts))
    return path


def good(k: int) -> bytes:
    return gzipped(record(GOOD[k], k))


def flipped(content: bytes, at: float = 0.5) -> bytes:
    place = int(len(content) * at)
    return content[:place] + bytes((content[place] ^ 0xFF,)) + content[place + 1 :]


def bomb(size: int) -> bytes:
    packer = zlib.compressobj(9, wbits=31)
    head = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: %d\r\n\r\n" % size
    parts = [packer.compress(head)]
    block = b"a" * (1 << 20)
    parts += [packer.compress(block) for _ in range(size >> 20)]
    return b"".join(parts) + packer.compress(b"\r\n\r\n") + packer.flush()


def zlib_stored(content: bytes) -> bytes:
    """A member whose bytes stand in it as they are."""
    packer = zlib.compressobj(0, wbits=31)
    return packer.compress(content) + packer.flush()


_END = b"\r\nContent-Length: 1\r\n\r\nx"
DAMAGE: dict[str, tuple[Callable[[], bytes], str]] = {
    "truncated member": (lambda: good(1)[: len(good(1)) // 2], "damaged"),
    "flipped bytes": (lambda: flipped(good(1)), "damaged"),
    "flipped magic": (lambda: flipped(good(1), 0.001), "damaged"),
    "rubbish between": (lambda: os.urandom(100).replace(b"\x1f", b"x"), "damaged"),
    "a record of 200 MB": (lambda: bomb(200 << 20), "too_large"),
    "no length": (lambda: gzipped(record(GOOD[1], 1).replace(b"Content-Length: ", b"Length: ", 1)), "damaged"),
    "wrong length": (
        lambda: gzipped(record(GOOD[1], 1).replace(b"\r\nContent-Length: ", b"\r\nContent-Length: 9", 1)),
        "damaged",
    ),
    "no type": (lambda: gzipped(record(GOOD[1], 1).replace(b"WARC-Type", b"WARC-Tip")), "no_type"),
    "no record": (lambda: gzipped(b"hello\r\n\r\n"), "damaged"),
    "no end of the head": (lambda: gzipped(b"WARC/1.0\r\n" + b"X: y\r\n" * 20_000), "damaged"),
    "empty": (lambda: gzipped(record(b" \n", 1)), "empty"),
    "binary": (lambda: gzipped(record(b"\x00\x01\x02" * 99, 1)), "binary"),
    "no end of the answer's head": (
        lambda: gzipped(record(b"x", 1, head="X: y").replace(_END, b"X" * len(_END))),
        "no_http_head",
    ),
    "packed and damaged": (
        lambda: gzipped(record(b"\x1f\x8b\x08rubbish", 1, head="Content-Type: text/html\r\nContent-Encoding: gzip")),
        "packed",
    ),
    "packed as brotli": (
        lambda: gzipped(record(b"\x8b\x02\x80abc", 1, head="Content-Type: text/html\r\nContent-Encoding: br")),
        "packed",
    ),
}


@pytest.mark.parametrize("name", DAMAGE)
@pytest.mark.parametrize("step", [None, 700])
def test_a_bad_record_is_listed_and_the_others_read(name: str, step: int | None, tmp_path: Path) -> None:
    make, code = DAMAGE[name]
    parts = [good(0), make(), good(2), good(3)]
    pages, bad, _ = read(packed(parts, tmp_path), step)
    read_ones = {page.address for page in pages}
    assert {"https://news.example/0", "https://news.example/2", "https://news.example/3"} <= read_ones
    if code:
        assert len(pages) == 3
    if code and name != "rubbish between" and not (name == "flipped magic" and step):
        assert [record.code for record in bad] == [code]
        assert bad[0].place.offset == len(parts[0])


@pytest.mark.parametrize("step", [None, 900])
def test_plain_archives_go_on_behind_a_bad_record(step: int | None, tmp_path: Path) -> None:
    records = [record(page, k) for k, page in enumerate(GOOD[:6])]
    records[2] = records[2].replace(b"\r\nContent-Length: ", b"\r\nContent-Length: x", 1)
    pages, bad, _ = read(packed([joined(records, packed=False)], tmp_path, "a.warc"), step)
    assert [page.address for page in pages] == [f"https://news.example/{k}" for k in (0, 1, 3, 4, 5)]
    assert [record.code for record in bad] == ["damaged"]
    assert bad[0].place.offset == len(records[0]) + len(records[1])


def test_a_plain_archive_that_ends_in_the_middle(tmp_path: Path) -> None:
    content = joined([record(page, k) for k, page in enumerate(GOOD[:3])], packed=False)
    pages, bad, _ = read(packed([content[:-200]], tmp_path, "a.warc"))
    assert len(pages) == 2
    assert len(bad) == 1


@pytest.mark.parametrize(
    ("head", "content"),
    [
        ("Content-Type: text/html\r\nContent-Encoding: gzip", gzipped(GOOD[0])),
        ("Content-Type: text/html\r\nContent-Encoding: gzip", GOOD[0]),
        ("Content-Type: text/html\r\nContent-Encoding: deflate", zlib.compress(GOOD[0])),
        ("Content-Type: text/html\r\nTransfer-Encoding: chunked", b"%x\r\n%s\r\n0\r\n\r\n" % (len(GOOD[0]), GOOD[0])),
        ("Content-Type: text/html\r\nTransfer-Encoding: chunked", GOOD[0]),
        ("X: no type is named", GOOD[0]),
    ],
)
def test_what_servers_do_to_a_page_is_undone(head: str, content: bytes, tmp_path: Path) -> None:
    pages, bad, _ = read(packed([gzipped(record(content, 0, head=head))], tmp_path))
    assert not bad
    assert pages[0].content == GOOD[0]


@pytest.mark.parametrize(
    ("content", "head"),
    [
        (GOOD[0], "Content-Type: text/html; charset=no-such-charset"),
        (GOOD[0], "Content-Type: text/html; charset=utf-16"),
        (GOOD[0].replace(b"Ola Berg", "Ola Børg".encode("latin-1")), "Content-Type: text/html; charset=iso-8859-1"),
        (GOOD[0].replace(b"Ola Berg", "Ola Børg".encode()), "Content-Type: text/html; charset=iso-8859-1"),
        (GOOD[0].decode().encode("utf-16"), "Content-Type: text/html"),
    ],
)
def test_wrong_labels_of_encodings(content: bytes, head: str, tmp_path: Path) -> None:
    run(packed([gzipped(record(content, 0, head=head))], tmp_path), tmp_path / "out")
    text = table(tmp_path / "out", "documents")[0]["text"]
    assert "Norway and Moldova signed a ten-year security agreement" in text
    assert ("Børg" in text) == ("Ola Berg" not in text)


def test_pages_that_are_none_are_only_counted(tmp_path: Path) -> None:
    members = [
        gzipped(record(b"PNG", 0, head="Content-Type: image/png")),
        gzipped(record(GOOD[0], 1).replace(b"200 OK", b"404 NO")),
        gzipped(record(b"x", 2, kind="request")),
    ]
    tally = run(packed(members, tmp_path), tmp_path / "out")
    assert tally.left == {"no_text": 1, "no_answer": 1}
    assert not tally.bad


def test_the_job_lists_bad_records_in_its_table(tmp_path: Path) -> None:
    members = [good(0), flipped(good(1)), good(2)]
    tally = run(packed(members, tmp_path), tmp_path / "out", shard_bytes=1 << 30)
    assert (tally.pages, tally.bad) == (2, 1)
    (problem,) = table(tmp_path / "out", "problems")
    assert (problem["file"], problem["offset"]) == (str(tmp_path / "a.warc.gz"), len(members[0]))
    assert problem["code"] == "damaged"


@pytest.mark.slow
def test_memory_is_bounded_whatever_a_record_unpacks_to(tmp_path: Path) -> None:
    path = packed([good(0), bomb(1 << 30), good(2)], tmp_path)
    tracemalloc.start()
    pages, bad, _ = read(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(pages) == 2
    assert bad[0].code == "too_large"
    assert peak < 8 * PIECE


def test_a_content_that_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    content = gzipped(b"a" * (PAGE_BYTES * 3))
    head = "Content-Type: text/html\r\nContent-Encoding: gzip"
    _, bad, _ = read(packed([gzipped(record(content, 0, head=head))], tmp_path))
    assert bad[0].code == "packed"


def test_lines_that_are_no_pages_are_listed(tmp_path: Path) -> None:
    text = '{"url": "a", "text": "x"}\nno json\n[1]\n{"url": "b"}\n{"text": ""}\n'
    (tmp_path / "a.jsonl").write_text(text)
    tally = run(tmp_path / "a.jsonl", tmp_path / "out")
    assert [row["code"] for row in table(tmp_path / "out", "problems")] == ["no_json", "no_json", "no_text_column", "empty"]
    assert tally.pages == 1


def test_a_page_at_which_two_workers_died_is_left_out(tmp_path: Path) -> None:
    part_path(tmp_path, 0).parent.mkdir(parents=True)
    for _ in range(2):
        assert Whereabouts(tmp_path, 0).at("a@7")
    after = Whereabouts(tmp_path, 0)
    assert not after.at("a@7")
    assert after.at("a@8")
    assert not Whereabouts(tmp_path, 0).at("a@7")


def killer(shard: Any, settings: Any, folder: str, watch: Any) -> Any:
    """Works, and dies in the middle of the first try of every shard."""
    mark = Path(folder) / f"tried-{shard.number}"
    if not mark.exists():
        mark.write_text("")
        os.kill(os.getpid(), signal.SIGKILL)
    return work.work(shard, settings, folder, watch)


def killed_worker(pipe: Any, settings: Any, folder: str) -> None:
    """A worker that `killer` works for."""
    local.work = killer
    _WORKER(pipe, settings, folder)


_WORKER = local._work


@pytest.mark.slow
def test_a_worker_that_is_killed_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = packed([good(k) for k in range(12)], tmp_path)
    run(path, tmp_path / "whole")
    monkeypatch.setattr(local, "_work", killed_worker)
    run(path, tmp_path / "killed", jobs=2)
    assert len(list((tmp_path / "killed").glob("tried-*"))) == len(shards_of([str(path)], 3_000)) > 1
    for name in ("documents", "commitments", "problems"):
        assert table(tmp_path / "killed", name) == table(tmp_path / "whole", name)


def parted(content: bytes) -> list[tuple[int, bytes | None]]:
    """(offset, content) of each member; None for one that is not sound."""
    found: list[tuple[int, bytes | None]] = []
    for offset, pieces in members.members(io.BytesIO(content), "gzip", 0, len(content)):
        try:
            found.append((offset, b"".join(pieces)))
        except members.Damaged:
            found.append((offset, None))
    return found


BEGINS = b"\x1f\x8b\x08"
MEMBERS = {
    "sound": good(0) + good(1),
    "one that looks like two": zlib_stored(b"WARC/ " + BEGINS + b" and more" * 9) + good(1),
    "rubbish behind one": good(0) + b"rubbish" + good(1),
    "nothing behind one": good(0) + b"\0" * 64,
    "larger than a block": zlib_stored(b"WARC/" + os.urandom(3 << 20)) + good(1),
    "many beginnings": good(0) + BEGINS * 5_000 + good(1),
    "a size that is not so": good(0)[:-4] + b"\xff\xff\x7f\x00" + good(1),
    "cut off": good(0) + good(1)[:-3],
}


@pytest.mark.parametrize("name", MEMBERS)
def test_members_unpacked_at_once_are_those_unpacked_piece_by_piece(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    at_once = parted(MEMBERS[name])
    monkeypatch.setattr(members, "_at_once", lambda window: None)
    assert at_once == parted(MEMBERS[name])
