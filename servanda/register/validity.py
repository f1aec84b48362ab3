"""From when until when a value holds, as its source says: ISO dates of any precision, None where it does not say."""

import calendar
from collections.abc import Mapping
from typing import Any

from servanda.model import Agreement, Commitment, Event, Flow, PartialDate, Statement, from_json

Period = tuple[str | None, str | None]
"""(from, until)."""
UNKNOWN: Period = (None, None)
_NOT_YET = ("expected", "proposed")
_LAST_YEAR = 9999


def period(found: Agreement) -> Period:
    """From its entry into force, or else its signature, until the end of its term; open where it is renewed or names no end.

    An agreement that is only expected or proposed holds at no time yet.
    """
    if found.status in _NOT_YET:
        return UNKNOWN
    start = found.in_force.date or found.signed.date
    end = found.term.until
    if end is None and start is not None and found.term.months:
        end = later(start, found.term.months)
    if found.renewal:
        end = None
    return (str(start) if start else None, str(end) if end else None)


def holds_of(values: Mapping[str, Any]) -> Period:
    """The period of an agreement out of the values of its fields as they stand: a corrected date counts."""
    plain = {
        "status": values.get("status"),
        "signed": {"date": values.get("signed.date")},
        "in_force": {"date": values.get("in_force.date")},
        "term": {"months": values.get("term.months"), "until": values.get("term.until")},
        "renewal": values.get("renewal"),
    }
    try:
        return period(from_json(Agreement, plain))
    except ValueError:
        # A person's correction may be any value; one that is no date says nothing of when it holds.
        return UNKNOWN


def period_of(found: Commitment | Event | Statement | Flow, agreement: Period) -> Period:
    """An event, a statement and a flow hold from their date; a commitment as long as its agreement, or until its own date."""
    if isinstance(found, Commitment):
        rule = found.deadline_rule
        fixed = str(rule.date) if rule and rule.date else None
        if fixed and rule and rule.kind in ("by", "within", "before", "for"):
            return agreement[0], max(fixed, *map(str, rule.further)) if rule.further else fixed
        return (fixed, agreement[1]) if fixed and rule and rule.kind in ("from", "after") else agreement
    return (str(found.date), None) if found.date else UNKNOWN


def later(date: PartialDate, months: int) -> PartialDate | None:
    """The date so many months later, as precise as it was; a month's last day where the month is too short.

    >>> str(later(PartialDate(2024, 1, 31), 13)), str(later(PartialDate(2024), 120))
    ('2025-02-28', '2034')
    """
    if not date.month:
        year, month = date.year + months // 12, 0
    else:
        year, month = date.year + (date.month - 1 + months) // 12, (date.month - 1 + months) % 12 + 1
    if not 1 <= year <= _LAST_YEAR:
        return None
    return PartialDate(year, month, min(date.day, calendar.monthrange(year, month)[1]) if date.day else 0)
