"""People -> register: judgements of what was found, and what still waits for one."""

import datetime
from typing import Any

from servanda.model import Claim, Review, Verdict
from servanda.register import open_register, reviewing


def review(address: str, claim: str, verdict: Verdict, *, by: str, note: str | None = None, value: Any = None) -> Review:
    """Enters a person's judgement of a claim, now. Nothing is overwritten; `Verdict.WITHDRAWN` takes the last one back."""
    at = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    with open_register(address) as register:
        return reviewing.judge(register, claim, verdict, by=by, at=at, note=note, value=value)


def reviews(address: str, claim: str) -> list[Review]:
    """All judgements of a claim, the first one first."""
    with open_register(address) as register:
        return reviewing.history(register, claim)


def queue(address: str, limit: int = 100) -> list[Claim]:
    """What waits for a judgement, what matters most first."""
    with open_register(address) as register:
        return reviewing.queue(register, limit)
