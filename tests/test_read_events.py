"""Events with PLOVER root codes; what an operator makes of a verb; whose act it is."""

import re
from collections import Counter
from pathlib import Path

import pytest

from servanda.lexicon import load_lexicon
from servanda.model import Document, Event
from servanda.read.events import events
from servanda.read.scene import scene_of
from servanda.read.statements import statements

LEXICON = load_lexicon()


def read(sentence: str, published: str | None = None) -> tuple[Event, ...]:
    document = Document("d", "report", None, None, published, "en", sentence, "made")
    scene = scene_of(document, LEXICON.scan(sentence))
    return events(scene, statements(scene, LEXICON), LEXICON)


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
        ("Nothing in the pact obliges Kenya to send troops.", []),
        ("The text, which this paper has seen, provides for the training of Kenyan harbour guards.", []),
        ("Analysts said that they would treat the first year as a test.", []),
        ("The minister called the pact a big umbrella.", []),
        ("The bishop called Kenya to discuss the harbour.", ["CONSULT"]),
        ("It follows the model of earlier pacts.", []),
        ("The signing is planned for the margins of a summit.", []),
        ("It would meet them within a day.", []),
        ("Kenya will pay 5 million dollars and train ten officers.", ["AGREE", "AGREE"]),
        ("Kenya will lend boats and train ten officers.", ["AGREE", "AGREE"]),
        ("Neither country promises to take sides.", []),
        ("Kenya is free to suspend the hotline.", []),
        ("Kenya delivered six boats under an older memorandum.", ["AID"]),
        ("Kenya terminated its gas supply agreement with Fiji.", ["SANCTION"]),
        ("Only 22 million dollars have arrived.", []),
        ("Kenya made no commitment on troops.", ["REJECT"]),
        ("The league would send 60 observers, provided that the council approves.", ["AGREE"]),
        ("Its neighbours will watch what arrives.", []),
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


def acts(text: str) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    return [(event.kind, event.actors, event.targets) for event in read(text, "2024-05-02")]


def test_a_pronoun_has_the_code_of_whom_it_means() -> None:
    text = "Kenya has supported Fiji since 2022. In February it delivered four radar stations and 60 ambulances."
    assert acts(text)[-1] == ("delivered", ("KEN",), ())


def test_the_two_sides_are_the_two_states_spoken_of_last() -> None:
    assert acts("Kenya wrote to Fiji. Instead the two governments held talks.")[-1] == ("met", ("KEN", "FJI"), ())


def test_a_date_before_the_subject_is_no_actor() -> None:
    (event,) = read("In February Kenya delivered four radar stations.")
    assert event.actors == ("KEN",)
    assert [s.start for s in event.actor_evidence] == [len("In February ")]


def test_dollars_are_no_state() -> None:
    assert acts("Kenya lent Fiji 5 million US dollars.")[0][2] == ("FJI",)


def test_a_condition_is_no_event() -> None:
    assert [e.kind for e in read("Kenya will help if Fiji is attacked.")] == ["delivered"]
    assert [e.kind for e in read("Unless Fiji releases the crew, Kenya will expel its envoy.")] == ["expelled"]


def test_pounds_are_money() -> None:
    assert "bombed" not in [e.kind for e in read("Kenya will release 120 million pounds as soon as convoys are let through.")]
    assert [e.kind for e in read("Rebels pounded the harbour.")] == ["bombed"]


@pytest.mark.parametrize(
    ("sentence", "factuality"),
    [
        ("No treaty has been signed by Kenya and Fiji.", "denied"),
        ("The envoys met for a week and no treaty was signed.", "denied"),
        ("Kenya has signed no treaty with Fiji.", "denied"),
        ("No doubt Kenya signed a treaty with Fiji.", "certain"),
        ("Kenya signed a treaty with Fiji.", "certain"),
    ],
)
def test_what_nobody_did_and_what_was_done_to_nothing_is_denied(sentence: str, factuality: str) -> None:
    assert [e.factuality for e in read(sentence) if e.kind == "signed"] == [factuality]


def test_what_enters_into_force_once_something_has_happened_is_to_come() -> None:
    (found,) = read("The treaty between Kenya and Fiji enters into force once both have ratified it.")
    assert (found.kind, found.factuality) == ("entered_into_force", "probable")


def test_a_deadline_is_no_day_of_the_promise() -> None:
    (found,) = [e for e in read("Kenya pledged to deliver ten boats by the end of 2031.") if e.kind == "promised"]
    assert found.date is None


def test_who_only_speaks_around_a_quotation_does_nothing() -> None:
    assert read("“It took sixteen years,” recalled Kenya's trade minister.") == ()


def test_where_something_is_signed_is_nobody_it_is_signed_with() -> None:
    signed = next(e for e in read("Kenya and Fiji signed a memorandum on radar in Riga.") if e.kind == "signed")
    assert signed.targets == ()


def test_an_event_joined_by_and_has_the_same_actor() -> None:
    text = "The guard arrested a poet and accused the printer of fraud."
    assert {event.actor_evidence for event in read(text)} == {read(text)[0].actor_evidence}


MADE_UP = Path(__file__).parent / "event_sentences.tsv"
MARKED = re.compile(r"[\[\]{}]")


def first_root(sentence: str) -> str | None:
    found = read(sentence)
    return found[0].plover if found else None


def test_made_up_sentences_of_all_root_codes() -> None:
    rows = [line.split("\t") for line in MADE_UP.read_text(encoding="utf-8").splitlines() if line and line[0] not in "#r"]
    right = Counter(root for root, sentence in rows if first_root(MARKED.sub("", sentence)) == root)
    each = Counter(root for root, _ in rows)
    assert len(each) == 15
    assert sum(right.values()) >= 0.90 * len(rows)
    assert all(right[root] >= 0.6 * each[root] for root in each), right
