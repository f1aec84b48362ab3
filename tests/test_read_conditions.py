"""On which condition, until when and with which reserve something is undertaken: one row a sentence of our own."""

import pytest

from servanda.lexicon import load_lexicon
from servanda.model import ConditionParts
from servanda.read.clauses import Clause, clauses
from servanda.read.conditions import condition_parts

LEXICON = load_lexicon()


def found(text: str) -> tuple[Clause, ...]:
    return clauses(text, [("", 0, len(text))], LEXICON.scan(text), "treaty")


@pytest.mark.parametrize(
    ("items", "conditions"),
    [
        (
            "Aid may be withheld where -\n(a) the roads are closed; or\n(b) the harbour is frozen.",
            ["the roads are closed", "the harbour is frozen"],
        ),
        ("The Parties shall meet if:\n(a) a storm is near;\n(b) one of them asks.", ["a storm is near", "one of them asks"]),
    ],
)
def test_items_behind_where_are_conditions_of_one_undertaking(items: str, conditions: list[str]) -> None:
    (clause,) = found(items)
    assert [items[span.start : span.end] for span in clause.conditions] == conditions
    assert items[clause.start : clause.end] in ("Aid may be withheld", "The Parties shall meet")


@pytest.mark.parametrize("text", ["Provided that:\n(a) all agree, the Parties shall meet.", "if:\n(a) rain falls"])
def test_a_bare_conjunction_leads_nothing_in(text: str) -> None:
    assert all(clause.start < clause.end for clause in found(text))


@pytest.mark.parametrize(
    ("text", "conditions", "deadlines"),
    [
        (
            "In the event of a storm, at the request of either Party, the Parties shall meet within 24 hours.",
            ["In the event of a storm", "at the request of either Party"],
            ["within 24 hours"],
        ),
        ("The guests shall, when available, be given tents.", ["when available"], []),
        ("The Parties shall meet annually.", [], ["annually"]),
        (
            "If the Government of Chile so requests the Government of Norway shall send oars.",
            ["If the Government of Chile so requests"],
            [],
        ),
        (
            "Chile shall admit one boat within a month of arrival provided that such a boat, if sold, shall be taxed.",
            ["provided that such a boat, if sold, shall be taxed"],
            ["within a month of arrival"],
        ),
        ("The band shall keep peace, if requisite, by force.", ["if requisite"], []),
        ("After the storm the keeper shall ring the bell.", [], ["After the storm"]),
        ("Chile shall, upon inquiry of Norway, name the boats.", ["upon inquiry of Norway"], []),
        ("The Parties shall send reports on the application of the rules.", [], []),
        ("Chile may ring bells only while the fog lasts.", ["only while the fog lasts"], ["only while the fog lasts"]),
        ("As of the entry into force of this Agreement, Chile shall open its ports.", [], None),
        ("Either Party may end this Agreement by giving six (6) months’ written notice to the other.", [], None),
        ("Chile will help the port for as long as the storm lasts.", ["for as long as the storm lasts"], None),
        ("The lamps shall be lit without delay.", [], ["without delay"]),
        ("The lamps shall be mended by 31 December 2030.", [], ["by 31 December 2030"]),
        ("Where possible, the Parties shall rest.", [], []),
        ("Chile shall lend the boats, provided that they float.", ["provided that they float"], []),
        ("Any Party which has lent a boat shall be thanked.", ["which has lent a boat"], []),
        ("Boats shall, on entering the port, ring their bells.", [], ["on entering the port"]),
        ("The keepers shall answer for acts committed during their stay.", [], []),
        ("If he has been away for ten days, the keeper shall report.", ["If he has been away for ten days"], []),
        (
            "The board shall meet at the request of either Party in the shortest time possible.",
            ["at the request of either Party in the shortest time possible"],
            ["in the shortest time possible"],
        ),
        (
            "The board shall meet when a Party so asks, and in any case not less than once in three years.",
            ["when a Party so asks"],
            ["not less than once in three years"],
        ),
        ("The lamps shall be mended by the end of 2030.", [], ["by the end of 2030"]),
        ("The lamps shall be mended by the 2nd of May 2030.", [], ["by the 2nd of May 2030"]),
        ("The lamps shall be mended before 31 December 2030.", [], ["before 31 December 2030"]),
        ("Chile shall mend the lamps on or before the 3rd day of May, 2030.", [], ["on or before the 3rd day of May, 2030"]),
        ("Chile shall pay for the lamps on 3 May 2030.", [], ["on 3 May 2030"]),
        ("Chile shall keep the lamps listed in the letter of 3 May 2030.", [], []),
        ("Chile shall keep the pact signed at Arica on 3 May 2030.", [], []),
        ("Chile undertakes, should Norway so ask, to lend boats.", ["should Norway so ask"], []),
        ("Chile shall lend boats, should a storm come.", ["should a storm come"], []),
        ("Chile shall not, except in a storm, close the port.", ["except in a storm"], []),
        ("The lamps shall be lit within the harbour by the keeper in the territory of Chile.", [], []),
        ("Children under the age of ten years shall pay nothing.", [], []),
        ("In all cases of fire the keeper shall ring the bell.", ["In all cases of fire"], []),
        ("The keeper may sell oil only in so far as the lamps do not need it.", ["in so far as the lamps do not need it"], []),
        ("The Parties shall keep wild lamps (IF) away from boats.", [], []),
        ("The Parties shall, wherever possible, mend the pier.", [], []),
        ("The rules shall be applied as from the date of receipt of the note.", [], ["as from the date of receipt of the note"]),
        (
            "If the foregoing is acceptable to Chile, I have the honour to propose that this note shall constitute a deal.",
            ["If the foregoing is acceptable to Chile"],
            [],
        ),
    ],
)
def test_conditions_and_deadlines(text: str, conditions: list[str], deadlines: list[str] | None) -> None:
    (clause,) = found(text)
    assert [text[c.start : c.end] for c in clause.conditions] == conditions
    if deadlines is not None:
        assert [text[d.start : d.end] for d in clause.deadlines] == deadlines


