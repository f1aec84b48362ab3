"""Options that all commands on a register share, and lines of JSON."""

import argparse
import datetime
import difflib
import json
from collections.abc import Iterable

from servanda.flow.naming import areas, codes
from servanda.model import LEGAL_STATUSES, Asked, Force, PartialDate, WrongCall, as_json, sum_asked
from servanda.show.terminal import count as count


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


def agreement_filters(told: argparse._ArgumentGroup) -> None:
    """The filters by what is known of an agreement itself."""
    told.add_argument("--party", metavar="CODE", help="a party or organisation: UKR, NATO")
    told.add_argument("--status", metavar="WORD", help="expected, proposed, signed, in_force, suspended or terminated")
    told.add_argument("--signed", metavar="DATE", help="signed on this day, or in this month or year")
    told.add_argument("--from", dest="since", metavar="DATE", help="signed on this day or later")
    told.add_argument("--until", metavar="DATE", help="signed on this day or before")


def filter_options(parser: argparse.ArgumentParser) -> None:
    """The filters of every list, search and export."""
    told = parser.add_argument_group("filters", "an agreement must pass all of them; what is not known of it passes none")
    agreement_filters(told)
    told.add_argument("--on", metavar="DAY", help="held on this day, as its text says")
    told.add_argument("--area", metavar="KEY", help="with a commitment in this area of the codebook: training")
    told.add_argument("--force", metavar="WORD", help="with a commitment of this force: obligation, commitment, intention ...")
    told.add_argument("--amount", metavar="SUM", help="with a commitment of such a sum: 'EUR 1000000..5000000', '1000000..'")
    as_of_option(parser)


def asked_of(args: argparse.Namespace) -> Asked:
    """What the filters ask for; WrongCall says which of them has no meaning."""
    low, high, currency = sum_asked(args.amount) if args.amount else (None, None, None)
    return Asked(
        party=_party(args.party),
        area=_known(args.area, areas(), "--area", "an area of the codebook"),
        force=_known(args.force, [force.value for force in Force], "--force", "a force"),
        signed=date_asked(args.signed, "--signed"),
        since=date_asked(args.since, "--from"),
        until=date_asked(args.until, "--until"),
        low=low,
        high=high,
        currency=currency,
        status=_known(args.status, LEGAL_STATUSES, "--status", "a status"),
        on=date_asked(args.on, "--on"),
        as_of=moment(args.as_of),
    )


def _party(word: str | None) -> str | None:
    """The code of a state or organisation called so ("Sweden", "swe"); other names are sought as they are written."""
    known = codes().get(word.strip().casefold()) if word else None
    return known[0] if known else word


def nobody(word: str | None) -> str:
    """What to say where a party was asked for and nothing found: that nobody is called so, where that is why."""
    if not word or word.strip().casefold() in codes():
        return ""
    return f"; no state or organisation that is known here is called {word!r}"


def _known(word: str | None, known: Iterable[str], option: str, what: str) -> str | None:
    if word is None:
        return None
    plain = word.strip().replace(" ", "_").replace("-", "_").lower()
    names = sorted(known)
    if plain not in names:
        near = difflib.get_close_matches(plain, names, 3) or names[:12]
        raise WrongCall(f"{option} {word!r} is no {what.split(' ', 1)[1]}; did you mean {', '.join(near)}?")
    return plain


def date_asked(word: str | None, option: str) -> str | None:
    """A date as people write it for an option, in ISO form; WrongCall for what is none."""
    try:
        return None if word is None else str(PartialDate.parse(word))
    except ValueError as error:
        raise WrongCall(f"{option} {word!r} is no date: write it as 2026-01-31, 2026-01 or 2026") from error


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
