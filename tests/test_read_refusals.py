"""What reports say that nobody has to do, and what they only recall or compare: sentences of our own."""

import pytest

from servanda.lexicon import load_lexicon
from servanda.model import Commitment, Document, Reading
from servanda.read.as_report import read

LEXICON = load_lexicon()
PACT = "Peru and Chile signed a pact on Monday. "


def read_report(text: str, published: str | None = "2025-05-14") -> Reading:
    return read(Document(Document.id_of(text), "report", None, None, published, "en", text, "test"), LEXICON, LEXICON.scan(text))


def told(text: str) -> list[Commitment]:
    return list(read_report(text).commitments)


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("The minister stressed that nothing in the pact obliges Peru to send soldiers if Chile is attacked.", {"PER"}),
        ("Nothing in the text requires Peru to open its ports.", {"PER"}),
        ("Nothing in it commits Chile to a fixed sum.", {"CHL"}),
        ("Nothing binds Peru to buy Chilean copper.", {"PER"}),
        ("Nothing in the pact would force Peru to join a war.", {"PER"}),
        ("There is nothing in the pact that obliges Peru to open its ports.", {"PER"}),
        ("None of its articles obliges Peru to open its ports.", {"PER"}),
        ("No clause forces Peru to open its ports.", {"PER"}),
        ("It in no way obliges Peru to open its ports.", {"PER"}),
        ("The pact obliges neither side to send soldiers.", {"PER", "CHL"}),
        ("The pact does not oblige Peru to open its ports.", {"PER"}),
        ("The pact will not oblige Peru to open its ports.", {"PER"}),
        ("Peru has no duty to defend Chile.", {"PER"}),
        ("There is no duty to defend Chile.", {"PER", "CHL"}),
        ("Peru is not bound to open its ports, the minister said.", {"PER"}),
        ("Peru need not open its ports.", {"PER"}),
        ("The pact stops short of obliging Peru to open its ports.", {"PER"}),
        ("Peru would be under no obligation to send soldiers if Chile were attacked.", {"PER"}),
    ],
)
def test_a_refusal_is_no_duty(text: str, by: set[str]) -> None:
    assert [(c.force.value, set(c.by)) for c in told(PACT + text)] == [("denial", by)]


def test_a_refusal_beside_a_promise() -> None:
    found = told(PACT + "It foresees talks without obliging Peru to open its ports.")
    assert [(c.force.value, set(c.by)) for c in found] == [("commitment", {"PER", "CHL"}), ("denial", {"PER"})]


def test_what_nothing_prevents_is_allowed() -> None:
    found = told(PACT + "Nothing in the pact prevents Peru from selling copper elsewhere.")
    assert [(c.force.value, set(c.by)) for c in found] == [("permission", {"PER"})]


@pytest.mark.parametrize(
    "text",
    [
        "The storm forced the ministers to fly home.",
        "The pact says nothing of ports but obliges Peru to open them.",
    ],
)
def test_no_refusal(text: str) -> None:
    assert "denial" not in [c.force.value for c in told(PACT + text)]


@pytest.mark.parametrize(
    ("text", "areas"),
    [
        ("Nothing in the pact obliges Peru to send soldiers if Chile is attacked.", ("mutual_defence",)),
        ("Peru will come to the aid of Chile if it is invaded.", ("mutual_defence",)),
        ("The pact will not be put before parliament for approval.", ("final_provisions",)),
        ("The signing is planned for the margins of a summit in Lima.", ("final_provisions",)),
        ("Peru plans to sign a security agreement with Ghana.", ("final_provisions",)),
        ("Peru will send a friend to the feast.", ("other",)),
        ("Peru will train coast guards.", ("training",)),
        ("Peru will lend ten jets under the pact signed on Monday.", ("arms_transfer",)),
    ],
)
def test_areas_are_those_of_the_own_words(text: str, areas: tuple[str, ...]) -> None:
    """Neither the text's subject nor the sentence before colours a passage."""
    before = "The two services will share intelligence and secret information. The secret services of both like intelligence. "
    assert told(PACT + before + text)[-1].areas == areas


def test_what_is_put_before_parliament_has_no_deadline() -> None:
    assert told(PACT + "The pact will not be put before parliament for approval.")[-1].deadline is None