def test_a_condition_in_front_holds_for_both_halves() -> None:
    text = "If a lamp fails, the keeper shall inform the port and shall mend it."
    first, second = found(text)
    assert first.conditions == second.conditions != ()


@pytest.mark.parametrize(
    ("words", "kind", "n", "unit", "anchor"),
    [
        ("within 24 hours", "within", 24, "hour", "event"),
        ("within three months after entry into force", "within", 3, "month", "entry_into_force"),
        ("annually", "every", 1, "year", None),
        ("every two years", "every", 2, "year", None),
        ("for ten years from the date of its signature", "for", 10, "year", "signature"),
        ("with six months’ notice", "before", 6, "month", "notification"),
        ("thirty days after receipt of the notice", "after", 30, "day", "notification"),
        ("by 31 December 2030", "by", None, None, "date"),
        ("forthwith", "within", None, None, "event"),
        ("until the tenth anniversary of its signature", "for", 10, "year", "signature"),
        ("on the 5th anniversary of its entry into force", "after", 5, "year", "entry_into_force"),
        ("on every anniversary of its signature", "every", 1, "year", "signature"),
        ("at the latest by 31 December 2030", "by", None, None, "date"),
        ("not later than ten years from the date of signature", "within", 10, "year", "signature"),
        ("not later than six months before its expiry", "before", 6, "month", "event"),
        ("one month after the date of such signature", "after", 1, "month", "event"),
        ("until and including 30 June 2031", "for", None, None, "date"),
        ("ninety days after it has been signed by six Governments", "after", 90, "day", "event"),
        ("on or before 31 December 2030", "by", None, None, "date"),
        ("by the end of the fifth year after the entry into force", "within", 5, "year", "entry_into_force"),
    ],
)
def test_deadlines_as_rules(words: str, kind: str, n: int | None, unit: str | None, anchor: str | None) -> None:
    (clause,) = found(f"The Parties shall act {words}.")
    rule = clause.deadline_rule
    assert rule is not None
    assert (rule.kind, rule.n, rule.unit, rule.anchor) == (kind, n, unit, anchor)


HEDGES = [
    ("The Parties shall endeavour to rest.", ("best_efforts",)),
    ("The Parties will seek to rest.", ("best_efforts",)),
    ("The Parties will help those who seek to rest.", ()),
    ("Where possible, the Parties shall rest.", ("best_efforts",)),
    ("The Parties will, as appropriate, rest.", ("as_appropriate",)),
    ("The Parties shall take appropriate measures.", ()),
    ("The Parties shall act in accordance with their national laws.", ("subject_to_law",)),
    ("The Parties shall obey the law.", ()),
    ("Chile will pay at least 40 pesos, subject to available funds.", ("subject_to_funds", "approximate")),
    ("The terms shall be as mutually agreed.", ("subject_to_agreement",)),
    ("The Parties shall talk about lamps.", ()),
    ("The Parties shall give at least six months’ notice.", ()),
    ("The visitors are subject to national law.", ()),
]


