"""What falls due when: expiry, notice, and the deadlines of commitments, computed from the rules of the text."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from servanda.model import Agreement, Commitment, DeadlineRule, Due, PartialDate, Reading, Span
from servanda.track.calendar import add, recurring, yearly

_ANCHORS = {"signature": "the date of signature", "entry_into_force": "the entry into force"}


_FROM_LATER = re.compile(r"\b(?:from|after)\b[^.;]{0,40}\b(?:exchange|deposit|receipt|notification)\b", re.IGNORECASE)
"""A term that runs from an act that comes after the signature, on a day that the text cannot know."""


def deadlines(found: Reading, on: date) -> tuple[Due, ...]:
    """Every date that the reading's agreements and commitments fix or follow from, as it stands on the day `on`.

    A rule whose starting point is unknown ("after notification") comes out without a date and says what is missing.
    """
    dated = [due for k in range(len(found.agreements)) for due in _of_agreement(found, k, on)]
    dated += [due for promise in found.commitments for due in _of_commitment(found, promise, on)]
    return tuple(dated)


def ends(agreement: Agreement) -> date | None:
    """The day on which the agreement's term ends, from its own words; None where it has none or its start is unknown."""
    if agreement.term.until:
        return agreement.term.until.last
    if agreement.in_force.date is None and agreement.term.rule and _FROM_LATER.search(agreement.term.rule):
        return None
    start = _start(agreement, None)
    return add(start[1], agreement.term.months, "month") if start and agreement.term.months else None


def lapsed(agreement: Agreement, on: date) -> bool:
    """Whether the term has ended before the day and nothing in the text renews it."""
    return ended(agreement, on) and not agreement.renewal


def ended(agreement: Agreement, on: date) -> bool:
    """Whether the (first) term has ended before the day; a text that renews itself may still hold."""
    end = ends(agreement)
    return end is not None and end < on


def _start(agreement: Agreement, anchor: str | None) -> tuple[date, date] | None:
    """The interval of the day from which time runs: entry into force; the signature where the text says nothing of an entry.

    Where the text lets it enter into force later, on a day that nobody has told, the start is unknown: None.
    """
    signed, in_force = agreement.signed.date, agreement.in_force.date
    since = in_force or (None if agreement.in_force.rule else signed)
    chosen = {"signature": signed, "entry_into_force": since}.get(anchor or "", since)
    return (chosen.first, chosen.last) if chosen else None


def _of_agreement(found: Reading, k: int, on: date) -> Iterator[Due]:
    agreement = found.agreements[k]
    proof = _proof(agreement)
    end = ends(agreement)
    if agreement.term.months or agreement.term.until or agreement.term.rule:
        words = agreement.term.rule or (f"{agreement.term.months} months" if agreement.term.months else str(agreement.term.until))
        why = "" if end else "its start is not known" if agreement.term.months else "the text fixes no date"
        if end and agreement.renewal:
            why = "the text renews it; see its words"
        yield _due(found, agreement, "expiry", words, end, end, on, why, proof("term.months", "term.until", "term.rule", "term"))
    notice = agreement.termination_notice_months
    if notice and end:
        last = add(end, -notice, "month")
        words = f"notice of {notice} months before the term ends"
        yield _due(found, agreement, "notice", words, last, last, on, "", proof("termination_notice_months", "termination"))
    date_ = agreement.in_force.date
    if date_:
        words = agreement.in_force.rule or str(date_)
        yield _due(
            found, agreement, "entry_into_force", words, date_.first, date_.last, on, "", proof("in_force.date", "in_force.rule")
        )


def _proof(agreement: Agreement):  # type: ignore[no-untyped-def]
    def spans(*names: str) -> tuple[Span, ...]:
        return next((agreement.evidence[name] for name in names if name in agreement.evidence), ())

    return spans


def _due(
    found: Reading,
    agreement: Agreement,
    kind: str,
    words: str,
    first: date | None,
    last: date | None,
    on: date,
    why: str,
    evidence: tuple[Span, ...],
) -> Due:
    return Due(agreement.id, found.document.id, kind, words, first, last, status(first, last, on), why, evidence)


def status(first: date | None, last: date | None, on: date) -> str:
    """upcoming, due (today or within its interval), past, or unknown."""
    if first is None or last is None:
        return "unknown"
    return "upcoming" if on < first else "due" if on <= last else "past"


