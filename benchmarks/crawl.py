"""What a crawl costs and what it finds, on an archive of make_warc.py, beside FastWARC and trafilatura.

    python benchmarks/crawl.py sieve ARCHIVE [--pages N] [--chart FILE.svg]   recall and what is let through, the curve
    python benchmarks/crawl.py speed ARCHIVE [--pages N] [--rounds 3]         sieve and whole job beside FastWARC, memory
    python benchmarks/crawl.py beside ARCHIVE [--pages 300]                   the same pages through trafilatura

FastWARC iterates and unpacks the same pages in the same run. Speed is by CPU time of the process, so that a busy machine blurs
it less; the best of the rounds counts. `--two` reads the whole archive with one process and with two, by the clock, which a
busy machine does blur: give a small archive. MB is 10^6 bytes of pages.
"""

import argparse
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(HOUSE), str(HOUSE / "benchmarks")]

import numpy as np  # noqa: E402

from servanda.crawl import job as crawl  # noqa: E402
from servanda.crawl.archives import pages as records  # noqa: E402
from servanda.crawl.languages import language_of  # noqa: E402
from servanda.crawl.page import Page  # noqa: E402
from servanda.crawl.reading import opened  # noqa: E402
from servanda.crawl.sieve import NOTHING, Sieve  # noqa: E402
from servanda.crawl.tally import Tally  # noqa: E402
from servanda.crawl.work import Settings  # noqa: E402
from servanda.lexicon import load_lexicon  # noqa: E402
from servanda.read import read  # noqa: E402

LEXICON = load_lexicon()


def pages(archive: Path, most: int) -> Iterator[Page]:
    """The pages of an archive, as the crawl reads them."""
    with archive.open("rb") as file:
        found = records(file, str(archive), 0, 1 << 62)
        yield from islice((record for record in found if isinstance(record, Page)), most)


def together(found: Iterator[Page]) -> Iterator[list[bytes]]:
    """The pages' bytes, sixteen at once, as the crawl sifts them."""
    while some := [page.content for page in islice(found, 16)]:
        yield some


def sieve(args: argparse.Namespace) -> None:
    """Recall and what is let through, at the threshold and along the curve."""
    sieve = Sieve(LEXICON)
    scores, about, kinds = [], [], []
    kept: Counter[bool] = Counter()
    for page in pages(args.archive, args.pages):
        sifted = sieve.sift(page.content)
        relevant = "/about/" in (page.address or "")
        scores.append(max(sifted.score, NOTHING))
        about.append(relevant)
        kinds.append((page.address or "").split("/")[4])
        if sifted.passes and args.read:
            kept[relevant] += opened(page, LEXICON) is not None
    score, truth = np.array(scores), np.array(about)
    passes = score >= sieve.threshold
    count, others = int(truth.sum()), int((~truth).sum())
    print(f"{len(truth):,} pages, {count:,} of them about agreements; threshold {sieve.threshold}")
    print(f"recall {passes[truth].mean():.4f}, let through {passes[~truth].mean():.4f} of the unrelated")
    if args.read:
        print(
            f"kept after the second look: {kept[True] / count:.4f} of the relevant, {kept[False] / others:.4f} of the unrelated"
        )
    for kind in sorted(set(kinds)):
        of_kind = np.array([k == kind for k in kinds])
        print(f"  {kind:<18} {int(of_kind.sum()):>8,} pages, {passes[of_kind].mean():.4f} pass")
    ordered = np.sort(score[truth])
    points = []
    for recall in (0.9, 0.95, 0.97, 0.975, 0.98, 0.985, 0.99, 0.995):
        at = ordered[int((1 - recall) * len(ordered))]
        points.append((float((score[~truth] >= at).mean()), recall))
        print(f"  recall {recall:.3f} at {at:6.2f}: {points[-1][0]:.4f} let through")
    if args.chart:
        args.chart.write_text(drawn(score, truth, sieve.threshold), encoding="utf-8")


def drawn(score: np.ndarray, truth: np.ndarray, threshold: float) -> str:
    """The curve as a picture: what is let through (to 10 %) against recall (from 0.9)."""
    spots = []
    for at in np.unique(np.quantile(score[truth], np.linspace(0, 0.1, 200))):
        let, recall = float((score[~truth] >= at).mean()), float((score[truth] >= at).mean())
        if let <= 0.1:
            spots.append((60 + let * 4000, 320 - (recall - 0.9) * 2800))
    here = (
        60 + float((score[~truth] >= threshold).mean()) * 4000,
        320 - (float((score[truth] >= threshold).mean()) - 0.9) * 2800,
    )
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in spots)
    ticks = []
    for k in range(0, 11, 2):
        x, y = 60 + k * 40, 320 - k * 28
        ticks.append(
            f'<line x1="{x}" y1="40" x2="{x}" y2="320" stroke="#ddd"/><line x1="60" y1="{y}" x2="460" y2="{y}" stroke="#ddd"/>'
        )
        ticks.append(f'<text x="{x}" y="340" text-anchor="middle">{k} %</text>')
        ticks.append(f'<text x="52" y="{y + 4}" text-anchor="end">{0.9 + k / 100:.2f}</text>')
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 500 380" font-family="sans-serif" font-size="12">
<rect width="500" height="380" fill="white"/>{"".join(ticks)}
<polyline points="{line}" fill="none" stroke="#1f5fa8" stroke-width="2"/>
<circle cx="{here[0]:.1f}" cy="{here[1]:.1f}" r="5" fill="#c0392b"/>
<text x="60" y="24">Recall of pages about agreements, by the unrelated ones let through ({len(score):,} pages)</text>
<text x="260" y="366" text-anchor="middle">unrelated pages let through; the dot is the shipped threshold</text></svg>
"""


def fastwarc(archive: Path, most: int) -> tuple[int, int]:
    """FastWARC iterating and unpacking: pages and their bytes."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType  # noqa: PLC0415

    count = size = 0
    for record in ArchiveIterator(str(archive), record_types=WarcRecordType.response):
        size += len(record.reader.read())
        count += 1
        if count >= most:
            break
    return count, size


