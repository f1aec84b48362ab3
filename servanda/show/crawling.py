"""`servanda crawl`: web archives become tables of what their pages say of agreements."""

import argparse
import datetime
import json
import sys
import time
from typing import Any

from servanda.flow import crawling
from servanda.show.command import Command
from servanda.show.reading import jobs_option
from servanda.show.registering import count
from servanda.show.terminal import safe

_PATIENCE, _PAUSE = 1.0, 0.5
_SHOWN = 6


def crawl_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `crawl`."""
    parser.add_argument("inputs", nargs="+", metavar="INPUT", help="WARC, WET, JSON Lines or Parquet files, folders, addresses")
    parser.add_argument("--to", metavar="FOLDER", required=True, help="where the tables go")
    parser.add_argument("--engine", choices=("local", "ray"), default="local", help="processes of this machine, or Ray (local)")
    parser.add_argument("--address", metavar="ADDRESS", help="a running Ray cluster, as `ray start` names it, or auto")
    parser.add_argument("--resume", action="store_true", help="go on with the unfinished job of that folder")
    parser.add_argument("--since", type=_day, metavar="DATE", help="only pages fetched on that day or later (YYYY-MM-DD)")
    parser.add_argument("--limit", type=_number, metavar="N", help="stop after so many pages: a trial")
    parser.add_argument("--threshold", type=float, metavar="SCORE", help="the sieve's score from which a page is read")
    parser.add_argument("--json", action="store_true", help="the counts as JSON on standard output")
    jobs_option(parser)


def _day(word: str) -> str:
    try:
        return datetime.date.fromisoformat(word).isoformat()
    except ValueError:
        raise argparse.ArgumentTypeError(f"a day like 2024-06-13 was expected, not {word!r}") from None


def _number(word: str) -> int:
    if not word.isdecimal() or int(word) < 1:
        raise argparse.ArgumentTypeError(f"a number of pages from 1 was expected, not {word!r}")
    return int(word)


def crawl_command(args: argparse.Namespace) -> int:
    """Runs the job; 1 if a record could not be read, all others being read."""
    bar = Bar()
    try:
        counts = crawling.crawl(
            tuple(args.inputs),
            args.to,
            engine=args.engine,
            jobs=args.jobs,
            resume=args.resume,
            since=args.since,
            limit=args.limit,
            threshold=args.threshold,
            codebook=args.codebook,
            ray_address=args.address,
            watch=bar.watch,
            begun=bar.begun,
        )
    finally:
        bar.clear()
    if args.json:
        print(json.dumps(counts.as_json(), ensure_ascii=False))
    else:
        print(told(counts, args.to, bar.seconds))
    return 1 if counts.bad else 0


def told(counts: Any, folder: str, seconds: float) -> str:
    """The summary at the end."""
    speed = counts.unpacked / 1e6 / max(seconds, 0.001)
    seen = f"{count(counts.pages, 'page')} looked at ({counts.unpacked / 1e6:,.0f} MB, {speed:,.0f} MB/s)"
    lines = [f"{seen}, {counts.passed:,} passed the sieve, {count(counts.read, 'document')} in {safe(folder)}"]
    languages = counts.languages.most_common()
    shown = [f"{name} {n:,}" for name, n in languages[:_SHOWN]]
    if len(languages) > _SHOWN:
        shown.append(f"others {sum(n for _, n in languages[_SHOWN:]):,}")
    if shown:
        lines.append("languages: " + ", ".join(shown))
    if counts.left:
        lines.append("left: " + ", ".join(f"{name.replace('_', ' ')} {n:,}" for name, n in sorted(counts.left.items())))
    if counts.bad:
        lines.append(f"{count(counts.bad, 'record')} could not be read: see the table problems")
    return "\n".join(lines)


class Bar:
    """Progress on standard error, for people who wait: pages, speed, passed, failed, time left."""

    def __init__(self) -> None:
        self._start = time.monotonic()
        self._next = self._start + _PATIENCE
        self._wanted = sys.stderr.isatty()
        self._shown = False
        self._all = 0
        self._done: dict[str, int] = {"size": 0, "unpacked": 0, "pages": 0, "passed": 0, "bad": 0}

    @property
    def seconds(self) -> float:
        """Since it began."""
        return time.monotonic() - self._start

    def begun(self, size: int) -> None:
        """The bytes of all inputs."""
        self._all = size

    def watch(self, news: Any) -> None:
        """Counts that have grown."""
        for name in self._done:
            self._done[name] += getattr(news, name)
        if self._wanted and time.monotonic() >= self._next:
            sys.stderr.write("\r\x1b[K" + self.line())
            sys.stderr.flush()
            self._shown = True
            self._next = time.monotonic() + _PAUSE

    def line(self) -> str:
        """What is shown."""
        done, seconds = self._done, max(self.seconds, 0.001)
        share = min(1.0, done["size"] / self._all) if self._all else 0.0
        left = datetime.timedelta(seconds=round(seconds / share - seconds)) if share > 0 else "?"
        speed = done["unpacked"] / 1e6 / seconds
        failed = f", {done['bad']:,} failed" if done["bad"] else ""
        return f"{share:4.0%}  {done['pages']:,} pages  {speed:,.0f} MB/s  {done['passed']:,} passed{failed}  {left} left"

    def clear(self) -> None:
        """Takes the line away."""
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self._shown = False


COMMANDS = {"crawl": Command(crawl_arguments, crawl_command)}
