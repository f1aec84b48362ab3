"""Payments that may fulfil a promise are suggested with reasons, the unlikely ones are not."""

from decimal import Decimal

import pytest

from servanda.model import Agreement, Force, PartialDate, Posting, Reading, Signature
from servanda.track import match_promises
from servanda.track.money import rate
from tests.nouns import commitment, document, euros

TEXT = "Spain will provide Ukraine with EUR 30 for training."
PROMISE = commitment(
    TEXT, "Spain will provide", Force.COMMITMENT, by=("ESP",), to=("UKR",), areas=("training",), amounts=(euros(30),)
)
AGREEMENT = Agreement(id="a", parties=("ESP", "UKR"), signed=Signature(PartialDate(2024, 5, 27)))
READING = Reading(document(TEXT), agreements=(AGREEMENT,), commitments=(PROMISE,))


def paid(value: int, date: str = "2024-09", **values: str) -> Posting:
    plain = {"stage": "disbursed", "donor": "ESP", "beneficiary": "UKR", "area": "training", "currency": "EUR"} | values
    return Posting("f", "f", document="d", date=date, source="press", value=Decimal(value), **plain)


@pytest.mark.parametrize(
    ("flow", "score"),
    [
        (paid(30), 1.0),
        (paid(20), 0.85),
        (paid(30, area="military_aid"), 0.9),
        (paid(30, area="health"), 0.8),
        (paid(99), 0.7),
        (paid(30, date="2023-01"), None),
        (paid(30, donor="FRA"), None),
        (paid(30, beneficiary="MDA"), None),
        (paid(30, stage="pledged"), None),
        (paid(99, area="health", date=""), None),
    ],
)
def test_the_score_adds_what_fits(flow: Posting, score: float | None) -> None:
    found = match_promises([READING], [flow])
    assert [m.score for m in found] == ([] if score is None else [score])
    assert all(len(m.reasons) > 1 for m in found)


@pytest.mark.parametrize(("currency", "day"), [("USD", "2024-06-13"), ("JPY", "2026-01-02"), ("NOK", "2020-02-29")])
def test_conversion_and_back_is_stable_to_a_cent(currency: str, day: str) -> None:
    there, back = rate("EUR", currency, PartialDate.parse(day).first), rate(currency, "EUR", PartialDate.parse(day).first)
    assert there
    assert back
    assert there.day == back.day
    for sum_ in (Decimal("0.01"), Decimal("12345.67"), Decimal("358399501000.00")):
        assert abs((sum_ * there.per_unit) * back.per_unit - sum_) < Decimal("0.01")
