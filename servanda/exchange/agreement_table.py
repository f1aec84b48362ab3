"""Anybody's coded table of agreements: a CSV with a mapping from our fields to its columns; every value opens its row."""

import re
from collections.abc import Iterator, Mapping

from servanda.exchange.rows import rows
from servanda.model import (
    Agreement,
    Document,
    EntryIntoForce,
    PartialDate,
    Problem,
    Reading,
    Signature,
    Span,
    Term,
    WrongCall,
    finding_id,
)

COLUMNS = (
    "id",
    "title",
    "parties",
    "organisations",
    "status",
    "legal_form",
    "signed",
    "place",
    "in_force",
    "term_months",
    "termination_notice_months",
)
"""What an agreement can be made of. `title` is needed; parties are codes or names joined by semicolons or bars."""


def mapping_of(words: str | None) -> Mapping[str, str]:
    """`title=Name,signed=Date` as a mapping; WrongCall for a field that there is not."""
    found: dict[str, str] = {}
    for part in filter(None, (words or "").split(",")):
        ours, equals, theirs = part.partition("=")
        if not equals or ours.strip() not in COLUMNS:
            raise WrongCall(f"{part!r}: a mapping is OURS=THEIRS, where OURS is one of {', '.join(COLUMNS)}")
        found[ours.strip()] = theirs.strip()
    return found


def agreement_table(text: str, origin: str, mapping: Mapping[str, str] | None = None) -> Reading:
    """The agreements of a table; values that cannot be read are problems with their place, the rest of the row is kept.

    BadInput where the column of the title is missing.
    """
    names = {name: name for name in COLUMNS} | dict(mapping or {})
    document = Document(Document.id_of(text), "other", None, None, None, None, text, origin)
    agreements: list[Agreement] = []
    problems: list[Problem] = []
    for row, place in rows(text, origin, (names["title"],)):
        values = {name: row.get(theirs, "").strip() for name, theirs in names.items()}
        agreements.append(_agreement(document.id, values, place, problems))
    return Reading(document, agreements=tuple(agreements), problems=tuple(problems))


def _agreement(document: str, values: Mapping[str, str], place: Span, problems: list[Problem]) -> Agreement:
    def date(name: str) -> PartialDate | None:
        try:
            return PartialDate.parse(values[name]) if values[name] else None
        except ValueError as error:
            problems.append(Problem("value_not_read", f"{name}: {error}", place.start, place.end))
            return None

    def number(name: str) -> int | None:
        if values[name] and not values[name].isdecimal():
            problems.append(Problem("value_not_read", f"{name}: {values[name]!r} is no number", place.start, place.end))
        return int(values[name]) if values[name].isdecimal() else None

    agreement = Agreement(
        id=finding_id("agreement", document, values["id"] or place.start),
        title=values["title"] or None,
        parties=tuple(_codes(values["parties"])),
        organisations=tuple(_codes(values["organisations"])),
        status=values["status"] or None,
        legal_form=values["legal_form"] or None,
        signed=Signature(date("signed"), values["place"] or None),
        in_force=EntryIntoForce(date("in_force")),
        term=Term(number("term_months")),
        termination_notice_months=number("termination_notice_months"),
    )
    fields = (
        "title",
        "parties",
        "organisations",
        "status",
        "legal_form",
        "signed",
        "in_force",
        "term",
        "termination_notice_months",
    )
    return Agreement(**{name: getattr(agreement, name) for name in ("id", *fields)}, evidence=dict.fromkeys(fields, (place,)))


def _codes(cell: str) -> Iterator[str]:
    yield from (part.strip() for part in re.split(r"[;|]", cell) if part.strip())
