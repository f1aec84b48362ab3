"""Reckoning with calendar units: months that end early, leap days, recurring dates."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from dateutil.relativedelta import relativedelta

LAST_YEAR = 9999


def add(day: date, n: int, unit: str) -> date | None:
    """The day `n` hours, days, weeks, months or years after `day`; a month's last day where the month is too short.

    Hours count as whole days, rounded up, since agreements are dated by day. None beyond the calendar's end.

    >>> add(date(2024, 1, 31), 1, "month"), add(date(2024, 2, 29), 1, "year")
    (datetime.date(2024, 2, 29), datetime.date(2025, 2, 28))
    """
    try:
        if unit == "hour":
            return day + timedelta(days=-(-n // 24))
        if unit == "week":
            return day + timedelta(weeks=n)
        return day + relativedelta(**{f"{unit}s": n})  # type: ignore[arg-type]
    except (OverflowError, ValueError):
        return None


def after(moment: datetime, n: int, unit: str) -> datetime | None:
    """The moment `n` units after a moment; hours are exact here.

    >>> after(datetime(2026, 12, 1, 9), 24, "hour")
    datetime.datetime(2026, 12, 2, 9, 0)
    """
    if unit == "hour":
        try:
            return moment + timedelta(hours=n)
        except OverflowError:
            return None
    day = add(moment.date(), n, unit)
    return datetime.combine(day, moment.time()) if day else None


def recurring(start: date, n: int, unit: str, until: date | None = None) -> Iterator[date]:
    """The days `n` units after `start`, twice that, and so on, each counted from the start so that month ends do not drift.

    >>> [str(day) for day in recurring(date(2024, 1, 31), 1, "month", date(2024, 4, 30))]
    ['2024-02-29', '2024-03-31', '2024-04-30']
    """
    k = n
    while (day := add(start, k, unit)) is not None and (until is None or day <= until) and day.year <= LAST_YEAR:
        yield day
        k += n


def yearly(start: date, days: Sequence[str], n: int = 1, until: date | None = None) -> Iterator[date]:
    """The days of the year (MM-DD) behind `start`, every `n` years; 29 February is the 28th in a year without it.

    >>> [str(day) for day in yearly(date(2027, 2, 28), ("03-31", "02-29"), 1, date(2028, 3, 1))]
    ['2027-03-31', '2028-02-29']
    """
    for year in range(start.year, LAST_YEAR + 1, n):
        for day in sorted(add(date(2024, int(told[:2]), int(told[3:])), year - 2024, "year") or date.max for told in days):
            if until is not None and day > until:
                return
            if day > start:
                yield day
