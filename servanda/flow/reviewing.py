"""People -> register: judgements of what was found, and what still waits for one."""

import datetime
from typing import Any

from servanda.flow.address import Address, at
from servanda.model import Claim, Rereading, Review, Verdict, Waiting
from servanda.register import rereading, reviewing


def review(address: Address, claim: str, verdict: Verdict, *, by: str, note: str | None = None, value: Any = None) -> Review:
    """Enters a person's judgement of a claim, now. Nothing is overwritten; `Verdict.WITHDRAWN` takes the last one back."""
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    with at(address) as register:
        return reviewing.judge(register, claim, verdict, by=by, at=now, note=note, value=value)


def reviews(address: Address, claim: str, *, as_of: str | None = None) -> list[Review]:
    """All judgements of a claim, the first one first."""
    with at(address) as register:
        return reviewing.history(register, claim, as_of=as_of)


def judged_claim(address: Address, claim: str) -> Claim:
    """A claim as reviews left it, one that was rejected too."""
    with at(address) as register:
        return reviewing.judged_claim(register, claim)


def rejected_claims(address: Address, document: str) -> list[Claim]:
    """The claims of a document that people rejected."""
    with at(address) as register:
        return reviewing.rejected_claims(register, document)


def queue(address: Address, limit: int = 100) -> list[Claim]:
    """What waits for a judgement, what matters most first."""
    return [entry.claim for entry in waiting(address, limit)]


def waiting(address: Address, limit: int = 100, *, as_of: str | None = None) -> list[Waiting]:
    """The same, each with the reason why it matters; `as_of`: what waited at that moment."""
    with at(address) as register:
        return reviewing.queue(register, limit, as_of=as_of)


def changes(address: Address) -> list[Rereading]:
    """What changed where texts were read again with other rules, document by document."""
    with at(address) as register:
        return rereading.changes(register)
