"""Lists below a lead-in, what an agreement allows, who "both countries" are, and the words that only look like a promise."""

import pytest

from servanda.lexicon import load_lexicon
from servanda.model import Document, Raw, Reading
from servanda.read import read
from servanda.sources import open_text

PACT = "Chad and Peru signed a pact on Monday. "


def read_report(text: str, published: str | None = "2025-03-06") -> Reading:
    lexicon = load_lexicon()
    return read(Raw(Document("x", "report", None, None, published, "en", text, "x"), text, ()), lexicon)


FOUND = [
    (
        "Chad and Peru signed a pact.\nChad will:\n- open two ports to trawlers\n- train 40 pilots",
        "train 40 pilots",
        ("TCD",),
        "commitment",
    ),
    (
        "Chad and Peru signed a pact.\nWhat Chad has agreed to do\n* Publish all oil contracts",
        "Publish all oil contracts",
        ("TCD",),
        "obligation",
    ),
    (
        "Chad and Peru signed a pact.\nUnder it, both countries agreed to:\n1. open two border posts",
        "open two border posts",
        ("TCD", "PER"),
        "obligation",
    ),
    (PACT + "The pact allows Peruvian ships to use the port.", "allows Peruvian ships", ("PER",), "permission"),
    (PACT + "The pact permits Peru to keep 300 soldiers there.", "permits Peru", ("PER",), "permission"),
    (
        "Chad and Peru today announced closer ties. Both countries will hold joint drills.",
        "joint drills",
        ("TCD", "PER"),
        "commitment",
    ),
    (PACT + "Chad said it would no longer share radar data.", "no longer share", ("TCD",), "prohibition"),
    (PACT + "The pact does not create a duty to defend Peru.", "does not create", ("TCD", "PER"), "denial"),
    (PACT + "Brazil has been asked to join but is not obliged to pay.", "not obliged to pay", ("BRA",), "denial"),
    (PACT + "The pact would oblige Chad to license its exports.", "license its exports", ("TCD",), "obligation"),
    (PACT + "Spain sent help, and Japan says it will consider a loan.", "consider a loan", ("JPN",), "intention"),
]


@pytest.mark.parametrize(("text", "words", "by", "force"), FOUND)
def test_taken_on(text: str, words: str, by: tuple[str, ...], force: str) -> None:
    reading = read_report(text)
    told = {text[c.evidence[0].start : c.evidence[0].end]: c for c in reading.commitments}
    one = next((c for passage, c in told.items() if words in passage), None)
    assert one is not None, list(told)
    assert (one.by, one.force.value) == (by, force)


NOT_FOUND = [
    ("Canada should give Peru 5 million dollars for schools, analysts wrote.", "give Peru"),
    (PACT + "Chad did not say what Peru will pay.", "what Peru will pay"),
    (PACT + "Chad had been offered better terms.", "offered better terms"),
    (PACT + "Peru paid 2 million euros of interest on 3 May 2023.", "interest"),
    ("Chad and Peru signed a pact.\nThe pact provides for the following:\nA fund is set up.", "the following"),
    ("Chad and Peru signed a pact.\nChad will:\n- ports\n- a joint committee of experts", "a joint committee of experts"),
]


@pytest.mark.parametrize(("text", "words"), NOT_FOUND)
def test_not_taken_on(text: str, words: str) -> None:
    reading = read_report(text)
    assert not any(words in text[c.evidence[0].start : c.evidence[0].end] for c in reading.commitments)


def test_conditions_of_the_news() -> None:
    reading = read_report(
        PACT
        + "Peru will pay the rest once the plant is certified. Chad intends to send two officers, subject to cabinet approval."
    )
    assert [c.condition for c in reading.commitments] == ["once the plant is certified", "subject to cabinet approval"]


DAYS = [
    ("LIMA, 9 April 2024 (Andes News) - Chad and Peru signed a pact on Monday.", None, "2024-04-08"),
    ("Lima, 9 April 2024: Chad and Peru signed a pact on Monday.", None, "2024-04-08"),
    ("LIMA, 9 April 2024 (Andes News) - Chad and Peru signed a pact.", None, "None"),
    ("Chad and Peru signed a pact on Monday.", "2025-03-06", "2025-03-03"),
]


@pytest.mark.parametrize(("text", "published", "day"), DAYS)
def test_a_dateline_is_the_day_of_the_page(text: str, published: str | None, day: str) -> None:
    reading = read_report(text, published)
    assert [str(a.signed.date) for a in reading.agreements] == [day]
    assert [str(e.date) for e in reading.events] == [day]


def test_the_day_of_a_promise_is_not_that_of_the_payment() -> None:
    reading = read_report("Peru has paid Chad 3 million dollars of what it promised in 2024.")
    assert [e.date for e in reading.events] == [None]
    assert [f.date for f in reading.flows] == [None]


FLOWS = [
    ("Peru, which pledged 40 million euros to Chad, has paid 12 million.", "disbursed", ("PER",), 12_000_000),
    ("Peru will pay Chad 2 million euros, of which 900,000 euros is earmarked for radar.", "allocated", ("PER",), 900_000),
    ("Peru has delivered its 15 million euros to Chad in full.", "disbursed", ("PER",), 15_000_000),
]


@pytest.mark.parametrize(("text", "stage", "by", "value"), FLOWS)
def test_sums_that_moved(text: str, stage: str, by: tuple[str, ...], value: int) -> None:
    flows = read_report(text).flows
    assert [(f.stage.value, f.by, int(f.amount.low)) for f in flows if f.amount and f.amount.low] == [(stage, by, value)]


SPEAKERS = [
    ("Trade Minister Ng of Peru said the pact was fair.", "Ng", "Trade Minister"),
    ("Foreign Minister Einar Holm of Iceland said on Tuesday that talks would go on.", "Einar Holm", "Foreign Minister"),
    ("The Egyptian irrigation minister, Hany Sobhi, said the dam was safe.", "Hany Sobhi", "irrigation minister"),
]


@pytest.mark.parametrize(("text", "name", "office"), SPEAKERS)
def test_speakers(text: str, name: str, office: str) -> None:
    assert [(s.speaker, s.office) for s in read_report(text).statements] == [(name, office)]


def test_what_a_text_says_nobody_says() -> None:
    assert not read_report(PACT + "The text says nothing about fish.").statements


PAGE = """Andean Herald
Wednesday, 6 August 2025
Home News Sport Tide tables
Chad and Peru sign a pact on fish
{body}
Our Standards: Principles of Trust.
Subscribe to Andean News here.
Ana Tora is a health reporter based in Quito.
"""


def test_the_page_around_a_list_goes_and_the_list_stays() -> None:
    body = "\n".join(
        [
            "Chad and Peru signed a pact on fish in Lima on Tuesday, the ministry of fisheries said.",
            "What Chad will do",
            "* Open two of its ports to trawlers",
            "* Send observers on board every ship",
            "The pact is to run for four years, and it may be renewed.",
        ]
    )
    text = open_text(PAGE.format(body=body), "page", load_lexicon()).document.text
    assert "Open two of its ports" in text
    assert "What Chad will do" in text
    assert not any(words in text for words in ("Tide tables", "Our Standards", "Subscribe", "Ana Tora"))
