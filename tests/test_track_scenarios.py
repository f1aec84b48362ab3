"""What an attack sets off: who must act, by when; who may, need not, or no longer."""

import dataclasses
from datetime import datetime

import pytest

from servanda.model import (
    Agreement,
    ConditionParts,
    DeadlineRule,
    EntryIntoForce,
    Force,
    PartialDate,
    Provision,
    Reading,
    Signature,
    Term,
)
from servanda.track import Scenario, in_order, set_off
from tests.nouns import commitment, document

TEXT = "If Ukraine is attacked again, France will consult within 24 hours. Nothing here obliges France to send forces."
NOW = datetime(2026, 12, 1, 9)
ATTACK = Scenario("armed_attack", ("UKR",))


def reading(parts: ConditionParts | None, force: Force = Force.COMMITMENT, **values: object) -> Reading:
    held = bool(values.pop("held", True))
    agreement = Agreement(
        id="a1",
        title="A made pact",
        parties=("FRA", "UKR"),
        status=str(values.pop("status", "signed")),
        signed=Signature(PartialDate(2024, 2, 16)),
        term=Term(months=120),
        renewal="It is renewed unless notice is given." if values.pop("renews", False) else None,
    )
    plain: dict[str, object] = {
        "condition": "if Ukraine is attacked again",
        "condition_parts": parts,
        "deadline": "within 24 hours",
        "deadline_rule": DeadlineRule("within", 24, "hour", "event"),
        "areas": ("consultation",),
    }
    promise = commitment(TEXT, "France will consult within 24 hours", force, **(plain | values))
    outline = (Provision("art_1", "article", "1", None, 0, len(TEXT)),) if held else ()
    return Reading(document(TEXT), outline=outline, agreements=(agreement,), commitments=(promise,))


ON_UKR = ConditionParts("armed_attack", ("UKR",), ("RUS",))


@pytest.mark.parametrize(
    ("found", "asked", "moment", "expected"),
    [
        (reading(ON_UKR), ATTACK, NOW, "yes"),
        (reading(ON_UKR), Scenario("armed_attack", ("UKR",), ("BLR",)), NOW, "may"),
        (reading(ConditionParts("threat", ("UKR",))), ATTACK, NOW, "may"),
        (reading(ConditionParts("armed_attack")), ATTACK, NOW, "may"),
        (reading(ConditionParts("armed_attack", ("*party*",))), ATTACK, NOW, "yes"),
        (reading(ON_UKR), ATTACK, datetime(2034, 2, 17), "lapsed"),
        (reading(ON_UKR), ATTACK, datetime(2034, 2, 16), "yes"),
        (reading(ON_UKR, renews=True), ATTACK, datetime(2034, 2, 17), "may"),
        (reading(ON_UKR), ATTACK, datetime(2023, 1, 1), "no"),
        (reading(ON_UKR, status="expected"), ATTACK, NOW, "may"),
        (reading(ON_UKR, status="terminated"), ATTACK, NOW, "lapsed"),
        (reading(ON_UKR, Force.DENIAL), ATTACK, NOW, "no"),
        (reading(None, Force.DENIAL, areas=("mutual_defence",)), ATTACK, NOW, "no"),
    ],
)
def test_a_condition_is_held_against_the_event(found: Reading, asked: Scenario, moment: datetime, expected: str) -> None:
    (answer,) = set_off(found, asked, moment)
    assert answer.applies == expected
    assert answer.why


def test_an_hour_is_an_hour() -> None:
    (answer,) = set_off(reading(ON_UKR), ATTACK, NOW)
    assert (answer.deadline, answer.due) == ("within 24 hours", "2026-12-02T09:00")


def test_what_may_not_be_in_force_yet_says_so() -> None:
    found = reading(ON_UKR)
    waiting = dataclasses.replace(found.agreements[0], in_force=EntryIntoForce(None, "after both have told each other"))
    (answer,) = set_off(dataclasses.replace(found, agreements=(waiting,)), ATTACK, NOW)
    assert answer.applies == "yes"
    assert answer.why.endswith("; whether it has entered into force is not known")
    assert "entered into force" not in set_off(found, ATTACK, NOW)[0].why


def test_another_state_gives_nothing_and_a_pact_without_a_clause_says_so() -> None:
    assert set_off(reading(ON_UKR), Scenario("armed_attack", ("BRA",)), NOW) == ()
    (answer,) = set_off(reading(None), ATTACK, NOW)
    assert (answer.commitment, answer.applies) == (None, "no")
    (answer,) = set_off(reading(None, held=False), ATTACK, NOW)
    assert (answer.commitment, answer.applies) == (None, "may")
    assert "does not hold its text" in answer.why


def test_what_applies_comes_first() -> None:
    answers = [
        a
        for found in (reading(None), reading(ConditionParts("threat", ("UKR",))), reading(ON_UKR))
        for a in set_off(found, ATTACK, NOW)
    ]
    assert [a.applies for a in in_order(answers)] == ["yes", "may", "no"]


def test_a_flood_is_not_every_crisis() -> None:
    found = reading(ConditionParts("crisis", ("UKR",)), condition="in the event of a flood in Ukraine")
    for words, expected in (("flood", "yes"), ("floods", "yes"), ("accident", "may")):
        (answer,) = set_off(found, Scenario("crisis", ("UKR",), (), (words,)), NOW)
        assert answer.applies == expected
    assert "in the event of a flood" in answer.why


def test_what_stands_behind_it_under_its_heading_may_apply() -> None:
    text = f"{TEXT.split('. ')[0]}. France will lend boats. Trade. France will lend rails."
    first = reading(ON_UKR).commitments[0]
    told = {"condition": None, "condition_parts": None, "deadline": None, "deadline_rule": None}
    promises = tuple(
        dataclasses.replace(commitment(text, words, Force.COMMITMENT, **told), id=words)
        for words in ("France will lend boats", "France will lend rails")
    )
    outline = (
        Provision("sec_1", "section", "I", "When attacked", 0, text.index("Trade")),
        Provision("sec_2", "section", "II", "Trade", text.index("Trade"), len(text)),
    )
    found = dataclasses.replace(reading(ON_UKR), document=document(text), outline=outline, commitments=(first, *promises))
    answers = set_off(found, ATTACK, NOW)
    assert [(a.commitment and a.commitment.id, a.applies) for a in answers[1:]] == [("France will lend boats", "may")]
    assert "When attacked" in answers[1].why
