"""The Alliance Treaty Obligations and Provisions project (ATOP): its coded alliances as agreements with commitments, no texts.

Both tables are read: the alliance level, a row an alliance, and the member level, a row a member of an alliance with its own
obligations. Variables become areas by the codebook's crosswalk (docs/codebook.md): DEFENSE `mutual_defence`, NONAGG
`non_aggression`, NEUTRAL `neutrality`, CONSUL `consultation`, MILAID `military_aid`, BASE `presence_and_exercises`, INTCOM
`planning_and_interoperability`, ORGAN `institutions`, MEDARB `dispute_settlement`. Codes above 0 are an obligation.
"""

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from servanda.exchange.record import Record
from servanda.exchange.rows import rows
from servanda.model import (
    Agreement,
    BadInput,
    Commitment,
    Factuality,
    Force,
    PartialDate,
    Problem,
    Reading,
    Signature,
    Span,
    Term,
    finding_id,
)

AREAS: Mapping[str, str] = {
    "defense": "mutual_defence",
    "nonagg": "non_aggression",
    "neutral": "neutrality",
    "consul": "consultation",
    "milaid": "military_aid",
    "base": "presence_and_exercises",
    "intcom": "planning_and_interoperability",
    "organ1": "institutions",
    "medarb": "dispute_settlement",
}
_KEPT = ("atopid", "begyr", "begmo", "begday", "endyr", "endmo", "endday", "length", "secrart", "conditio", *AREAS)
_NEEDED = ("atopid", "begyr", "defense", "nonagg", "neutral", "consul")
_Row = Mapping[str, str]


@cache
def _states() -> Mapping[str, str]:
    with (Path(__file__).parent / "data" / "cow.csv").open(encoding="utf-8", newline="") as lines:
        return {row["cow"]: row["code"] for row in csv.DictReader(line for line in lines if not line.startswith("#"))}


def state(cow: str) -> str:
    """The lexicon's code for a Correlates of War country code; `COW` and the number where there is none."""
    plain = cow.partition(".")[0]
    return _states().get(plain, f"COW {plain}")


def atop(alliances: str, members: str | None, origin: str) -> Iterator[Reading]:
    """One reading for each alliance; with the member table the obligations are each member's own.

    BadInput where the table of alliances lacks a column that is needed.
    """
    by_alliance: dict[str, list[_Row]] = defaultdict(list)
    for row, _ in rows(members, origin, ("atopid", "member")) if members else ():
        by_alliance[row["atopid"]].append(row)
    for row, _ in rows(alliances, origin, _NEEDED):
        yield _reading(row, by_alliance.get(row["atopid"], []), origin)


def _reading(row: _Row, members: list[_Row], origin: str) -> Reading:
    record = Record()
    codes = tuple(dict.fromkeys(state(row[f"mem{k}"]) for k in range(1, 60) if row.get(f"mem{k}")))
    title = f"Alliance {row['atopid']}"
    spans: dict[str, Span] = {"title": record.line("title", title), "members": record.line("members", " ".join(codes))}
    for name in _KEPT[1:]:
        if row.get(name):
            spans[name] = record.line(name, row[name])
    own = [(state(m["member"]), m, record.line(f"member {state(m['member'])}", _told(m))) for m in members]
    document = record.document(f"{origin}#{row['atopid']}", title)
    agreement, problems = _agreement(document.id, row, codes, spans, title)
    promises = _own(document.id, own, codes) if own else _shared(document.id, row, codes, spans)
    return Reading(document, agreements=(agreement,), commitments=tuple(promises), problems=problems)


def _told(member: _Row) -> str:
    return "; ".join(f"{name} {member[name]}" for name in AREAS if member.get(name))


def _agreement(
    document: str, row: _Row, codes: tuple[str, ...], spans: Mapping[str, Span], title: str
) -> tuple[Agreement, tuple[Problem, ...]]:
    problems: list[Problem] = []
    try:
        signed = _date(row, "beg")
    except ValueError as error:
        signed = None
        problems.append(Problem("date_not_read", f"{error}", spans["begyr"].start, spans["begyr"].end))
    ended = row.get("endyr", "0") not in ("", "0")
    months = int(row["length"]) if row.get("length", "").isdecimal() and row["length"] != "0" else None
    known = {code for code in codes if not code.startswith("COW ")}
    proof = {
        "title": ("title",),
        "parties": ("members",),
        "status": ("endyr" if ended else "begyr",),
        "signed.date": ("begyr", "begmo", "begday"),
        "term.months": ("length",),
    }
    agreement = Agreement(
        id=finding_id("agreement", document, row["atopid"]),
        title=title,
        parties=tuple(code for code in codes if code in known),
        organisations=tuple(code for code in codes if code not in known),
        status="terminated" if ended else "signed",
        legal_form="treaty",
        signed=Signature(signed),
        term=Term(months),
        evidence={name: tuple(spans[line] for line in lines if line in spans) for name, lines in proof.items()}
        | {"legal_form": (spans["title"],)},
    )
    return agreement, tuple(problems)


def _date(row: _Row, head: str) -> PartialDate | None:
    year, month, day = (row.get(f"{head}{part}", "") for part in ("yr", "mo", "day"))
    if not year.isdecimal() or year == "0":
        return None
    m = int(month) if month.isdecimal() and month != "99" else 0
    return PartialDate(int(year), m, int(day) if m and day.isdecimal() and day != "99" else 0)


def _given(code: str) -> bool:
    return code.partition(".")[0] not in ("", "0")


def _shared(document: str, row: _Row, codes: tuple[str, ...], spans: Mapping[str, Span]) -> Iterator[Commitment]:
    for name, area in AREAS.items():
        if _given(row.get(name, "")) and name in spans:
            yield _commitment(document, codes, codes, area, f"{name} {row[name]}", row, spans[name])


def _own(document: str, members: list[tuple[str, _Row, Span]], codes: tuple[str, ...]) -> Iterator[Commitment]:
    for code, member, place in members:
        others = tuple(other for other in codes if other != code)
        for name, area in AREAS.items():
            if _given(member.get(name, "")):
                yield _commitment(document, (code,), others, area, f"{name} {member[name]}", member, place)


def _commitment(
    document: str, by: tuple[str, ...], to: tuple[str, ...], area: str, words: str, row: _Row, place: Span
) -> Commitment:
    return Commitment(
        id=finding_id("commitment", document, area, *by),
        by=by,
        by_words=None,
        to=to,
        to_words=None,
        force=Force.OBLIGATION,
        force_words=words,
        hedges=(),
        areas=(area,),
        action=None,
        object=None,
        condition="conditional, as coded" if _given(row.get("conditio", "")) else None,
        deadline=None,
        amounts=(),
        quantities=(),
        provision=None,
        factuality=Factuality.CERTAIN,
        legalization=None,
        evidence=(place,),
        attributed_to="ATOP",
    )


def tables(paths: list[Path]) -> tuple[Path, Path | None]:
    """(the table of alliances, the table of members or None) among CSV files, told apart by their headers."""
    alliances = members = None
    for path in paths:
        with path.open(encoding="utf-8-sig", errors="replace") as lines:
            header = {cell.strip().strip('"') for cell in lines.readline().split(",")}
        if {"atopid", "member"} <= header:
            members = path
        elif {"atopid", "mem1"} <= header:
            alliances = path
    if alliances is None:
        raise BadInput(", ".join(map(str, paths)), "no table of alliances: a CSV with the columns atopid and mem1 was expected")
    return alliances, members
