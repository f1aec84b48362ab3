"""Months that end early, leap days, recurring dates that do not drift, and the deadlines of agreements."""

import dataclasses
from datetime import date, datetime

import pytest

from servanda.model import Agreement, DeadlineRule, EntryIntoForce, Force, PartialDate, Reading, Signature, Span, Term
from servanda.track import deadlines, due_between
from servanda.track.calendar import add, after, recurring
from servanda.track.deadlines import ends, lapsed, moments
from tests.nouns import commitment, document

TEXT = "Done on 29 February 2024. The Parties shall meet every year. France will report within six months of signature."
DAY = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("day", "n", "unit", "expected"),
    [
        (date(2024, 1, 31), 1, "month", date(2024, 2, 29)),
        (date(2023, 1, 31), 1, "month", date(2023, 2, 28)),
        (date(2024, 2, 29), 1, "year", date(2025, 2, 28)),
        (date(2024, 2, 29), 4, "year", date(2028, 2, 29)),
        (date(2024, 8, 31), 6, "month", date(2025, 2, 28)),
        (date(2024, 6, 13), 120, "month", date(2034, 6, 13)),
        (date(2024, 12, 30), 2, "week", date(2025, 1, 13)),
        (date(2024, 2, 28), 24, "hour", date(2024, 2, 29)),
        (date(2024, 2, 28), 25, "hour", date(2024, 3, 1)),
        (date(2024, 3, 31), -1, "month", date(2024, 2, 29)),
        (date(9990, 1, 1), 100, "year", None),
    ],
)
def test_time_is_reckoned_in_calendar_units(day: date, n: int, unit: str, expected: date | None) -> None:
    assert add(day, n, unit) == expected


def test_hours_are_exact_where_a_moment_is_known() -> None:
    assert after(datetime(2026, 12, 31, 18, 30), 24, "hour") == datetime(2027, 1, 1, 18, 30)
    assert after(datetime(2024, 1, 31, 9), 1, "month") == datetime(2024, 2, 29, 9)
    assert after(datetime(9999, 12, 31), 1, "hour") == datetime(9999, 12, 31, 1)
    assert after(datetime(9999, 12, 31), 48, "hour") is None


def test_month_ends_do_not_drift() -> None:
    assert list(recurring(date(2023, 10, 31), 1, "month", date(2024, 3, 31)))[-2:] == [date(2024, 2, 29), date(2024, 3, 31)]


def agreement(**values: object) -> Agreement:
    plain: dict[str, object] = {
        "id": "a1",
        "title": "A made agreement",
        "parties": ("FRA", "UKR"),
        "status": "signed",
        "signed": Signature(PartialDate(2024, 2, 29)),
        "term": Term(months=120),
        "termination_notice_months": 6,
        "evidence": {"term.months": (Span(0, 4),), "termination_notice_months": (Span(5, 7),)},
    }
    return Agreement(**(plain | values))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("It is in force for ten years.", date(2034, 2, 28)),
        ("It is in force for ten years from the day of the exchange of the ratifications.", None),
        ("It is in force for ten years after the deposit of the last instrument.", None),
    ],
)
def test_a_term_that_runs_from_a_later_act_has_no_known_end(rule: str, expected: date | None) -> None:
    assert ends(agreement(term=Term(months=120, rule=rule))) == expected
    assert ends(agreement(term=Term(months=120, rule=rule), in_force=EntryIntoForce(PartialDate(2025, 1, 1)))) == date(2035, 1, 1)


def reading(found: Agreement, **promise: object) -> Reading:
    doc = document(TEXT)
    promises = (commitment(TEXT, "France will report", Force.COMMITMENT, **promise),) if promise else ()
    return Reading(doc, agreements=(found,), commitments=promises)


def test_a_term_ends_on_its_anniversary_and_notice_is_due_before() -> None:
    found = {d.kind: d for d in deadlines(reading(agreement()), DAY)}
    assert (found["expiry"].last, found["expiry"].status) == (date(2034, 2, 28), "upcoming")
    assert (found["notice"].last, found["notice"].evidence) == (date(2033, 8, 28), (Span(5, 7),))


def test_time_runs_from_entry_into_force_where_the_text_fixes_it() -> None:
    found = agreement(in_force=EntryIntoForce(PartialDate(2025, 1, 1), "on 1 January 2025"))
    assert ends(found) == date(2035, 1, 1)
    assert not lapsed(found, date(2035, 1, 1))
    assert lapsed(found, date(2035, 1, 2))


def test_an_end_by_date_wins_over_nothing_else() -> None:
    assert ends(agreement(term=Term(until=PartialDate(2030, 12)))) == date(2030, 12, 31)
    assert ends(agreement(term=Term(months=12), signed=Signature())) is None
    assert ends(agreement(term=Term())) is None