def _of_commitment(found: Reading, promise: Commitment, on: date) -> Iterator[Due]:
    rule, agreement = promise.deadline_rule, _agreement_of(found, promise)
    if rule is None or not promise.deadline:
        return
    kind = "recurring" if rule.kind == "every" else "deadline"
    if agreement is not None and kind == "recurring":
        yield _next(found, agreement, promise, rule, on)
        for day in rule.further:
            yield _on_a_day(found, agreement, promise, "deadline", *_on(rule, day), on)
        return
    for first, last, why in (moments(rule, agreement), *(_on(rule, day) for day in rule.further)):
        yield _on_a_day(found, agreement, promise, kind, first, last, why, on)


def _on_a_day(
    found: Reading,
    agreement: Agreement | None,
    promise: Commitment,
    kind: str,
    first: date | None,
    last: date | None,
    why: str,
    on: date,
) -> Due:
    stand = (
        "lapsed" if agreement is not None and lapsed(agreement, on) and (last is None or last > on) else status(first, last, on)
    )
    return Due(
        agreement.id if agreement else found.document.id,
        found.document.id,
        kind,
        promise.deadline or "",
        first,
        last,
        stand,
        why,
        promise.evidence,
        promise.id,
        what=_what(found, promise),
    )


def _next(found: Reading, agreement: Agreement, promise: Commitment, rule: DeadlineRule, on: date) -> Due:
    """The next time that a recurring duty falls due on or after the day."""
    start, end = _start(agreement, rule.anchor), ends(agreement)
    lasts = add(start[1], rule.months, "month") if start and rule.months else rule.date.last if rule.date else None
    if lasts is not None and (end is None or lasts < end):
        end = lasts
    n, unit = rule.n or 1, rule.unit or "year"
    every = unit if n == 1 else f"{n} {unit}s"
    first, why = None, "its start is not known"
    if start:
        why = "" if end else "the text names no end"
        if end and agreement.renewal and end < on:
            end, why = None, "if the text's renewal holds"
        times = yearly(start[0], rule.days, n, end) if rule.days else recurring(start[0], n, unit, end)
        first = next((day for day in times if day >= on), None)
    gone = start is not None and first is None
    return Due(
        agreement.id,
        found.document.id,
        "recurring",
        promise.deadline or "",
        first,
        first,
        "lapsed" if gone else status(first, first, on),
        "the term has ended" if gone else why,
        promise.evidence,
        promise.id,
        every,
        _what(found, promise),
    )


def _what(found: Reading, promise: Commitment) -> str:
    """The commitment's own passage, on one line."""
    return " ".join(" ".join(found.document.text[span.start : span.end] for span in promise.evidence).split())


def _agreement_of(found: Reading, promise: Commitment) -> Agreement | None:
    k = promise.agreement
    return found.agreements[k] if k is not None and k < len(found.agreements) else None


def moments(rule: DeadlineRule, agreement: Agreement | None) -> tuple[date | None, date | None, str]:
    """(earliest, latest, why not) of the day that a rule names, with the agreement's dates for its starting point."""
    if rule.date:
        return _on(rule, rule.date)
    if (rule.n is None or rule.unit is None) and rule.anchor not in _ANCHORS:
        return None, None, "the text names no span of time that can be counted"
    if rule.anchor not in _ANCHORS:
        return None, None, f"counted from the {rule.anchor or 'event'}, whose day the text does not fix"
    start = _start(agreement, rule.anchor) if agreement else None
    if start is None:
        return None, None, f"counted from {_ANCHORS[rule.anchor]}, which is not known"
    if rule.n is None or rule.unit is None:
        return *start, ""
    n = -rule.n if rule.kind == "before" else rule.n
    return add(start[0], n, rule.unit), add(start[1], n, rule.unit), ""


def _on(rule: DeadlineRule, day: PartialDate) -> tuple[date, date, str]:
    """The interval of a date that the text names; who must act before it has the day before as the last."""
    if rule.kind == "before":
        last = day.first - timedelta(days=1)
        return last, last, ""
    return day.first, day.last, ""


def due_between(dues: Iterable[Due], first: date, days: int) -> tuple[Due, ...]:
    """Those that fall within `days` days from `first` on, the earliest first."""
    last = first + timedelta(days=days)
    within = [d for d in dues if d.first is not None and d.last is not None and d.first <= last and d.last >= first]
    return tuple(sorted(within, key=lambda d: (d.first or date.max, d.agreement, d.kind, d.words)))
