"""What is due as an iCalendar file (RFC 5545) that calendars open: whole-day events, so that no time zone can shift them."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event

from servanda.model import Due

_KINDS = {
    "expiry": "Term ends",
    "notice": "Last day for notice",
    "entry_into_force": "Enters into force",
    "deadline": "Deadline",
    "recurring": "Due again",
}


def calendar(dues: Iterable[Due], titles: dict[str, str], stamp: datetime) -> bytes:
    """The dues with a date as whole-day events; `titles` maps an agreement's id to its title, `stamp` says when it was made."""
    book = Calendar()
    book.add("prodid", "-//Servanda//due dates//EN")
    book.add("version", "2.0")
    for due in dues:
        if due.first is None or due.last is None:
            continue
        event = Event()
        kind = _KINDS.get(due.kind, due.kind)
        event.add("uid", f"{due.agreement}-{due.commitment or due.kind}-{due.first:%Y%m%d}@servanda")
        event.add("dtstamp", stamp)
        event.add("dtstart", due.first)
        event.add("dtend", _next_day(due.last))
        event.add("summary", f"{kind}: {titles.get(due.agreement) or due.agreement}")
        event.add("description", due.words)
        event.add("transp", "TRANSPARENT")
        book.add_component(event)
    return bytes(book.to_ical())


def _next_day(day: date) -> date:
    """The end of a whole-day event is the day after its last day (RFC 5545, 3.6.1)."""
    return day + timedelta(days=1)