def test_where_the_entry_into_force_is_not_known_nothing_is_counted_from_the_signature() -> None:
    found = agreement(in_force=EntryIntoForce(None, "thirty days after the last notification"))
    assert ends(found) is None
    rule = DeadlineRule("within", 60, "day", "entry_into_force")
    (due,) = [d for d in deadlines(reading(found, deadline="within sixty days", deadline_rule=rule), DAY) if d.kind == "deadline"]
    assert (due.first, due.why) == (None, "counted from the entry into force, which is not known")
    promise = {"deadline": "every year", "deadline_rule": DeadlineRule("every", 1, "year")}
    (again,) = [d for d in deadlines(reading(found, **promise), DAY) if d.kind == "recurring"]
    assert (again.first, again.why) == (None, "its start is not known")


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (DeadlineRule("within", 6, "month", "signature"), (date(2024, 8, 29), date(2024, 8, 29))),
        (DeadlineRule("by", date=PartialDate(2027)), (date(2027, 1, 1), date(2027, 12, 31))),
        (DeadlineRule("from", anchor="signature"), (date(2024, 2, 29), date(2024, 2, 29))),
        (DeadlineRule("before", 1, "month", "signature"), (date(2024, 1, 29), date(2024, 1, 29))),
        (DeadlineRule("before", date=PartialDate(2030, 6, 1)), (date(2030, 5, 31), date(2030, 5, 31))),
        (DeadlineRule("within", 24, "hour", "event"), (None, None)),
        (DeadlineRule("within", 6, "month", "notification"), (None, None)),
    ],
)
def test_rules_become_dates_only_where_their_start_is_known(
    rule: DeadlineRule, expected: tuple[date | None, date | None]
) -> None:
    first, last, why = moments(rule, agreement())
    assert (first, last) == expected
    assert bool(why) == (first is None)


def test_a_recurring_duty_shows_its_next_time_and_lapses_with_the_term() -> None:
    rule = DeadlineRule("every", 1, "year", "signature")
    promise = {"deadline": "every year", "deadline_rule": rule}
    (found,) = [d for d in deadlines(reading(agreement(), **promise), DAY) if d.kind == "recurring"]
    assert (found.first, found.status, found.every) == (date(2027, 2, 28), "upcoming", "year")
    (late,) = [d for d in deadlines(reading(agreement(), **promise), date(2040, 1, 1)) if d.kind == "recurring"]
    assert (late.first, late.status) == (None, "lapsed")


def test_a_deadline_after_the_end_of_the_term_has_lapsed() -> None:
    promise = {"deadline": "by 2050", "deadline_rule": DeadlineRule("by", date=PartialDate(2050))}
    (found,) = [d for d in deadlines(reading(agreement(), **promise), date(2040, 1, 1)) if d.kind == "deadline"]
    assert found.status == "lapsed"


def test_what_is_due_soon_comes_in_order() -> None:
    found = deadlines(reading(agreement(), deadline="by 2027", deadline_rule=DeadlineRule("by", date=PartialDate(2027))), DAY)
    assert [d.kind for d in due_between(found, DAY, 365)] == ["deadline"]


def test_signing_in_an_unknown_day_keeps_an_interval() -> None:
    rule = DeadlineRule("within", 1, "month", "signature")
    vague = dataclasses.replace(agreement(), signed=Signature(PartialDate(2024, 2)))
    assert moments(rule, vague)[:2] == (date(2024, 3, 1), date(2024, 3, 29))


def test_a_term_that_renews_itself_has_not_lapsed() -> None:
    found = agreement(term=Term(months=12), renewal="It is renewed from year to year unless notice is given.")
    assert ends(found) == date(2025, 2, 28)
    assert not lapsed(found, DAY)
    (expiry,) = [d for d in deadlines(reading(found), DAY) if d.kind == "expiry"]
    assert (expiry.status, expiry.why) == ("past", "the text renews it; see its words")
    promise = {"deadline": "every year", "deadline_rule": DeadlineRule("every", 1, "year", "signature")}
    (again,) = [d for d in deadlines(reading(found, **promise), DAY) if d.kind == "recurring"]
    assert (again.first, again.status) == (date(2027, 2, 28), "upcoming")


def test_every_date_of_a_sentence_is_due_and_a_yearly_day_keeps_its_day() -> None:
    rule = DeadlineRule("by", date=PartialDate(2031, 5, 1), further=(PartialDate(2032, 5, 1), PartialDate(2033, 12)))
    dues = [d for d in deadlines(reading(agreement(), deadline="by three days", deadline_rule=rule), DAY) if d.kind == "deadline"]
    assert [(d.first, d.last) for d in dues] == [
        (date(2031, 5, 1), date(2031, 5, 1)),
        (date(2032, 5, 1), date(2032, 5, 1)),
        (date(2033, 12, 1), date(2033, 12, 31)),
    ]
    yearly_rule = DeadlineRule("every", 1, "year", days=("11-01", "05-01"))
    for on, expected in ((date(2025, 5, 1), date(2025, 5, 1)), (date(2025, 5, 2), date(2025, 11, 1))):
        found = deadlines(reading(agreement(), deadline="on two days of each year", deadline_rule=yearly_rule), on)
        assert [d.first for d in found if d.kind == "recurring"] == [expected]
    lasting = DeadlineRule("every", 1, "year", months=36)
    found = deadlines(reading(agreement(), deadline="each year for three years", deadline_rule=lasting), date(2026, 3, 1))
    assert [str(d.first) for d in found if d.kind == "recurring"] == ["2027-02-28"]
    ending = DeadlineRule("every", 1, "year", date=PartialDate(2026))
    found = deadlines(reading(agreement(), deadline="each year until 2026", deadline_rule=ending), date(2027, 1, 1))
    assert [d.status for d in found if d.kind == "recurring"] == ["lapsed"]
