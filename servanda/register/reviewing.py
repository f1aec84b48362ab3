"""People judge claims: every judgement is a new entry, with name, time and note; to undo one is to enter that too."""

import json
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, case, func, insert, select

from servanda.model import Claim, Review, Verdict, Waiting, WrongCall
from servanda.register import indexing, merging
from servanda.register.correcting import right_value
from servanda.register.opening import Register
from servanda.register.standing import WITHDRAWN, judgements, standing
from servanda.register.standing import claims as with_reviews
from servanda.register.tables import claim, review


def judge(
    register: Register, claim_id: str, verdict: Verdict, *, by: str, at: str, note: str | None = None, value: Any = None
) -> Review:
    """Enters a judgement. WrongCall for an unknown claim, a missing name, or a correction without a value."""
    if not by.strip():
        raise WrongCall("a review needs the name of the person who gives it")
    if (verdict == Verdict.CORRECTED) != (value is not None):
        raise WrongCall("a correction needs the value that is right; other verdicts take none")
    with register.transaction(write=True) as connection:
        columns = (claim.c.id, claim.c.kind, claim.c.field, claim.c.value, claim.c.document, claim.c.subject)
        row = connection.execute(select(*columns).where(claim.c.id == claim_id)).one_or_none()
        if row is None:
            raise WrongCall(f"{claim_id!r} is no claim in this register")
        holds = judgements(connection, [claim_id]).get(claim_id)
        if value is not None:
            before = holds["value"] if holds is not None and holds["verdict"] == Verdict.CORRECTED.value else row.value
            value = right_value(row.kind, row.field, json.loads(before), value)
        if verdict == Verdict.WITHDRAWN and (holds is None or holds["verdict"] == verdict.value):
            raise WrongCall(f"claim {claim_id} has no review that could be withdrawn")
        kept = None if value is None else json.dumps(value, ensure_ascii=False, sort_keys=True)
        entry = {"claim": claim_id, "verdict": verdict.value, "value": kept, "by": by, "at": at, "note": note}
        key = connection.execute(insert(review).values(entry)).inserted_primary_key
        assert key is not None
        if verdict == Verdict.CORRECTED:
            _refile(connection, row)
    return Review(int(key[0]), claim_id, verdict, value, by, at, note)


def _refile(connection: Connection, row: Any) -> None:
    """Files what was corrected under its right values too: a commitment, or all those of an agreement."""
    if row.kind == "commitment":
        indexing.refile(connection, row.document, {row.id})
    elif row.kind == "agreement":
        where = claim.c.document == row.document, claim.c.subject == row.subject, claim.c.kind == "commitment"
        indexing.refile(connection, row.document, set(connection.scalars(select(claim.c.id).where(*where))))


def history(register: Register, claim_id: str, *, as_of: str | None = None) -> list[Review]:
    """All judgements of a claim, the first one first."""
    query = select(review).where(review.c.claim == claim_id).order_by(review.c.id)
    if as_of is not None:
        query = query.where(review.c.at <= as_of)
    with register.transaction() as connection:
        rows = connection.execute(query).mappings()
        return [
            Review(
                row["id"],
                row["claim"],
                Verdict(row["verdict"]),
                None if row["value"] is None else json.loads(row["value"]),
                row["by"],
                row["at"],
                row["note"],
            )
            for row in rows
        ]


def judged_claim(register: Register, claim_id: str) -> Claim:
    """A claim as reviews left it, one that was rejected too. WrongCall for an unknown one."""
    with register.transaction() as connection:
        for found in with_reviews(connection, standing(few=True).where(claim.c.id == claim_id)):
            return found
    raise WrongCall(f"{claim_id!r} is no claim in this register, or its document's latest reading no longer finds it")


def rejected_claims(register: Register, document: str) -> list[Claim]:
    """The claims of a document that people rejected."""
    judged = select(review.c.claim).where(review.c.verdict == Verdict.REJECTED.value)
    query = standing().where(claim.c.document == document, claim.c.id.in_(judged)).order_by(claim.c.kind, claim.c.position)
    with register.transaction() as connection:
        return [found for found in with_reviews(connection, query) if not found.stands]


_MONEY = claim.c.value.like('%"currency"%')
_KINDS: tuple[tuple[str, tuple[ColumnElement[bool], ...], str], ...] = (
    ("commitment", (_MONEY,), "a sum of money"),
    ("commitment", (~_MONEY,), "a promise"),
    ("agreement", (), "a fact"),
    ("flow", (), "a flow"),
)


def _judged(as_of: str | None) -> Select[Any]:
    """The claims on which a decision holds: the last entry of each that no later one took back."""
    # Counted from the last entry back: withdrawals less other entries behind one; it stands where that is not above nought.
    taken_back = func.sum(case((review.c.verdict == WITHDRAWN, 1), else_=-1)).over(
        partition_by=review.c.claim, order_by=review.c.id.desc(), rows=(None, -1)
    )
    behind = select(review.c.claim, review.c.id, review.c.verdict, func.coalesce(taken_back, 0).label("behind"))
    if as_of is not None:
        behind = behind.where(review.c.at <= as_of)
    entry = behind.subquery()
    given = select(func.max(entry.c.id)).where(entry.c.verdict != WITHDRAWN, entry.c.behind <= 0).group_by(entry.c.claim)
    return select(review.c.claim).where(review.c.id.in_(given), review.c.verdict.in_(("accepted", "rejected", "corrected")))


def queue(register: Register, limit: int = 100, *, as_of: str | None = None) -> list[Waiting]:
    """Claims that nobody has judged yet, or only as unsure, what matters most first, each with the reason.

    Where documents of one agreement contradict each other; then promises of money, other promises, facts and flows, of each
    kind the least sure first.
    """
    found = _contradicted(register, as_of)
    judged = _judged(as_of)
    known = {entry.claim.id for entry in found}
    with register.transaction() as connection:
        for kind, which, why in _KINDS:
            # In the order of an index, as sorting a million claims would take seconds.
            for sure in (claim.c.confidence.is_not(None), claim.c.confidence.is_(None)):
                if len(found) >= limit:
                    break
                query = standing(as_of).where(claim.c.kind == kind, claim.c.id.not_in(judged), sure, *which)
                query = query.order_by(claim.c.confidence).limit(limit - len(found) + len(known))
                new = [entry for entry in with_reviews(connection, query, as_of) if entry.id not in known]
                new.sort(key=lambda c: (c.confidence or 0, c.document, c.evidence[:1], c.field or ""))
                found += [Waiting(entry, _told(entry, why)) for entry in new]
    return found[:limit]


def _told(found: Claim, why: str) -> str:
    unsure = "; somebody was unsure" if found.verdict == Verdict.UNSURE else ""
    return why + (f", confidence {found.confidence:.2f}" if found.confidence is not None else "") + unsure


def _contradicted(register: Register, as_of: str | None) -> list[Waiting]:
    """Values that another document of the same agreement contradicts, where nobody has judged any of them yet."""
    found = []
    for one in merging.merged(register, as_of=as_of):
        for candidates in merging.candidates(register, one, as_of=as_of).values():
            values = {json.dumps(entry.claim.value, sort_keys=True) for entry in candidates}
            if len(values) > 1 and not any(entry.claim.verdict in ("accepted", "corrected") for entry in candidates):
                found.append(Waiting(candidates[0].claim, f"{len(values)} documents say differently"))
    return found
