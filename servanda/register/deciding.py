"""Decisions about money and promises: which flow restates which, and what became of a commitment. Entries are only added."""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import insert, select

from servanda.model import Link, LinkKind, WrongCall
from servanda.register.opening import Register
from servanda.register.tables import link, progress

_LINK_VERDICTS = ("confirmed", "rejected", "withdrawn")


def decide_link(register: Register, found: Link, verdict: str, *, by: str, at: str, note: str | None = None) -> None:
    """Enters what a person decided about two flows; WrongCall without a name, or for a verdict that there is not."""
    if not by.strip():
        raise WrongCall("a decision needs the name of the person who takes it")
    if verdict not in _LINK_VERDICTS:
        raise WrongCall(f"{verdict!r} is no verdict on a link; it is one of {', '.join(_LINK_VERDICTS)}")
    if found.a == found.b:
        raise WrongCall("a flow cannot restate itself")
    row = {"a": found.a, "b": found.b, "kind": found.kind.value, "score": found.score, "reasons": json.dumps(list(found.reasons))}
    with register.transaction(write=True) as connection:
        connection.execute(insert(link).values(row | {"verdict": verdict, "by": by, "at": at, "note": note}))


def suggest_links(register: Register, found: Sequence[Link], *, by: str, at: str) -> int:
    """Enters what a program suggests, and how many were new; a pair that was ever entered before is left as it is."""
    if not found:
        return 0
    with register.transaction(write=True) as connection:
        rows = []
        for entry in found:
            known = select(link.c.id).where(link.c.a == entry.a, link.c.b == entry.b).limit(1)
            if connection.scalar(known) is None:
                row = {"a": entry.a, "b": entry.b, "kind": entry.kind.value, "score": entry.score}
                rows.append(row | {"reasons": json.dumps(list(entry.reasons)), "verdict": "suggested", "by": by, "at": at})
        if rows:
            connection.execute(insert(link), rows)
    return len(rows)


def links(register: Register, *, as_of: str | None = None) -> list[Link]:
    """All links that hold: confirmed by a person (`decided_by`), or suggested and not rejected. The last entry of a pair holds.

    A withdrawn decision leaves the suggestion that was there before.
    """
    query = select(link).order_by(link.c.id)
    if as_of is not None:
        query = query.where(link.c.at <= as_of)
    suggested: dict[tuple[str, str], Any] = {}
    last: dict[tuple[str, str], Any] = {}
    with register.transaction() as connection:
        for row in connection.execute(query):
            if row.verdict == "suggested":
                suggested[row.a, row.b] = row
            last[row.a, row.b] = row
    found = []
    for pair, row in last.items():
        holds = suggested.get(pair) if row.verdict == "withdrawn" else row
        if holds is not None and holds.verdict != "rejected":
            by = holds.by if holds.verdict == "confirmed" else None
            found.append(Link(holds.a, holds.b, LinkKind(holds.kind), holds.score, tuple(json.loads(holds.reasons)), by))
    return found


def judge_progress(
    register: Register, commitment: str, status: str, *, by: str, at: str, flow: str | None = None, note: str | None = None
) -> None:
    """Enters what a person says became of a commitment, with the flow that shows it if there is one."""
    if not by.strip():
        raise WrongCall("a verdict needs the name of the person who gives it")
    with register.transaction(write=True) as connection:
        row = {"commitment": commitment, "status": status, "flow": flow, "by": by, "at": at, "note": note}
        connection.execute(insert(progress).values(row))


def progress_of(register: Register, *, as_of: str | None = None) -> dict[str, str]:
    """The status that a person gave each commitment, the last one of each."""
    query = select(progress.c.commitment, progress.c.status).order_by(progress.c.id)
    if as_of is not None:
        query = query.where(progress.c.at <= as_of)
    with register.transaction() as connection:
        last = {row.commitment: row.status for row in connection.execute(query)}
    return {commitment: status for commitment, status in last.items() if status != "withdrawn"}
