"""Agreements that a report speaks of: tables of sentences of our own."""

import pytest

from servanda.lexicon import load_lexicon
from servanda.model import Agreement, Document
from servanda.read.mentions import mentions
from servanda.read.scene import scene_of


def mentioned(text: str, published: str | None = "2023-05-10") -> tuple[Agreement, ...]:
    document = Document(Document.id_of(text), "report", None, None, published, "en", text, "test")
    lexicon = load_lexicon()
    return mentions(scene_of(document, lexicon.scan(text)), lexicon)


@pytest.mark.parametrize(
    ("text", "parties", "status"),
    [
        ("Kenya and Uganda signed a fisheries deal on Monday.", {"KEN", "UGA"}, "signed"),
        ("Kenya signed a fisheries deal with Uganda on Monday.", {"KEN", "UGA"}, "signed"),
        ("A fisheries deal between Kenya and Uganda was signed on Monday.", {"KEN", "UGA"}, "signed"),
        ("The Kenya-Uganda fisheries pact is to be signed next week.", {"KEN", "UGA"}, "expected"),
        ("Kenya plans to sign a fisheries pact with Uganda.", {"KEN", "UGA"}, "expected"),
        ("A fisheries pact is what Kenya hopes to sign with Uganda.", {"KEN", "UGA"}, "expected"),
        ("Kenya and Uganda are close to finalising a fisheries treaty.", {"KEN", "UGA"}, "expected"),
        ("The fisheries treaty that Kenya and Uganda signed in 2019 has not been published.", {"KEN", "UGA"}, "signed"),
        ("Kenya and Uganda are negotiating a fisheries treaty.", {"KEN", "UGA"}, "proposed"),
        ("Kenya and Uganda failed to reach an agreement on fisheries.", {"KEN", "UGA"}, "proposed"),
        ("The fisheries treaty of Kenya and Uganda entered into force on Monday.", {"KEN", "UGA"}, "in_force"),
        ("Kenya suspended its fisheries treaty with Uganda.", {"KEN", "UGA"}, "suspended"),
        ("Kenya withdrew from the fisheries treaty with Uganda.", {"KEN", "UGA"}, "terminated"),
        (
            "Kenyan President William Ruto and Uganda's Foreign Minister Jeje Odongo signed a fisheries pact.",
            {"KEN", "UGA"},
            "signed",
        ),
        ("Kenyan and Ugandan negotiators have reached a deal on fisheries.", {"KEN", "UGA"}, "signed"),
        ("The fisheries treaty that Kenya and Uganda signed in 1987 lapsed in March.", {"KEN", "UGA"}, "terminated"),
        ("The fisheries treaty which Kenya and Uganda concluded was suspended in March.", {"KEN", "UGA"}, "suspended"),
        ("Kenyan lawmakers voted down the fisheries treaty with Uganda.", {"KEN", "UGA"}, "proposed"),
        ("Kenya and Uganda signed a treaty on fish. It enters into force once both parliaments agree.", {"KEN", "UGA"}, "signed"),
        ("It is untrue that Kenya and Uganda signed a treaty on fish.", {"KEN", "UGA"}, "proposed"),
    ],
)
def test_parties_and_status(text: str, parties: set[str], status: str) -> None:
    (found,) = mentioned(text)
    assert (set(found.parties), found.status) == (parties, status)


@pytest.mark.parametrize(
    "text",
    [
        "Kenya and Uganda have a great deal of fish.",
        "Kenya must deal with the drought.",
        "The club signed a new deal with its Kenyan striker's agent, and no state had a part in it.",
        "According to Kenya, Uganda has more fish.",
        "The Democratic convention was held in Kenya.",
    ],
)
def test_no_agreement(text: str) -> None:
    assert not [a for a in mentioned(text) if len(a.parties) > 1]


def test_one_agreement_through_a_text() -> None:
    text = (
        "Kenya and Uganda signed a ten-year fisheries pact in Kisumu on Monday during a summit of lake states. The"
        " agreement, described"
        " as a memorandum of understanding, is not legally binding. This deal is similar to pacts Kenya has signed with"
        " three other"
        " countries, including Rwanda and Burundi."
    )
    first, *others = mentioned(text)
    assert first.title == "ten-year fisheries pact"
    assert set(first.parties) == {"KEN", "UGA"}
    assert (str(first.signed.date), first.signed.place, first.signed.occasion) == ("2023-05-08", "Kisumu", "a summit")
    assert (first.term.months, first.legal_form, first.binding) == (120, "memorandum", False)
    assert [set(other.parties) for other in others] == [{"KEN", "RWA"}, {"KEN", "BDI"}]
    assert [related.parties for related in first.related] == [("KEN", "RWA", "BDI")]
    assert all(
        0 <= span.start < span.end <= len(text) for a in (first, *others) for spans in a.evidence.values() for span in spans
    )


def test_the_signing_told_in_a_sentence_of_its_own() -> None:
    (found,) = mentioned("Kenya and Uganda have drafted a water pact. The signing is expected in Kampala on May 20.")
    assert (found.status, found.signed.place, str(found.signed.date)) == ("proposed", "Kampala", "2023-05-20")


@pytest.mark.parametrize(
    ("words", "whom"),
    [("is not binding on later governments", "later governments"), ("does not bind future cabinets", "future cabinets")],
)
def test_whom_it_does_not_bind(words: str, whom: str) -> None:
    (found,) = mentioned(f"Kenya and Uganda signed a water pact. The pact {words}.")
    assert found.not_binding_on == whom


def test_two_agreements_stay_two() -> None:
    found = mentioned("Kenya and Uganda signed a water pact. A day later, Kenya and Rwanda concluded a trade agreement.")
    assert [set(a.parties) for a in found] == [{"KEN", "UGA"}, {"KEN", "RWA"}]


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Norway helps Moldova. On Friday the two ministers signed a memorandum on roads.", {"NOR", "MDA"}),
        ("India signed a trade deal with the EFTA states Norway and Iceland on Friday.", {"IND", "NOR", "ISL"}),
        ("Every NATO country is to pay more: that is the declaration of the summit.", {"NATO"}),
        ("Peru, Chile and Ecuador agreed to swap gas. The contract was extended in 2023.", {"PER", "CHL", "ECU"}),
        ("Peru buys boats from Chile. Under a separate lease agreement Chile keeps two of them.", {"PER", "CHL"}),
    ],
)
def test_parties_that_stand_elsewhere(text: str, parties: set[str]) -> None:
    assert parties in [set(one.parties) for one in mentioned(text)]


def test_what_enters_into_force_on_a_condition_is_not_in_force() -> None:
    (pact,) = mentioned("Peru and Chile have signed a pact on rails. The pact enters into force after both have ratified it.")
    assert pact.status == "signed"


def test_a_ratification_is_no_signature() -> None:
    text = "Kenya ratified the fisheries treaty with Uganda on Tuesday. The treaty was signed in Kampala on 2 March 2022."
    (agreement,) = mentioned(text)
    assert (str(agreement.signed.date), agreement.signed.place) == ("2022-03-02", "Kampala")


def test_a_signed_memorandum_is_not_the_treaty_that_is_hoped_for() -> None:
    text = "Kenya hopes to sign a defence treaty with Uganda. In 2021 Kenya and Uganda signed a memorandum on radar in Mombasa."
    treaty, memorandum = mentioned(text)
    assert (treaty.status, memorandum.status) == ("expected", "signed")
    assert (str(memorandum.signed.date), memorandum.signed.place) == ("2021", "Mombasa")
