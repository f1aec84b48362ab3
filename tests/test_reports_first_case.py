"""The page that the project starts from: every row of docs/design.md section 1 that one report can show.

The page itself is data and stands beside the repository, not in it; without it these tests are skipped.
"""

from pathlib import Path

import pytest

from servanda.lexicon import load_lexicon
from servanda.model import Commitment, Reading
from servanda.read import read
from servanda.sources import open_file

PAGE = Path(__file__).parents[2] / "shared" / "corpus" / "reports" / "us_ukraine_report.txt"
pytestmark = pytest.mark.skipif(not PAGE.exists(), reason=f"the page {PAGE.name} is not in ../shared")


@pytest.fixture(scope="module")
def page() -> Reading:
    lexicon = load_lexicon()
    return read(open_file(PAGE, lexicon), lexicon)


def evidence(page: Reading, found: Commitment) -> str:
    return " ".join(page.document.text[span.start : span.end] for span in found.evidence)


def with_words(page: Reading, *words: str) -> list[Commitment]:
    return [c for c in page.commitments if all(word in evidence(page, c) for word in words)]


def test_two_parties_ten_years_to_be_signed_at_a_summit(page: Reading) -> None:
    pact = page.agreements[0]
    assert (set(pact.parties), pact.status, pact.term.months) == ({"USA", "UKR"}, "expected", 120)
    assert "summit" in (pact.signed.occasion or "")
    assert pact.signed.place == "Italy"


def test_less_than_a_treaty_and_not_binding_on_those_who_come_later(page: Reading) -> None:
    pact = page.agreements[0]
    assert (pact.legal_form, pact.binding) == ("executive agreement", False)
    assert "future" in (pact.not_binding_on or "")


def test_what_it_will_hold(page: Reading) -> None:
    (held,) = with_words(page, "training", "arms production", "intelligence")
    assert (held.by, held.to, held.factuality) == (("USA",), ("UKR",), "probable")
    assert {"training", "intelligence"} <= set(held.areas)


def test_no_fixed_sum_and_a_plan_how_to_pay(page: Reading) -> None:
    (no_sum,) = with_words(page, "fixed monetary")
    assert (no_sum.force, no_sum.factuality, no_sum.amounts) == ("denial", "denied", ())
    plans = with_words(page, "Congress")
    assert {(c.force.value, c.by) for c in plans} == {("intention", ("USA",))}


def test_no_duty_to_fight_but_a_duty_to_consult_if_attacked(page: Reading) -> None:
    (no_duty,) = with_words(page, "military intervention")
    assert (no_duty.force, no_duty.by) == ("denial", ("USA",))
    assert "mutual_defence" in no_duty.areas
    (consult,) = with_words(page, "consultations")
    assert (consult.by, consult.to) == (("USA",), ("UKR",))
    assert consult.force in ("obligation", "commitment")
    assert "consultation" in consult.areas
    assert "attack" in (consult.condition or "")
    (no_troops,) = with_words(page, "join the fight")
    assert (no_troops.force, no_troops.by, no_troops.attributed_to) == ("denial", ("USA",), "Jake Sullivan")


def test_pacts_of_the_same_kind(page: Reading) -> None:
    assert {"UKR", "DEU", "FRA", "GBR"} == set(page.agreements[0].related[0].parties)
    assert {frozenset(a.parties) for a in page.agreements[1:]} == {frozenset(("UKR", other)) for other in ("DEU", "FRA", "GBR")}


def test_frozen_assets_for_reconstruction(page: Reading) -> None:
    (release,) = with_words(page, "unfreeze")
    assert {"assets_and_compensation", "reconstruction"} <= set(release.areas)


def test_who_said_it(page: Reading) -> None:
    assert {(s.speaker, s.office, s.affiliation) for s in page.statements} >= {
        ("John Kirby", "spokesperson", "USA"),
        ("Jake Sullivan", "national security adviser", "USA"),
    }
    assert {s.direct for s in page.statements if s.speaker == "Jake Sullivan"} == {True, False}


def test_forecasts_are_no_promises(page: Reading) -> None:
    for words in ("barometer", "provoke", "direct threat", "be felt", "press conference", "scheduled"):
        assert not with_words(page, words)


def test_nothing_comes_from_advertisements_captions_or_other_stories(page: Reading) -> None:
    assert page.document.title is not None
    assert page.document.title.startswith("Long-Term")
    assert page.document.author is not None
    for words in (
        "Promo Code",
        "promo code",
        "Sale",
        "Cell Plans",
        "UNBELIEVABLE",
        "225",
        "About The Author",
        "unannounced visit",
    ):
        assert words not in page.document.text
    assert {cut.reason for cut in page.cut} >= {"by_line", "related_headline", "caption", "promo", "author_box"}
