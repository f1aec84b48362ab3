"""Judgements are entries; nothing is overwritten; the register answers as it knew on a day."""

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest

from servanda.model import Reading, Verdict, WrongCall
from servanda.register import Register, open_register, rereading, reviewing, viewing, writing
from tests.nouns import reading

DAYS = [f"2026-01-0{k}T00:00:00+00:00" for k in range(1, 9)]


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with open_register(str(tmp_path / "r.db"), create=True) as opened:
        writing.add(opened, reading(), reader="test 1", at=DAYS[0])
        yield opened


def title(register: Register, as_of: str | None = None) -> str | None:
    (entry,) = viewing.agreements(register, as_of=as_of)
    return entry.title


def test_a_correction_is_shown_and_can_be_taken_back(register: Register) -> None:
    (claim,) = viewing.claims(register, field="title")
    reviewing.judge(register, claim.id, Verdict.CORRECTED, by="A. Coder", at=DAYS[2], value="The Lyon Accord")
    assert title(register) == "The Lyon Accord"
    assert viewing.claims(register, field="title")[0].reader == "A. Coder"
    reviewing.judge(register, claim.id, Verdict.WITHDRAWN, by="A. Coder", at=DAYS[4], note="read it again")
    assert title(register) == "Accord between France and Ukraine"
    assert [entry.verdict for entry in reviewing.history(register, claim.id)] == ["corrected", "withdrawn"]
    assert reviewing.history(register, claim.id)[0].value == "The Lyon Accord"


def test_as_of_knows_only_what_was_known(register: Register) -> None:
    (claim,) = viewing.claims(register, field="title")
    reviewing.judge(register, claim.id, Verdict.CORRECTED, by="A. Coder", at=DAYS[2], value="The Lyon Accord")
    writing.add(register, dataclasses.replace(reading(), agreements=()), reader="test 2", at=DAYS[5])
    assert viewing.agreements(register, as_of="2025-12-31") == []
    assert title(register, as_of=DAYS[1]) == "Accord between France and Ukraine"
    assert title(register, as_of=DAYS[3]) == "The Lyon Accord"
    assert [(entry.title, entry.parties) for entry in viewing.agreements(register)] == [("The Lyon Accord", ())]


def test_a_rejected_claim_no_longer_stands(register: Register) -> None:
    first, second = viewing.claims(register, kind="commitment")
    reviewing.judge(register, first.id, Verdict.REJECTED, by="A. Coder", at=DAYS[1])
    assert viewing.claims(register, kind="commitment") == [second]


def test_reading_again_keeps_every_decision(register: Register) -> None:
    first, _ = viewing.claims(register, kind="commitment")
    reviewing.judge(register, first.id, Verdict.REJECTED, by="A. Coder", at=DAYS[1])
    writing.add(register, reading(), reader="test 2", at=DAYS[2])
    assert len(viewing.claims(register, kind="commitment")) == 1


def test_the_queue_begins_with_money_and_leaves_out_what_is_judged(register: Register) -> None:
    before = [entry.claim for entry in reviewing.queue(register)]
    assert '"currency"' in str(before[0].value).replace("'", '"')
    reviewing.judge(register, before[0].id, Verdict.ACCEPTED, by="A. Coder", at=DAYS[1])
    reviewing.judge(register, before[1].id, Verdict.UNSURE, by="A. Coder", at=DAYS[1])
    assert {entry.claim.id for entry in reviewing.queue(register)} == {c.id for c in before[1:]}
    assert reviewing.queue(register)[0].why == "a promise; somebody was unsure"


def test_the_least_sure_comes_first(tmp_path: Path) -> None:
    sure = {"commitment": 0.9, "agreement.title": 0.4, "agreement.parties": 0.7}
    with open_register(str(tmp_path / "q.db"), create=True) as register:
        writing.add(register, reading(), reader="test 1", at=DAYS[0], confidence=lambda _: sure)
        found = reviewing.queue(register)
    assert [(entry.claim.field, entry.why) for entry in found if entry.claim.kind == "agreement"][:2] == [
        ("title", "a fact, confidence 0.40"),
        ("parties", "a fact, confidence 0.70"),
    ]
    assert [entry.why for entry in found][:2] == ["a sum of money, confidence 0.90", "a promise, confidence 0.90"]


