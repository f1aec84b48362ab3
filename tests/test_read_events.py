"""Events with PLOVER root codes; what an operator makes of a verb; whose act it is."""

import pytest

from servanda.lexicon import load_lexicon
from servanda.model import Document, Event
from servanda.read.events import events

LEXICON = load_lexicon()


def read(sentence: str) -> tuple[Event, ...]:
    document = Document("d", "report", None, None, None, "en", sentence, "made")
    return events(document, LEXICON, LEXICON.scan(sentence))


@pytest.mark.parametrize(
    ("sentence", "roots"),
    [
        ("Police in Arkenholm freed nine fishermen.", ["YIELD"]),
        ("The court refused to release the nine fishermen.", ["REJECT"]),
        ("The cabinet will release the nine fishermen.", ["AGREE"]),
        ("The island will not lift the ban on tuna.", ["REJECT"]),
        ("The island lifted its ban on tuna.", ["YIELD"]),
        ("The island suspended food aid to its neighbour.", ["SANCTION"]),
        ("The union called off the strike.", ["YIELD"]),
        ("Rebels launched an attack on the harbour.", ["ASSAULT"]),
        ("Prosecutors launched an investigation into the port.", ["ACCUSE"]),
        ("The senator launched a scathing attack on the mayor.", ["ACCUSE"]),
        ("The admiral threatened to shell the lighthouse.", ["THREATEN"]),
        ("The army will extend the curfew in the delta.", ["THREATEN"]),
        ("Donors pledged their full support for the plan.", ["SUPPORT"]),
        ("Donors pledged a new bridge.", ["AGREE"]),
        ("The two ministers held talks in the capital.", ["CONSULT"]),
        ("The two ministers will hold talks in the capital.", ["AGREE"]),
        ("The bishop demanded the release of the miners.", ["REQUEST"]),
        ("The bishop called for sanctions on the mine.", ["THREATEN"]),
        ("The league welcomed the minister's decision.", ["SUPPORT"]),
        ("The mayor gave the builders a ten day deadline.", ["THREATEN"]),
        ("Troops were deployed to the strait.", ["MOBILIZE"]),
        ("Troops were deployed on a peacekeeping mission.", ["AID"]),
        ("The republic provided 30 ambulances to the valley.", ["AID"]),
        ("The republic promised to provide 30 ambulances.", ["AGREE"]),
        ("The guard arrested a poet and accused the printer of fraud.", ["COERCE", "ACCUSE"]),
        ("The valley has 30 villages.", []),
        ("The armed forces of the valley wear green.", []),
    ],
)
def test_roots(sentence: str, roots: list[str]) -> None:
    assert [event.plover for event in read(sentence)] == roots


def test_actor_and_target_stand_where_the_text_says_them() -> None:
    text = "OSTHAFEN (PNA) -- On Tuesday, the harbour council expelled two engineers."
    (event,) = read(text)
    assert [text[s.start : s.end] for s in event.actor_evidence] == ["the harbour council"]
    assert [text[s.start : s.end] for s in event.target_evidence] == ["two engineers"]


def test_a_passive_turns_actor_and_target_round() -> None:
    text = "Nine fishermen were released by the coast guard."
    (event,) = read(text)
    assert [text[s.start : s.end] for s in event.actor_evidence] == ["the coast guard"]
    assert [text[s.start : s.end] for s in event.target_evidence] == ["Nine fishermen"]


def test_an_event_joined_by_and_has_the_same_actor() -> None:
    text = "The guard arrested a poet and accused the printer of fraud."
    assert {event.actor_evidence for event in read(text)} == {read(text)[0].actor_evidence}
