"""Options that all commands on a register share, and lines of JSON."""

import argparse
import datetime
import json
from collections.abc import Iterable

from servanda.model import PartialDate, WrongCall, as_json


def register_option(parser: argparse.ArgumentParser) -> None:
    """`--register` and `--json`, with the same words everywhere."""
    parser.add_argument(
        "--register",
        default="servanda.db",
        metavar="FILE_OR_ADDRESS",
        help="the register: a file, or the address of a database (servanda.db)",
    )
    parser.add_argument("--json", action="store_true", help="JSON Lines on standard output, nothing else there")


def as_of_option(parser: argparse.ArgumentParser) -> None:
    """`--as-of DAY`."""
    parser.add_argument(
        "--as-of", metavar="DAY", help="what was known on this day (2026-01-31) or at this moment; now without it"
    )


def moment(word: str | None) -> str | None:
    """The last moment of a day, a month or a year, or the moment itself, as the register writes times: ISO 8601 in UTC."""
    if word is None:
        return None
    try:
        if len(word) <= len("2026-01-31"):
            return f"{PartialDate.parse(word).last.isoformat()}T23:59:59+00:00"
        told = datetime.datetime.fromisoformat(word)
    except ValueError as error:
        raise WrongCall(f"--as-of {word!r} is no day: write it as 2026-01-31") from error
    in_utc = told.replace(tzinfo=datetime.UTC) if told.tzinfo is None else told.astimezone(datetime.UTC)
    return in_utc.isoformat(timespec="seconds")


def json_lines(values: Iterable[object]) -> None:
    """Prints nouns, one JSON object a line."""
    for value in values:
        print(json.dumps(as_json(value), ensure_ascii=False))


def count(n: int, word: str) -> str:
    """`1 document`, `2 documents`."""
    if n == 1:
        return f"1 {word}"
    return f"{n:,} {word[:-1]}ies" if word.endswith("y") and word[-2] not in "aeiou" else f"{n:,} {word}s"