def read_with_other_rules() -> Reading:
    """The same text, with another title and with the first commitment seen in another way."""
    first, second = reading().commitments
    agreement = dataclasses.replace(reading().agreements[0], title="Accord on Training")
    return dataclasses.replace(
        reading(), agreements=(agreement,), commitments=(dataclasses.replace(first, areas=("institutions",)), second)
    )


@pytest.mark.parametrize("verdict", [Verdict.ACCEPTED, Verdict.CORRECTED])
def test_a_decision_holds_when_improved_rules_read_otherwise(register: Register, verdict: Verdict) -> None:
    value = "The Lyon Accord" if verdict == Verdict.CORRECTED else None
    (named,) = viewing.claims(register, field="title")
    first, _ = viewing.claims(register, kind="commitment")
    reviewing.judge(register, named.id, verdict, by="A. Coder", at=DAYS[1], value=value)
    reviewing.judge(register, first.id, Verdict.ACCEPTED, by="A. Coder", at=DAYS[1])
    done = writing.add(register, read_with_other_rules(), reader="test 2", at=DAYS[2])
    assert (done.came, done.went) == (0, 0)
    assert title(register) == (value or named.value)
    assert first.id in {claim.id for claim in viewing.claims(register, kind="commitment")}
    assert len(viewing.claims(register, kind="commitment")) == 2


def test_what_changed_is_listed(register: Register) -> None:
    first, _ = viewing.claims(register, kind="commitment")
    reviewing.judge(register, first.id, Verdict.ACCEPTED, by="A. Coder", at=DAYS[1])
    assert rereading.changes(register) == []
    fewer = dataclasses.replace(read_with_other_rules(), flows=())
    done = writing.add(register, fewer, reader="test 2", at=DAYS[2])
    assert (done.came, done.went) == (1, 2)
    (change,) = rereading.changes(register)
    assert [claim.value for claim in change.came] == ["Accord on Training"]
    assert {claim.kind for claim in change.went} == {"agreement", "flow"}
    assert [claim.value["areas"] for claim in change.behind] == [["institutions"]]
    assert (change.before, change.reader) == ("test 1", "test 2")
    assert writing.add(register, fewer, reader="test 2", at=DAYS[3]).came == 0


@pytest.mark.parametrize(
    ("verdict", "by", "value", "told"),
    [
        (Verdict.ACCEPTED, " ", None, "needs the name"),
        (Verdict.CORRECTED, "A. Coder", None, "needs the value"),
        (Verdict.ACCEPTED, "A. Coder", "x", "take none"),
        (Verdict.WITHDRAWN, "A. Coder", None, "no review"),
    ],
)
def test_a_review_without_meaning_is_refused(register: Register, verdict: Verdict, by: str, value: str | None, told: str) -> None:
    claim = viewing.claims(register)[0]
    with pytest.raises(WrongCall, match=told):
        reviewing.judge(register, claim.id, verdict, by=by, at=DAYS[1], value=value)
    assert reviewing.history(register, claim.id) == []


def test_an_unknown_claim_is_told(register: Register) -> None:
    with pytest.raises(WrongCall, match="no claim in this register"):
        reviewing.judge(register, "nothing", Verdict.ACCEPTED, by="A. Coder", at=DAYS[1])