@pytest.mark.parametrize(
    "text",
    [
        "It is a telephone number and a promise to pick up, he said.",
        "Analysts said that partners in the region would treat the first year as a test.",
        "Experts said that traders would sell their copper at once.",
    ],
)
def test_promises_of_nobody(text: str) -> None:
    assert told(PACT + text) == []


def test_an_agreement_named_to_compare_attracts_nothing() -> None:
    reading = read_report(PACT + "Unlike the Treaty of Arica it contains no mutual defence clause. Peru will lend ten boats.")
    assert [(c.force.value, set(c.by), c.agreement) for c in reading.commitments] == [
        ("denial", {"PER", "CHL"}, 0),
        ("commitment", {"PER"}, 0),
    ]
    assert reading.commitments[0].areas == ("mutual_defence",)


def test_an_old_pledge_is_a_flow() -> None:
    reading = read_report(
        "Peru has helped Chile for years. It pledged 50 million euros in March 2023, of which 42 million had been paid out by "
        "the end of last year. In January it delivered ten ambulances."
    )
    assert reading.commitments == ()
    assert [(f.stage.value, f.by, f.to, str(f.date)) for f in reading.flows] == [
        ("pledged", ("PER",), ("CHL",), "2023-03"),
        ("disbursed", ("PER",), ("CHL",), "None"),
        ("delivered", ("PER",), ("CHL",), "None"),
    ]
    assert [f.amount.low for f in reading.flows if f.amount] == [50_000_000, 42_000_000]


def test_a_pledge_of_these_days_is_a_commitment() -> None:
    reading = read_report("Peru pledged 50 million euros for the ports of Chile in April 2025.")
    assert len(reading.commitments) == 1
    assert reading.flows == ()


def test_several_agreements_have_titles_of_their_own() -> None:
    text = PACT + "Similar pacts of Ghana and Togo with Chile followed."
    assert {a.title for a in read_report(text).agreements} == {"pact"}


def test_a_minister_of_one_of_two_states_is_of_none() -> None:
    before = "Peru and Chile signed a pact. Nothing in it helps Peru if Chile has no ships. "
    text = before + "Prime Minister Rosa Paz spoke of a good day."
    assert [s.affiliation for s in read_report(text).statements if s.speaker == "Rosa Paz"] in ([None], [])


@pytest.mark.parametrize(
    ("text", "force", "by", "passage"),
    [
        ("Peru denies that it promised Chile to reopen the port.", "denial", {"PER"}, "it promised Chile to reopen the port"),
        ("Peru will never lend its boats.", "prohibition", {"PER"}, "Peru will never lend its boats"),
        (
            "Under the pact, which runs for seven years, Peru will pay 5 million euros.",
            "commitment",
            {"PER"},
            "Peru will pay 5 million euros",
        ),
        ("Peru will not buy a single boat again, she vowed.", "prohibition", {"PER"}, "Peru will not buy a single boat again"),
        (
            "The presidents of Peru and Chile adopted a declaration on rain and pledged 5 million euros.",
            "commitment",
            {"PER", "CHL"},
            "",
        ),
    ],
)
def test_passages(text: str, force: str, by: set[str], passage: str) -> None:
    text = PACT + text
    found = told(text)[-1]
    assert (found.force.value, set(found.by)) == (force, by)
    assert passage in text[found.evidence[0].start : found.evidence[0].end]
    assert not passage or text[found.evidence[0].start : found.evidence[0].end] == passage


def test_a_condition_without_a_conjunction_is_no_intention() -> None:
    found = told(PACT + "Should costs exceed the budget, Peru may leave the pact.")
    assert [(c.force.value, c.condition) for c in found] == [("permission", "Should costs exceed the budget")]


def test_a_draft_is_not_in_force_because_it_speaks_of_its_entry_into_force() -> None:
    text = "Peru and Chile published the draft of a border treaty. Peru shall move a fence after the treaty enters into force."
    assert [a.status for a in read_report(text).agreements] in (["proposed"], ["expected"])


def test_gas_received_and_not_paid_is_no_payment() -> None:
    assert read_report("Peru owes Chile 5 million euros for gas already received.").flows == ()


def test_brussels_is_the_union_where_the_text_speaks_of_it() -> None:
    found = told(PACT + "The EU welcomes the pact. Brussels is ready to finance schools with 12 million euros.")
    assert [c.by for c in found] == [("EU",)]


