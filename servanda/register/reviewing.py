"""People judge claims: every judgement is a new entry, with name, time and note; to undo one is to enter that too."""

import json
from typing import Any

from sqlalchemy import func, insert, select

from servanda.model import Claim, Review, Verdict, WrongCall
from servanda.register.opening import Register
from servanda.register.standing import claims as with_reviews
from servanda.register.standing import standing
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
        if connection.scalar(select(claim.c.id).where(claim.c.id == claim_id)) is None:
            raise WrongCall(f"{claim_id!r} is no claim in this register")
        if verdict == Verdict.WITHDRAWN and not connection.scalar(select(func.count()).where(review.c.claim == claim_id)):
            raise WrongCall(f"claim {claim_id} has no review that could be withdrawn")
        kept = None if value is None else json.dumps(value, ensure_ascii=False, sort_keys=True)
        row = {"claim": claim_id, "verdict": verdict.value, "value": kept, "by": by, "at": at, "note": note}
        key = connection.execute(insert(review).values(row)).inserted_primary_key
        assert key is not None
    return Review(int(key[0]), claim_id, verdict, value, by, at, note)


def history(register: Register, claim_id: str) -> list[Review]:
    """All judgements of a claim, the first one first."""
    query = select(review).where(review.c.claim == claim_id).order_by(review.c.id)
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
        for found in with_reviews(connection, standing().where(claim.c.id == claim_id)):
            return found
    raise WrongCall(f"{claim_id!r} is no claim in this register, or its document's latest reading no longer finds it")


def rejected_claims(register: Register, document: str) -> list[Claim]:
    """The claims of a document that people rejected."""
    judged = select(review.c.claim).where(review.c.verdict == Verdict.REJECTED.value)
    query = standing().where(claim.c.document == document, claim.c.id.in_(judged)).order_by(claim.c.kind, claim.c.position)
    with register.transaction() as connection:
        return [found for found in with_reviews(connection, query) if not found.stands]


def queue(register: Register, limit: int = 100) -> list[Claim]:
    """Claims that nobody has judged yet, or only as unsure: promises of money first, then other promises, facts, flows."""
    judged = select(review.c.claim).where(review.c.verdict.in_(("accepted", "rejected", "corrected")))
    money = claim.c.value.like('%"currency"%')
    found: list[Claim] = []
    with register.transaction() as connection:
        # One kind after the other, each only as far as it is needed: sorting a million claims would take seconds.
        for kind, of_kind in (("commitment", money), ("commitment", ~money), ("agreement", None), ("flow", None)):
            query = standing().where(claim.c.kind == kind, claim.c.id.not_in(judged)).limit(limit - len(found))
            waiting = with_reviews(connection, query if of_kind is None else query.where(of_kind))
            found += sorted(waiting, key=lambda c: (c.document, c.evidence[:1], c.field or ""))
            if len(found) >= limit:
                break
    return found