@pytest.mark.parametrize(("text", "hedges"), HEDGES)
def test_hedges(text: str, hedges: tuple[str, ...]) -> None:
    (clause,) = found(text)
    assert clause.hedges == hedges


@pytest.mark.parametrize(
    ("text", "event", "on", "by", "asking"),
    [
        (
            "In the event of a future armed attack by Norway against Chile, at the request of either Party, they shall meet.",
            "armed_attack",
            ("CHL",),
            ("NOR",),
            ("*party*",),
        ),
        ("In the event of a Norwegian armed attack against Chile, Peru shall help.", "armed_attack", ("CHL",), ("NOR",), ()),
        (
            "If an armed attack occurs against one or more of the Parties, the others shall help.",
            "armed_attack",
            ("*party*",),
            (),
            (),
        ),
        ("If Chile is attacked by Peru, Norway shall help.", "armed_attack", ("CHL",), ("PER",), ()),
        (
            "In the event of Norway’s armed attack against any of the Parties, the Parties shall meet.",
            "armed_attack",
            ("*party*",),
            ("NOR",),
            (),
        ),
        (
            "In the event of renewed aggression against Chile, and at the request of either Party, they shall meet.",
            "armed_attack",
            ("CHL",),
            (),
            ("*party*",),
        ),
        ("In case of a flood in Chile, Peru shall send boats.", "crisis", ("CHL",), (), ()),
        ("Boats may land with the prior consent of Norway.", "consent", (), ("NOR",), ()),
        ("Norway shall pay, subject to the availability of funds.", "funds_available", (), (), ()),
        ("In the event that Chile becomes a member of a union, the Parties shall talk.", "accession", ("CHL",), (), ()),
    ],
)
def test_conditions_taken_apart(text: str, event: str, on: tuple[str, ...], by: tuple[str, ...], asking: tuple[str, ...]) -> None:
    (clause,) = found(text)
    parts = condition_parts(text, clause.conditions, LEXICON.scan(text))
    assert parts == ConditionParts(event, on, by, asking)


@pytest.mark.parametrize(
    ("text", "words", "days", "further"),
    [
        ("Chile shall report by 31 March of each year.", ["by 31 March of each year"], ("03-31",), ()),
        (
            "Chile shall pay on 1 May and 1 November of every year.",
            ["on 1 May and 1 November of every year"],
            ("05-01", "11-01"),
            (),
        ),
        ("Each year, not later than June 30th, Chile shall pay.", ["Each year, not later than June 30th"], ("06-30",), ()),
        (
            "On the first day of September of each year, for thirty years, Chile shall send coats.",
            ["On the first day of September of each year", "for thirty years"],
            ("09-01",),
            (),
        ),
        ("Chile shall report by 31 April of each year.", ["by 31 April of each year"], (), ()),
        (
            "Chile shall pay a third by 1 May 2031, a third by 1 May 2032 and the rest by June 2033.",
            ["by 1 May 2031", "by 1 May 2032", "by June 2033"],
            (),
            ("2032-05-01", "2033-06"),
        ),
        (
            "Chile shall report every six months, the first time by 1 May 2031.",
            ["every six months", "by 1 May 2031"],
            (),
            ("2031-05-01",),
        ),
    ],
)
def test_days_of_the_year_and_further_dates(text: str, words: list[str], days: tuple[str, ...], further: tuple[str, ...]) -> None:
    (clause,) = found(text)
    assert [text[span.start : span.end] for span in clause.deadlines] == words
    assert clause.deadline_rule is not None
    assert clause.deadline_rule.days == days
    assert tuple(map(str, clause.deadline_rule.further)) == further


@pytest.mark.parametrize(
    ("words", "months"),
    [
        ("annually, for a period of ten years", 120),
        ("every month for one year", 12),
        ("annually, for three years from the day on which the dam is filled", None),
        ("annually", None),
    ],
)
def test_how_long_a_recurring_duty_lasts(words: str, months: int | None) -> None:
    (clause,) = found(f"Chile shall pay five coins {words}.")
    assert clause.deadline_rule is not None
    assert (clause.deadline_rule.kind, clause.deadline_rule.months) == ("every", months)
