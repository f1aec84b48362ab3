"""Codes that people give to texts: entries are only added; until two people have handed in theirs, nobody is shown another's."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, insert, select

from servanda.model import WrongCall
from servanda.register.opening import Register
from servanda.register.tables import coding, document, resolution

NEEDED = 2
"""So many people must have handed in their codes before anybody sees them."""
OF_AGREEMENT = "agreement"
"""The unit that is the whole agreement; others are passages, as `start-end`."""


@dataclass(slots=True)
class Coded:
    """The codes of a document: (unit, field) to the code of each coder, who coded which kind of unit, and what was resolved."""

    document: str
    codes: dict[tuple[str, str], dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    coders: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    resolved: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)

    def is_open(self, kind: str) -> bool:
        """Whether enough people have handed in codes of a kind of units, so that they may be seen."""
        return len(self.coders.get(kind, ())) >= NEEDED


def kind_of(unit: str) -> str:
    """`agreement` or `passages`."""
    return OF_AGREEMENT if unit == OF_AGREEMENT else "passages"


Codes = Mapping[tuple[str, str], str]
"""(unit, field) to code."""


def hand_in(register: Register, codes: Mapping[str, Codes], *, coder: str, at: str, note: str | None = None) -> dict[str, int]:
    """Enters one coder's codes by document, all of them or none; gives how many of each. Who was not seen yet may hand in again.

    WrongCall without a name, for an unknown document, or where the coder's codes may be seen already: a change is
    a resolution then.
    """
    if not coder.strip():
        raise WrongCall("codes need the name of the person who gave them: --coder NAME")
    coder = " ".join(coder.split())
    with register.transaction(write=True) as connection:
        for name, of_document in codes.items():
            _check(connection, name, {kind_of(unit) for unit, _ in of_document}, coder)
            rows = [
                {"document": name, "coder": coder, "unit": unit, "field": field_name, "value": value, "at": at, "note": note}
                for (unit, field_name), value in of_document.items()
            ]
            if rows:
                connection.execute(insert(coding), rows)
    return {name: len(of_document) for name, of_document in codes.items()}


def _check(connection: Connection, document_id: str, kinds: set[str], coder: str) -> None:
    if connection.scalar(select(document.c.id).where(document.c.id == document_id)) is None:
        raise WrongCall(f"{document_id!r} is no document of this register; `servanda list --documents` shows them")
    known = connection.execute(select(coding.c.coder, coding.c.unit).where(coding.c.document == document_id)).all()
    for other in {row.coder for row in known} - {coder}:
        if other.casefold() == coder.casefold():
            raise WrongCall(f"{document_id}: codes of {other!r} are here; write the name in the same way, or another one")
    for kind in sorted(kinds):
        coders = {row.coder for row in known if kind_of(row.unit) == kind}
        if coder in coders and len(coders) >= NEEDED:
            raise WrongCall(
                f"{document_id}: the codes of {coder} are fixed since {NEEDED} people have handed theirs in and they may be "
                "seen; what you agree on is entered with `servanda codings resolve`"
            )


def coded(register: Register, documents: Sequence[str] | None = None, *, as_of: str | None = None) -> list[Coded]:
    """What was handed in for each document, the last code of each coder, unit and field, and the last resolution."""
    found: dict[str, Coded] = {}
    query, agreed = select(coding).order_by(coding.c.id), select(resolution).order_by(resolution.c.id)
    if documents is not None:
        query, agreed = query.where(coding.c.document.in_(documents)), agreed.where(resolution.c.document.in_(documents))
    if as_of is not None:
        query, agreed = query.where(coding.c.at <= as_of), agreed.where(resolution.c.at <= as_of)
    with register.transaction() as connection:
        for row in connection.execute(query):
            entry = found.setdefault(row.document, Coded(row.document))
            entry.codes[row.unit, row.field][row.coder] = row.value
            if row.coder not in entry.coders[kind_of(row.unit)]:
                entry.coders[kind_of(row.unit)].append(row.coder)
        for row in connection.execute(agreed):
            found[row.document].resolved[row.unit, row.field] = (row.value, row.by)
    return list(found.values())


def resolve(
    register: Register, document_id: str, unit: str, name: str, value: str, *, by: str, at: str, note: str | None = None
) -> None:
    """Enters what coders agreed on. WrongCall for codes that nobody gave, or that may not be seen yet."""
    if not by.strip():
        raise WrongCall("a resolution needs the names of those who agreed on it: --by NAMES")
    (entry,) = coded(register, [document_id]) or [Coded(document_id)]
    if (unit, name) not in entry.codes:
        raise WrongCall(f"{document_id} {unit} {name}: nobody coded this; `servanda codings differences` lists what differs")
    if not entry.is_open(kind_of(unit)):
        raise WrongCall(f"{document_id}: its codes are not open yet; {NEEDED} people must hand in theirs first")
    row = {"document": document_id, "unit": unit, "field": name, "value": value, "by": by, "at": at, "note": note}
    with register.transaction(write=True) as connection:
        connection.execute(insert(resolution).values(row))
