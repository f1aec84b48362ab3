"""Makes a web archive of pages of which it is known whether they are about agreements.

    python benchmarks/make_warc.py OUT.warc.gz [--pages 200000] [--share 0.01] [--half held_out] [--jobs 2] [--shared ../shared]

The pages are those of made_pages.py: real markup of web pages, real reports and agreements, each page another one. A record is a
gzip member of its own, as in the archives of Common Crawl; the address says what the page is (`/about/...` or `/other/...`),
which the sieve never reads. The same arguments give the same pages in the same order, whatever the number of jobs.
"""

import argparse
import shutil
import sys
import zlib
from multiprocessing import get_context
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(HOUSE), str(HOUSE / "benchmarks")]

from made_pages import HALVES, Maker, Page, matter  # noqa: E402

_AT_ONCE = 5_000
_LARGEST = 300_000
"""Bytes of a page's markup: the few larger pages of the corpus would be most of the archive."""


def record(page: Page, number: int) -> bytes:
    """A page as a record of an archive, with the answer of a server around it."""
    size = len(page.content)
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {size}\r\n\r\n".encode()
    address = f"https://made.example/{'about' if page.relevant else 'other'}/{page.kind}/{number}"
    lines = (
        "WARC/1.0",
        "WARC-Type: response",
        f"WARC-Date: 2026-{number % 12 + 1:02d}-01T00:00:00Z",
        f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012d}>",
        f"WARC-Target-URI: {address}",
        "Content-Type: application/http; msgtype=response",
        f"Content-Length: {len(head) + size}",
    )
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + head + page.content + b"\r\n\r\n"


def gzipped(content: bytes, level: int) -> bytes:
    """One gzip member."""
    packer = zlib.compressobj(level, wbits=31)
    return packer.compress(content) + packer.flush()


def stretch(task: tuple[Path, Path, str, int, int, float, int]) -> Path:
    """Writes the pages from one number to another into a file of its own."""
    target, shared, half, start, end, share, level = task
    found = matter(shared, half)
    maker = Maker(found, 1_000_003 + start)
    path = target.with_name(f"{target.name}.{start:09d}")
    with path.open("wb") as file:
        for number in range(start, end):
            relevant = int((number + 1) * share) > int(number * share)
            page = maker.page(relevant)
            while len(page.content) > _LARGEST:
                page = maker.page(relevant)
            file.write(gzipped(record(page, number), level))
    return path


def main() -> None:
    """Makes the archive."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--pages", type=int, default=200_000)
    parser.add_argument("--share", type=float, default=0.01, help="of pages about agreements")
    parser.add_argument("--half", choices=HALVES, default="held_out")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--level", type=int, default=6, help="of packing")
    parser.add_argument("--shared", type=Path, default=HOUSE.parent / "shared")
    args = parser.parse_args()
    starts = range(0, args.pages, _AT_ONCE)
    common = (args.half,)
    tasks = [
        (args.out, args.shared, *common, start, min(args.pages, start + _AT_ONCE), args.share, args.level) for start in starts
    ]
    with get_context("spawn").Pool(args.jobs) as pool, args.out.open("wb") as file:
        for path in pool.imap(stretch, tasks):
            with path.open("rb") as part:
                shutil.copyfileobj(part, file, 1 << 20)
            path.unlink()


if __name__ == "__main__":
    main()