def test_the_time_of_a_live_report_belongs_to_nobody() -> None:
    text = PACT + "\n\n14:20 Peru's foreign ministry says that it is a good day."
    assert [s.speaker for s in read_report(text).statements] == ["Peru's foreign ministry"]


def promised(text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(c.force.value, c.by) for c in read_report(PACT + text).commitments]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Unlike the treaty of 1951, which obliges Peru to fight, it sets no date.", [("denial", ("PER", "CHL"))]),
        ("Compare that with Bolivia's treaty with Cuba, which allows a base. Peru will lend boats.", [("commitment", ("PER",))]),
        ("Peru declined to lend boats.", [("denial", ("PER",))]),
        ("Peru declined to comment.", []),
        ("Peru did not rule out that Chile would send boats.", []),
        ("Peru could not exclude further loans.", []),
        ("Under no circumstances would Peru lend boats to Chile, he said.", [("prohibition", ("PER",))]),
        ("Peru rejected a report that Chile had promised 10 boats.", [("denial", ("CHL",))]),
        ("Peru has undertaken to pay its share and not to tax the boats.", [("obligation", ("PER",)), ("prohibition", ("PER",))]),
        ("In return Chile opens two ports to Peruvian boats.", [("commitment", ("CHL",))]),
        ("The agreement says that Peru will train the pilots of Chile.", [("commitment", ("PER",))]),
        ("The text asks both sides to consult.", [("commitment", ("PER", "CHL"))]),
        ("Peru asks Chile to consult.", []),
        ("Peru and Chile agreed on a second pact.", []),
        ("If either side leaves the pact, it must give notice.", [("obligation", ("PER", "CHL"))]),
        ("Peru has paid its share of the boats, and Chile will pay the rest.", [("commitment", ("CHL",))]),
        ("The guerrillas will hand over their weapons.", [("commitment", ("guerrillas",))]),
        ("Under the draft, Peru would lend boats.", [("commitment", ("PER",))]),
        ("MODERATOR: We will take two questions.", []),
        ("A paper wrote that Peru would send boats. That is wrong.", [("denial", ("PER",))]),
        ("Fishermen were angry after Peru agreed to land its catch in Chile.", [("obligation", ("PER",))]),
        ("M9, a rebel group, will not sign it.", [("prohibition", ("M9",))]),
        ("The River Defence Forces (RDF) took part. The RDF promised to free the crew.", [("commitment", ("RDF",))]),
        ("Production is set to begin in Peru and Chile next year.", [("intention", ("PER", "CHL"))]),
        ("The loan must treat all lenders alike.", [("obligation", ("PER", "CHL"))]),
        (
            "Peru undertook to end the felling by 2030, and either side can leave the pact.",
            [("obligation", ("PER",)), ("permission", ("PER", "CHL"))],
        ),
        ("People who have no right to stay were named.", []),
    ],
)
def test_what_is_taken_on(text: str, expected: list[tuple[str, tuple[str, ...]]]) -> None:
    assert promised(text) == expected


def test_what_is_set_aside_is_allocated_and_not_promised_too() -> None:
    reading = read_report("Denmark has set aside 12 million kroner for Moldova.")
    assert reading.commitments == ()
    assert [(f.stage.value, f.amount.currency) for f in reading.flows if f.amount] == [("allocated", "DKK")]


def test_a_word_of_several_currencies_is_that_of_who_pays() -> None:
    (found,) = read_report("Sweden will lend Moldova 12 million kronor.").commitments
    assert [amount.currency for amount in found.amounts] == ["SEK"]


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("Peru will station its own soldiers in Chile.", "presence_and_exercises"),
        ("Peru would deliver two submarines by 2028.", "arms_transfer"),
        ("Peru will free ten hostages.", "humanitarian"),
        ("Peru will build 60 kilometres of track.", "transport_and_communications"),
        ("Chile will order the militia to be neutralised.", "other"),
    ],
)
def test_plain_words_name_an_area(text: str, area: str) -> None:
    (found,) = read_report(PACT + text).commitments
    assert found.areas == (area,)


def test_what_a_draft_holds_is_probable() -> None:
    (found,) = read_report(PACT + "Under the draft, Peru would lend boats.").commitments
    assert found.factuality == "probable"


def test_a_condition_without_conjunction_stands_beside_another() -> None:
    (found,) = read_report(PACT + "Should Peru fall behind, it shall pay within a year, except in cases of drought.").commitments
    assert "Should Peru fall behind" in (found.condition or "")
