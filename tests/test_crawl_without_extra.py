"""Without the libraries of the extra `crawl` the same pages are read, more slowly."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from servanda.crawl import bulk_html, languages, members, work
from servanda.crawl.inputs import shards_of
from servanda.model import WrongCall
from tests.made_archives import archive, pages
from tests.test_crawl_job import run, table

CACHED = (members._isal, members._deflate, bulk_html._resiliparse, languages._detector, work._sieve)


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    missing = (
        "hyperscan",
        "deflate",
        "isal",
        "isal.igzip_lib",
        "resiliparse.parse.html",
        "resiliparse.parse.lang",
        "fsspec",
        "ray",
    )
    for name in missing:
        monkeypatch.setitem(sys.modules, name, None)
    for cached in CACHED:
        cached.cache_clear()
    yield
    for cached in CACHED:
        cached.cache_clear()


@pytest.mark.usefixtures("bare")
def test_the_same_pages_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.warc.gz").write_bytes(archive(pages(20)))
    assert run(tmp_path / "a.warc.gz", tmp_path / "out").read == 2
    assert "signed a ten-year security agreement" in table(tmp_path / "out", "documents")[0]["text"]


@pytest.mark.usefixtures("bare")
def test_what_needs_the_extra_says_so(tmp_path: Path) -> None:
    with pytest.raises(WrongCall, match=r"servanda\[crawl\]"):
        shards_of(["s3://bucket/a.warc.gz"])
    (tmp_path / "a.warc.gz").write_bytes(archive(pages(10)))
    with pytest.raises(WrongCall, match=r"servanda\[ray\]"):
        run(tmp_path / "a.warc.gz", tmp_path / "out", engine="ray")
