"""What people ask a register for: filters that every list, search and export understands in the same way."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from servanda.model.errors import WrongCall
from servanda.model.kept import AgreementEntry

ALL_PARTIES = "*parties*"


@dataclass(frozen=True, slots=True)
class Asked:
    """Filters; None asks for nothing.

    Of an agreement: `party`, `status`, `signed` (a day, month or year), `since` and `until` (days between which it was signed),
    `on` (a day on which it held). Of a commitment: `area`, `force`, and `low`, `high` and `currency` of a sum. `as_of` is
    the moment (ISO 8601, UTC) as known on which all is asked.

    An agreement passes if it passes all filters of agreements, and one of its commitments all filters of commitments.
    """

    party: str | None = None
    area: str | None = None
    force: str | None = None
    signed: str | None = None
    since: str | None = None
    until: str | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    currency: str | None = None
    status: str | None = None
    on: str | None = None
    as_of: str | None = None

    @property
    def of_agreements(self) -> bool:
        """Whether agreements are filtered by what they are."""
        return any((self.party, self.signed, self.since, self.until, self.status, self.on))

    @property
    def of_commitments(self) -> bool:
        """Whether they are filtered by their commitments."""
        return bool(self.area or self.force or self.currency or self.low is not None or self.high is not None)

    def passes(self, entry: AgreementEntry) -> bool:
        """Whether an agreement passes the filters of agreements. What is not known of it passes no filter."""
        signed = entry.signed or ""
        return (
            (self.party is None or self.party in entry.parties or self.party in entry.organisations)
            and (self.status is None or entry.status == self.status)
            and (self.signed is None or signed.startswith(self.signed))
            and (self.since is None or (signed != "" and signed >= self.since[: len(signed)]))
            and (self.until is None or (signed != "" and signed[: len(self.until)] <= self.until))
            and (self.on is None or holds_on((entry.valid_from, entry.valid_until), self.on))
        )

    def passes_promise(self, value: Mapping[str, Any]) -> bool:
        """Whether a commitment, in its JSON form, passes the filters of commitments."""
        if (self.area and self.area not in value["areas"]) or (self.force and value["force"] != self.force):
            return False
        if self.low is None and self.high is None and self.currency is None:
            return True
        return any(self._covers(amount) for amount in value["amounts"])

    def _covers(self, amount: Mapping[str, Any]) -> bool:
        """Whether a sum may lie between the asked ends; an open end of the sum is taken at its known end."""
        ends = [Decimal(end) for end in (amount["low"], amount["high"]) if end is not None]
        return (
            bool(ends)
            and (self.currency is None or amount["currency"] == self.currency)
            and (self.low is None or max(ends) >= self.low)
            and (self.high is None or min(ends) <= self.high)
        )


def holds_on(holds: tuple[str | None, str | None], day: str) -> bool:
    """Whether a day (ISO) lies in a period: one without a beginning does not hold, one without an end holds on.

    Imprecise ends are taken at their widest: what begins in 2024 holds on every day of it.

    >>> holds_on(("2024-06", "2034-06"), "2034-06-30"), holds_on(("2024-06", None), "2024-05-31")
    (True, False)
    """
    start, end = holds
    return start is not None and start <= day[: len(start)] and (end is None or day[: len(end)] <= end)


def sum_asked(words: str) -> tuple[Decimal | None, Decimal | None, str | None]:
    """(low, high, currency) of `EUR 1000000..5000000`, `1000000..`, `..5000000`, `1000000` or `EUR`.

    >>> sum_asked("EUR 1,000,000..")
    (Decimal('1000000'), None, 'EUR')
    """
    parts = words.split()
    currency = parts.pop(0).upper() if parts and parts[0].isalpha() else None
    if len(parts) > 1 or (not parts and not currency):
        raise WrongCall(f"{words!r}: a sum is asked for as 'EUR 1000000..5000000', '1000000..' or '..5000000'")
    if not parts:
        return None, None, currency
    low, dots, high = parts[0].replace(",", "").replace("_", "").partition("..")
    try:
        ends = [Decimal(end) if end else None for end in (low, high if dots else low)]
    except InvalidOperation as error:
        raise WrongCall(f"{words!r}: {parts[0]!r} is no number and no pair of numbers with two dots between") from error
    return ends[0], ends[1], currency
