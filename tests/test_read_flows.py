"""Money paid and goods delivered: a table of sentences of our own."""

import pytest

from servanda.lexicon import load_lexicon
from servanda.model import Document, Flow
from servanda.read.flows import flows
from servanda.read.mentions import mentions
from servanda.read.scene import scene_of


def flowed(text: str) -> tuple[Flow, ...]:
    lexicon = load_lexicon()
    document = Document(Document.id_of(text), "report", None, None, "2022-06-01", "en", text, "test")
    return flows(scene_of(document, lexicon.scan(text)), (), (), lexicon)


@pytest.mark.parametrize(
    ("text", "stage", "by", "to", "what"),
    [
        ("Sweden paid Moldova 20 million euros on May 3.", "disbursed", ("SWE",), ("MDA",), "20 million euros"),
        ("Sweden has delivered 12 howitzers to Moldova.", "delivered", ("SWE",), ("MDA",), "12 howitzers"),
        ("Moldova received 20 million euros from Sweden.", "disbursed", ("SWE",), ("MDA",), "20 million euros"),
        ("Moldova got 12 howitzers from Sweden.", "delivered", ("SWE",), ("MDA",), "12 howitzers"),
        ("Twelve howitzers from Sweden arrived in Moldova.", "delivered", ("SWE",), ("MDA",), "Twelve howitzers"),
        (
            "The Swedish government has approved 20 million euros for Moldova.",
            "allocated",
            ("SWE",),
            ("MDA",),
            "20 million euros",
        ),
        ("The rest of the G7 has paid 3 billion dollars to date.", "disbursed", ("G7",), (), "3 billion dollars"),
        ("Sweden lent Moldova 20 million euros (22 million dollars).", "disbursed", ("SWE",), ("MDA",), "20 million euros"),
    ],
)
def test_flow(text: str, stage: str, by: tuple[str, ...], to: tuple[str, ...], what: str) -> None:
    (flow,) = flowed(text)
    told = flow.amount.text if flow.amount else flow.quantity.text if flow.quantity else None
    assert (flow.stage.value, flow.by, flow.to, told) == (stage, by, to, what)
    assert what in text[flow.evidence[0].start : flow.evidence[0].end]


@pytest.mark.parametrize(
    "text",
    [
        "Sweden will pay Moldova 20 million euros.",
        "Sweden has not paid Moldova 20 million euros.",
        "Sweden promised Moldova 20 million euros.",
        "Not one of the 12 howitzers has reached Moldova from Sweden.",
        "The 12 howitzers are to be delivered to Moldova by Sweden.",
        "If Sweden paid Moldova 20 million euros, the bridge could be built.",
    ],
)
def test_what_has_not_happened_is_no_flow(text: str) -> None:
    assert flowed(text) == ()


def test_the_day_is_told_against_the_page() -> None:
    (flow,) = flowed("Sweden paid Moldova 20 million euros on May 3.")
    assert str(flow.date) == "2022-05-03"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The sum comes in addition to the 600 million kroner that Norway has paid to Moldova since 2022.",
            [("disbursed", ("NOR",), ("MDA",), 600_000_000)],
        ),
        (
            "Norway has committed $200 million to Yemen, half of which has been paid to the World Food Programme.",
            [("disbursed", ("NOR",), ("WFP",), 100_000_000)],
        ),
        ("Norway: pledged $30 million, disbursed $20 million.", [("disbursed", ("NOR",), (), 20_000_000)]),
        ("Norway: pledged $30 million, disbursed $0.", []),
        ("Denmark has earmarked 12 million kroner for Moldova.", [("allocated", ("DNK",), ("MDA",), 12_000_000)]),
        ("The European Investment Bank lent Sofia 70 million euros.", [("disbursed", ("EIB",), ("BGR",), 70_000_000)]),
        (
            "Norway has a policing agreement with Fiji. Oslo paid 9 million euros under that agreement last year.",
            [("disbursed", ("NOR",), ("FJI",), 9_000_000)],
        ),
    ],
)
def test_sums_told_in_other_ways(text: str, expected: list[tuple[object, ...]]) -> None:
    lexicon = load_lexicon()
    document = Document(Document.id_of(text), "report", None, None, "2022-06-01", "en", text, "test")
    scene = scene_of(document, lexicon.scan(text))
    found = flows(scene, mentions(scene, lexicon), (), lexicon)
    assert [(f.stage.value, f.by, f.to, f.amount and f.amount.low) for f in found] == expected
