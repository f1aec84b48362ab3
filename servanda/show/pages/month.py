"""`/due?view=calendar`: one month of what falls due, as a sheet of weeks."""

import calendar
import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from servanda.model import WrongCall

_FIRST, _LAST = 1, 9998


def month_asked(word: str, on: datetime.date) -> datetime.date:
    """The first day of the month that is asked for, of the day's month without one; WrongCall for what is no month."""
    try:
        found = datetime.date.fromisoformat(f"{word}-01") if word else on.replace(day=1)
    except ValueError as error:
        raise WrongCall(f"{word!r} is no month; one such as 2026-12 was expected") from error
    if not _FIRST <= found.year <= _LAST:
        raise WrongCall(f"{word!r} lies beyond the calendar")
    return found


def sheet(rows: Iterable[Mapping[str, Any]], month: datetime.date) -> list[list[dict[str, Any]]]:
    """Weeks of days from Monday on, each with the rows whose last day it is."""
    by_day: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        if row["last"]:
            by_day[row["last"]].append(row)
    weeks = calendar.Calendar().monthdatescalendar(month.year, month.month)
    return [[{"day": day, "inside": day.month == month.month, "rows": by_day[day.isoformat()]} for day in week] for week in weeks]


def beside(rows: Sequence[Mapping[str, Any]], month: datetime.date) -> dict[str, str]:
    """The months before and after, and the nearest ones in which something falls due; empty where there is none."""
    months = sorted({row["last"][:7] for row in rows if row["last"]})
    this = month.isoformat()[:7]
    before = (month - datetime.timedelta(days=1)).isoformat()[:7]
    after = (month + datetime.timedelta(days=32)).isoformat()[:7]
    return {
        "before": before,
        "after": after,
        "earlier": next((name for name in reversed(months) if name < this), ""),
        "later": next((name for name in months if name > this), ""),
    }
