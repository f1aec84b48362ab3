"""Decisions about money and promises: which flow restates which, and what became of a commitment. Entries are only added."""

import json

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


def decided_links(register: Register, *, as_of: str | None = None) -> tuple[list[Link], set[tuple[str, str]]]:
    """(links that a person confirmed, pairs (a, b) that a person rejected); the last decision on a pair holds."""
    query = select(link).order_by(link.c.id)
    if as_of is not None:
        query = query.where(link.c.at <= as_of)
    with register.transaction() as connection:
        last = {(row.a, row.b): row for row in connection.execute(query)}
    confirmed = [
        Link(row.a, row.b, LinkKind(row.kind), row.score, tuple(json.loads(row.reasons)), row.by)
        for row in last.values()
        if row.verdict == "confirmed"
    ]
    return confirmed, {pair for pair, row in last.items() if row.verdict == "rejected"}


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
