"""What a sentence says of the truth of what it tells: sentences of our own."""

import pytest

from servanda.lexicon import load_lexicon
from servanda.model import Reading
from servanda.read import read
from servanda.sources import open_text

PAGE = "Harbour Post\nTol and Peru speak of ships\nBy Ole Brandt\n4 June 2024\n\n{}\n\nThe hall was full and it rained.\n"


def told(sentences: str) -> Reading:
    lexicon = load_lexicon()
    return read(open_text(PAGE.format(sentences), "page", lexicon), lexicon)


@pytest.mark.parametrize(
    ("sentence", "factuality"),
    [
        ("Chile promised Peru nine tugs.", "certain"),
        ("Stories that Chile promised Peru nine tugs are invented, the envoy said.", "denied"),
        ("It is simply untrue that Chile promised Peru nine tugs, the envoy said.", "denied"),
        ("The envoy dismissed as nonsense claims that Chile promised Peru nine tugs.", "denied"),
        ("Suggestions that Chile promised Peru nine tugs were rejected by the envoy.", "denied"),
        ("There is no truth in rumours that Chile promised Peru nine tugs.", "denied"),
        ("Contrary to reports that Chile promised Peru nine tugs, the yard is empty.", "denied"),
        ("Peru's assertion that Chile promised it nine tugs is false.", "denied"),
        ("A Lima paper reported that Chile promised Peru nine tugs.", "probable"),
        ("There are reports that Chile promised Peru nine tugs.", "probable"),
        (
            "The envoy denied a story.\nHe was angry.\nThe magazine had claimed that Chile promised Peru nine tugs.",
            "denied",
        ),
        ("News that Chile promised Peru nine tugs was welcomed.", "certain"),
        ("There is no evidence that Chile promised Peru nine tugs.", "possible"),
        ("The envoy ruled out that Chile promised Peru nine tugs.", "denied"),
    ],
)
def test_promises_are_no_more_certain_than_their_sentence(sentence: str, factuality: str) -> None:
    reading = told(sentence)
    assert {event.factuality for event in reading.events if event.kind == "promised"} <= {factuality}
    text = reading.document.text
    taken_on = [one for one in reading.commitments if "nine tugs" in text[one.evidence[0].start : one.evidence[0].end]]
    assert [one.factuality for one in taken_on] == [factuality]
    assert (taken_on[0].force == "denial") == (factuality == "denied")


@pytest.mark.parametrize(
    ("sentence", "kind", "factuality"),
    [
        ("Chile is said to have offered Peru nine tugs.", "offered", "probable"),
        ("Peru is understood to have delivered the grain to Chile.", "delivered", "probable"),
        ("Peru delivered the grain to Chile, which the ministry denies.", "delivered", "denied"),
        ("The opposition says Peru delivered the grain to Chile, a claim the ministry rejects.", "delivered", "possible"),
        ("It was wrongly reported in May that Chile had sold Peru nine tugs.", "traded", "denied"),
        ("The ministry would neither confirm nor deny that Chile had sold Peru nine tugs.", "traded", "possible"),
        ("Chile denied having sold Peru nine tugs.", "traded", "denied"),
        ("Neither Chile nor Peru has ratified the treaty.", "ratified", "denied"),
        ("The treaty with Peru was never ratified by Chile.", "ratified", "denied"),
        ("Peru has delivered none of the 20 trucks.", "delivered", "denied"),
        ("Chile promised Peru nothing.", "promised", "denied"),
        ("Chile was to sign the pact with Peru in May but did not.", "signed", "denied"),
        ("Media reports that Peru attacked Chile turned out to be fabricated.", "attacked", "denied"),
    ],
)
def test_events_are_no_more_certain_than_their_sentence(sentence: str, kind: str, factuality: str) -> None:
    assert [event.factuality for event in told(sentence).events if event.kind == kind] == [factuality]


@pytest.mark.parametrize(
    "sentence",
    [
        "If Peru were attacked, Chile would be under no obligation to fight.",
        "Unless Peru signs the pact, Chile will close the strait.",
        "It is not clear whether Peru will pay.",
    ],
)
def test_what_only_may_happen_in_a_condition_is_no_event(sentence: str) -> None:
    found = {event.kind for event in told(sentence).events}
    assert not found & {"attacked", "signed", "allowed", "paid"}


def test_agreed_in_principle_is_an_intention() -> None:
    found = told("Chile has agreed in principle to sell Peru six frigates.").commitments
    assert [one.force for one in found] == ["intention"]


@pytest.mark.parametrize(
    ("sentence", "condition"),
    [
        ("If catches sink below 70,000 tonnes, Peru must halve the fleet of Chile.", "If catches sink below 70,000 tonnes"),
        ("Peru will lend Chile 5 tugs if Chile clears the bay, Minister Ana Rojas said.", "if Chile clears the bay"),
    ],
)
def test_conditions_end_with_their_clause(sentence: str, condition: str) -> None:
    assert [one.condition for one in told(sentence).commitments] == [condition]


def test_what_was_not_delivered_is_no_flow() -> None:
    assert not told("Peru has so far delivered none of the 20 trucks to Chile.").flows
    assert len(told("Peru has so far delivered 20 trucks to Chile.").flows) == 1


def test_whose_offer_it_is_that_somebody_turns_down() -> None:
    (event,) = [e for e in told("Peru turned down Chile's offer of 20 buses.").events if e.kind == "rejected"]
    assert (event.actors, event.targets) == (("PER",), ("CHL",))


def test_a_clause_that_is_only_joined_has_its_own_subject() -> None:
    found = told(
        "Under the draft Chile would pay Peru 55 million euros and Peru would grant licences to 92 Chilean boats."
    ).events
    assert [e.actors for e in found if e.kind == "allowed"] == [("PER",)]
