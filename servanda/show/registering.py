"""Options that all commands on a register share, and lines of JSON."""

import argparse
import json
from collections.abc import Iterable

from servanda.model import as_json


def register_option(parser: argparse.ArgumentParser) -> None:
    """`--register` and `--json`, with the same words everywhere."""
    parser.add_argument(
        "--register",
        default="servanda.db",
        metavar="FILE_OR_ADDRESS",
        help="the register: a file, or the address of a database (servanda.db)",
    )
    parser.add_argument("--json", action="store_true", help="JSON Lines on standard output, nothing else there")


def json_lines(values: Iterable[object]) -> None:
    """Prints nouns, one JSON object a line."""
    for value in values:
        print(json.dumps(as_json(value), ensure_ascii=False))


def count(n: int, word: str) -> str:
    """`1 document`, `2 documents`."""
    if n == 1:
        return f"1 {word}"
    return f"{n:,} {word[:-1]}ies" if word.endswith("y") and word[-2] not in "aeiou" else f"{n:,} {word}s"