def timed(work: Callable[[], tuple[int, int]]) -> tuple[float, int]:
    """CPU seconds and bytes."""
    start = time.process_time()
    _, size = work()
    return time.process_time() - start, size


def speed(args: argparse.Namespace) -> None:
    """The sieve and the whole job beside FastWARC."""
    sieve = Sieve(LEXICON)

    def unpacked() -> tuple[int, int]:
        sizes = [len(page.content) for page in pages(args.archive, args.pages)]
        return len(sizes), sum(sizes)

    def sifted() -> tuple[int, int]:
        count = size = 0
        for some in together(pages(args.archive, args.pages)):
            for content, verdict in zip(some, sieve.sift_all(some), strict=True):
                language_of(content, english=verdict.english)
                count, size = count + 1, size + len(content)
        return count, size

    def whole() -> tuple[int, int]:
        with tempfile.TemporaryDirectory() as folder:
            counts = job(args, folder)
        return counts.pages, counts.unpacked

    ways = {"FastWARC": lambda: fastwarc(args.archive, args.pages), "unpacking": unpacked, "sieve": sifted, "whole job": whole}
    best: dict[str, float] = {}
    for turn in range(args.rounds):
        for name, way in ways.items():
            seconds, size = timed(way)
            best[name] = max(best.get(name, 0.0), size / 1e6 / seconds)
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(
                f"round {turn + 1}: {name:<10} {size / 1e6 / seconds:7.0f} MB/s of CPU time, peak memory so far {peak:,.0f} MB",
                flush=True,
            )
    for name, rate in best.items():
        print(f"{name:<10} {rate:7.0f} MB/s, {rate / best['FastWARC']:.2f} of FastWARC")
    if args.two:
        seconds = []
        for jobs in (1, 2):
            with tempfile.TemporaryDirectory() as folder:
                start = time.monotonic()
                job(args, folder, jobs, limited=False)
                seconds.append(time.monotonic() - start)
        print(f"two processes: {seconds[0] / seconds[1]:.2f} times one by the clock ({seconds[0]:.0f} s, {seconds[1]:.0f} s)")


def job(args: argparse.Namespace, folder: str, jobs: int = 1, *, limited: bool = True) -> Tally:
    """The whole job over the first pages of the archive, or over all of it in small shards."""
    settings = Settings(limit=args.pages) if limited else Settings()
    held: list[float] = []
    counts = crawl.run(
        crawl.Job((str(args.archive),), folder, "benchmark", settings, jobs=jobs, shard_bytes=8 << 20),
        lambda news: held.append(resident()),
    )
    quarters = [held[len(held) * k // 4 - (k == 4)] for k in range(1, 5)]
    print("resident memory after each quarter of the pages: " + ", ".join(f"{size:,.0f} MB" for size in quarters))
    return counts


def resident() -> float:
    """Megabytes that this process holds now; 0 where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 1e6
    except (OSError, ValueError, IndexError):
        return 0.0


def beside(args: argparse.Namespace) -> None:
    """The same pages through trafilatura, and through the sieve with what follows it."""
    import trafilatura  # noqa: PLC0415

    some = list(pages(args.archive, min(args.pages, 300)))
    size = sum(len(page.content) for page in some)
    sieve = Sieve(LEXICON)

    def ours() -> tuple[int, int]:
        for page in some:
            if sieve.sift(page.content).passes:
                raw = opened(page, LEXICON)
                if raw:
                    read(raw, LEXICON)
        return len(some), size

    def theirs() -> tuple[int, int]:
        for page in some:
            trafilatura.extract(page.content.decode("utf-8", "replace"), fast=True)
        return len(some), size

    ours()
    for name, way in (("sieve and reading what passes", ours), ("trafilatura, fast, text only", theirs)):
        seconds, _ = timed(way)
        print(f"{name:<32} {len(some) / seconds:8.0f} pages/s, {size / 1e6 / seconds:7.1f} MB/s of CPU time")


def main() -> None:
    """Runs one of the three."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=("sieve", "speed", "beside"))
    parser.add_argument("archive", type=Path)
    parser.add_argument("--pages", type=int, default=1 << 40)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--read", action="store_true", help="also say what the second look keeps")
    parser.add_argument("--two", action="store_true", help="also measure two processes")
    parser.add_argument("--chart", type=Path)
    args = parser.parse_args()
    {"sieve": sieve, "speed": speed, "beside": beside}[args.what](args)


if __name__ == "__main__":
    main()