@pytest.mark.parametrize(
    ("kind", "field", "given", "kept"),
    [
        ("agreement", "title", "The Lyon Accord", "The Lyon Accord"),
        ("agreement", "title", 1984, "1984"),
        ("agreement", "signed.date", 2024, "2024"),
        ("agreement", "parties", "FRA; DEU", ["FRA", "DEU"]),
        ("agreement", "term.months", 60, 60),
        ("agreement", "term.months", "five years", None),
        ("agreement", "signed.date", "3 May", None),
        ("agreement", "parties", {"a": 1}, None),
        ("commitment", None, {"force": "intention"}, {"force": "intention"}),
        ("commitment", None, {"force": "must"}, None),
        ("commitment", None, {"colour": "red"}, None),
        ("commitment", None, "x", None),
    ],
)
def test_a_correction_has_the_form_of_what_it_corrects(
    register: Register, kind: str, field: str | None, given: object, kept: object
) -> None:
    claim = next(c for c in viewing.claims(register, kind=kind) if field in (None, c.field))
    if kept is None:
        with pytest.raises(WrongCall, match="can be no "):
            reviewing.judge(register, claim.id, Verdict.CORRECTED, by="A. Coder", at=DAYS[2], value=given)
        assert reviewing.history(register, claim.id) == []
        return
    reviewing.judge(register, claim.id, Verdict.CORRECTED, by="A. Coder", at=DAYS[2], value=given)
    (now,) = [c for c in viewing.claims(register, kind=kind) if c.id == claim.id]
    assert now.value == ({**claim.value, **kept} if isinstance(kept, dict) else kept)
    viewing.stored_reading(register, claim.document)


def test_what_is_taken_back_waits_again_and_the_queue_is_as_it_was_on_a_day(register: Register) -> None:
    first = reviewing.queue(register)[0].claim.id
    reviewing.judge(register, first, Verdict.ACCEPTED, by="A. Coder", at=DAYS[1])
    assert first not in {entry.claim.id for entry in reviewing.queue(register)}
    assert reviewing.queue(register, as_of=DAYS[0])[0].claim.id == first
    reviewing.judge(register, first, Verdict.WITHDRAWN, by="A. Coder", at=DAYS[2])
    assert reviewing.queue(register)[0].claim.id == first
    assert first not in {entry.claim.id for entry in reviewing.queue(register, as_of=DAYS[1])}
    assert len(reviewing.history(register, first, as_of=DAYS[1])) == 1
    assert reviewing.queue(register, as_of="2000-01-01") == []


def test_a_withdrawal_brings_back_the_judgement_before(register: Register) -> None:
    (claim,) = viewing.claims(register, field="title")
    for value, day in (("The Lyon Accord", DAYS[1]), ("The Nice Accord", DAYS[2])):
        reviewing.judge(register, claim.id, Verdict.CORRECTED, by="A. Coder", at=day, value=value)
    reviewing.judge(register, claim.id, Verdict.WITHDRAWN, by="A. Coder", at=DAYS[3])
    assert title(register) == "The Lyon Accord"
    assert claim.id not in [entry.claim.id for entry in reviewing.queue(register)]
    assert claim.id in [entry.claim.id for entry in reviewing.queue(register, as_of=DAYS[0])]
    reviewing.judge(register, claim.id, Verdict.WITHDRAWN, by="A. Coder", at=DAYS[4])
    assert title(register) == "Accord between France and Ukraine"
    assert claim.id in [entry.claim.id for entry in reviewing.queue(register)]
    with pytest.raises(WrongCall, match="no review that could be withdrawn"):
        reviewing.judge(register, claim.id, Verdict.WITHDRAWN, by="Z. Nobody", at=DAYS[5])


def test_a_second_correction_starts_from_the_first(register: Register) -> None:
    first, _ = viewing.claims(register, kind="commitment")
    for value, day in (({"force": "intention"}, DAYS[1]), ({"deadline": "2026"}, DAYS[2])):
        reviewing.judge(register, first.id, Verdict.CORRECTED, by="A. Coder", at=day, value=value)
    found = reviewing.judged_claim(register, first.id).value
    assert (found["force"], found["deadline"]) == ("intention", "2026")


def test_a_status_is_one_of_those_that_there_are(register: Register) -> None:
    for claim in viewing.claims(register, field="status"):
        with pytest.raises(WrongCall, match="a status is one of"):
            reviewing.judge(register, claim.id, Verdict.CORRECTED, by="A. Coder", at=DAYS[1], value="flying")
        reviewing.judge(register, claim.id, Verdict.CORRECTED, by="A. Coder", at=DAYS[1], value="terminated")
    assert {entry.status for entry in viewing.agreements(register)} == {"terminated"}
