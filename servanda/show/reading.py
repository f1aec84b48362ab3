"""`servanda read`: files in, readings out, as JSON Lines or as a summary for people."""

import argparse
import sys
from collections.abc import Iterator

from servanda.flow import read_all
from servanda.model import BadInput, Reading, json_text
from servanda.show import facts
from servanda.show.command import Command
from servanda.show.progress import Progress


def read_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `read`."""
    parser.add_argument("files", nargs="+", metavar="FILE", help="files, folders, JSON Lines (.jsonl with id and text), or -")
    parser.add_argument("--json", action="store_true", help="one JSON object a line, as `servanda schema` describes it")
    parser.add_argument("--cut", action="store_true", help="list what was left out of the raw text, and why")
    jobs_option(parser)


def jobs_option(parser: argparse.ArgumentParser) -> None:
    """`--jobs` and `--codebook`, of all commands that read."""
    parser.add_argument("--jobs", type=_jobs, default=1, metavar="N", help="processes that read at once (1)")
    parser.add_argument("--codebook", metavar="FILE", help="a codebook of areas in TOML, instead of the shipped one")


def _jobs(word: str) -> int:
    if not word.isdecimal() or not 1 <= int(word) <= 256:
        raise argparse.ArgumentTypeError(f"a number of processes from 1 to 256 was expected, not {word!r}")
    return int(word)


def read_command(args: argparse.Namespace) -> int:
    """Reads and prints; 1 if anything could not be read, or not for certain."""
    status = 0
    with Progress("read") as progress:
        then = json_line if args.json else told_with_cuts if args.cut else told
        for written in read_all(args.files, codebook=args.codebook, jobs=args.jobs, then=then):
            if isinstance(written, BadInput):
                progress.say(f"servanda: {written}")
                status = 1
                continue
            text, warnings = written
            for warning in warnings:
                progress.say(f"servanda: {warning}")
                status = 1
            sys.stdout.write(text)
            progress.step()
    return status


Written = tuple[str, list[str]]
"""What goes to standard output, and what goes to standard error."""


def json_line(reading: Reading) -> Written:
    """The reading as a line of JSON."""
    return json_text(reading, compact=True) + "\n", list(_warnings(reading))


def told(reading: Reading) -> Written:
    """The reading for people, with what it was read from above it."""
    return _written(reading, cuts=False)


def told_with_cuts(reading: Reading) -> Written:
    """The same with every piece that was left out."""
    return _written(reading, cuts=True)


def _written(reading: Reading, *, cuts: bool) -> Written:
    return "\n".join(facts.told(reading, cuts=cuts)) + "\n\n", list(_warnings(reading))


def _warnings(reading: Reading) -> Iterator[str]:
    for problem in reading.problems:
        if problem.code.startswith("source_"):
            yield f"{reading.document.origin}: {problem.message}"


COMMANDS = {"read": Command(read_arguments, read_command)}
