"""What people decided to be the same: entries are only added and the last one of a pair holds, so that merging can be undone."""

import json
from collections.abc import Iterable, Mapping

from sqlalchemy import insert, select

from servanda.model import Sameness, WrongCall
from servanda.register.groups import groups_of
from servanda.register.opening import Register
from servanda.register.tables import claim, document, same

VERDICTS = ("confirmed", "rejected", "withdrawn")
KINDS = ("agreement", "party", "event")


def decide(register: Register, found: Sameness, verdict: str, *, by: str, at: str, note: str | None = None) -> None:
    """Enters what a person decided about a pair; WrongCall without a name, for a pair of one, or for what is not here."""
    if not by.strip():
        raise WrongCall("a decision needs the name of the person who takes it")
    if verdict not in VERDICTS:
        raise WrongCall(f"{verdict!r} is no verdict on a pair; it is one of {', '.join(VERDICTS)}")
    if found.a == found.b:
        raise WrongCall("these two are one already: give two different ids")
    if found.kind not in KINDS:
        raise WrongCall(f"{found.kind!r}: only agreements, parties and events are the same or not")
    a, b = sorted((found.a, found.b))
    _check_others(register, found.kind, a, b, verdict)
    row = {
        "kind": found.kind,
        "a": a,
        "b": b,
        "score": found.score,
        "reasons": json.dumps(list(found.reasons), ensure_ascii=False),
    }
    with register.transaction(write=True) as connection:
        if found.kind != "party":
            name = claim.c.subject if found.kind == "agreement" else claim.c.id
            of_kind = select(name).where(name.in_((a, b)), claim.c.kind == found.kind).distinct()
            missing = {a, b} - set(connection.scalars(of_kind))
            if missing:
                shown = "`servanda list`" if found.kind == "agreement" else "`servanda list --events`"
                raise WrongCall(f"{', '.join(sorted(missing))}: no {found.kind} of this register; {shown} has them")
        connection.execute(insert(same).values(row | {"verdict": verdict, "by": by, "at": at, "note": note}))


def _check_others(register: Register, kind: str, a: str, b: str, verdict: str) -> None:
    """WrongCall where other decisions say the contrary: what is one with a third is one with all that the third is one with."""
    others = [entry for entry in decided(register, kind) if (entry.a, entry.b) != (a, b)]
    joined = [(entry.a, entry.b) for entry in others if entry.verdict == "confirmed"]
    if verdict == "confirmed":
        (whole,) = [group for group in groups_of([*joined, (a, b)]) if a in group]
        against = [entry for entry in others if entry.verdict == "rejected" and {entry.a, entry.b} <= whole]
        if against:
            no = against[0]
            raise WrongCall(
                f"{no.by} decided that {no.a} and {no.b} are not the same; by this decision they would be: take one back first, "
                f"`servanda same {no.a} {no.b} --undo --by NAME`"
            )
    elif verdict == "rejected" and any({a, b} <= group for group in groups_of(joined)):
        raise WrongCall(f"{a} and {b} are one through others that are the same as both: take one of those back first")


def decided(register: Register, kind: str | None = None, *, as_of: str | None = None) -> list[Sameness]:
    """The decision that holds for each pair, the first decided first; a withdrawn one is no longer among them."""
    query = select(same).order_by(same.c.id)
    if kind is not None:
        query = query.where(same.c.kind == kind)
    if as_of is not None:
        query = query.where(same.c.at <= as_of)
    last: dict[tuple[str, str, str], Sameness] = {}
    with register.transaction() as connection:
        for row in connection.execute(query):
            entry = Sameness(
                row.kind, row.a, row.b, row.verdict, row.score, tuple(json.loads(row.reasons)), row.by, row.at, row.note
            )
            last[row.kind, row.a, row.b] = entry
    return [entry for entry in last.values() if entry.verdict != "withdrawn"]


def history(register: Register, *, as_of: str | None = None) -> list[Sameness]:
    """Every decision that was ever entered, the first one first."""
    query = select(same).order_by(same.c.id)
    if as_of is not None:
        query = query.where(same.c.at <= as_of)
    with register.transaction() as connection:
        return [
            Sameness(row.kind, row.a, row.b, row.verdict, row.score, tuple(json.loads(row.reasons)), row.by, row.at, row.note)
            for row in connection.execute(query)
        ]


def places(register: Register, agreements: Iterable[str]) -> Mapping[str, tuple[bool, str, str]]:
    """(whether it is told by something else than its own text, when its document was added, the document) of each agreement."""
    names = sorted(set(agreements))
    found: dict[str, tuple[bool, str, str]] = {}
    columns = (claim.c.subject, claim.c.position, document.c.kind, document.c.added, document.c.id)
    with register.transaction() as connection:
        for k in range(0, len(names), 500):
            query = (
                select(*columns)
                .join(document, document.c.id == claim.c.document)
                .where(claim.c.subject.in_(names[k : k + 500]), claim.c.kind == "agreement")
                .distinct()
            )
            for row in connection.execute(query):
                place = (row.kind != "agreement" or row.position != 0, row.added, row.id)
                found[row.subject] = min(place, found.get(row.subject, place))
    return found
