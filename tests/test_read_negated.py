"""Negations that forbid nothing, or deny a duty; the verb of a clause. Sentences of our own."""

import pytest

from servanda.lexicon import load_lexicon
from servanda.read.clauses import Clause, clauses
from servanda.read.quantities import quantities_in

LEXICON = load_lexicon()


def found(text: str) -> tuple[Clause, ...]:
    return clauses(text, [("", 0, len(text))], LEXICON.scan(text), "treaty")


@pytest.mark.parametrize(
    ("sentence", "force", "action"),
    [
        ("Peru shall not later than 3 June 2031 return the bells.", "obligation", "return"),
        ("Peru shall in no case later than 3 June 2031 return the bells.", "obligation", "return"),
        ("Peru may not later than ten days after the vote withdraw its boats.", "permission", "withdraw"),
        ("Peru shall not less than once a year paint the pier.", "obligation", "paint"),
        ("Peru shall not later sell the bells.", "prohibition", "sell"),
        ("Peru shall not fail to pay the keepers.", "obligation", "pay"),
        ("No Party shall omit to ring the bell.", "obligation", "ring"),
        ("The keepers may not fail to ring the bell.", "prohibition", "ring"),
        ("Peru bears no costs.", "denial", "bears"),
        ("Peru shall have no vote.", "denial", "have"),
        ("Peru levies no tolls.", "prohibition", "levies"),
        ("Peru shall levy no tolls on lamps.", "prohibition", "levy"),
        ("There shall be no tolls on lamps.", "prohibition", "be"),
        ("Peru shall grant no less favourable terms to the divers.", "obligation", "grant"),
        ("Peru shall only sell the lamp with the consent of Chile.", "permission", "sell"),
        ("Peru shall sell the lamp only with the prior approval of Chile.", "permission", "sell"),
        ("This Agreement shall enter into force only with the consent of all.", "obligation", "enter"),
        ("Under no circumstances shall Peru sell the lamp.", "prohibition", "sell"),
        ("On no account may either Party sell the lamp.", "prohibition", "sell"),
    ],
)
def test_what_a_negation_does(sentence: str, force: str, action: str) -> None:
    (clause,) = found(sentence)
    assert (clause.force.value, sentence[clause.action.start : clause.action.end] if clause.action else None) == (force, action)


@pytest.mark.parametrize(
    ("sentence", "action"),
    [
        ("Peru may, at its own cost, have the pier searched.", "have"),
        ("Peru shall at its own cost repair the pier.", "repair"),
        ("Peru shall, if the lamp breaks, send a smith.", "send"),
        ("Peru shall at all times keep the lamp lit.", "keep"),
        ("Peru undertakes, in the event of a storm, to send a smith.", "send"),
        ("Peru undertakes, within its means, to send a smith.", "send"),
        ("Peru has the right to use the pier.", "use"),
        ("Peru shall be entitled to use the pier.", "use"),
        ("Each Party shall have 3 votes.", "have"),
        ("Peru will continue to supply oil.", "supply"),
        ("This Agreement replaces the old one.", "replaces"),
        ("Peru waives all claims.", "waives"),
        ("A joint board is hereby set up.", "set"),
        ("The lamps are subject to the rules of the port.", "are subject to"),
        ("Nothing in this Agreement obliges Peru to sail.", "sail"),
    ],
)
def test_the_action_is_the_verb_of_what_is_done(sentence: str, action: str) -> None:
    (clause,) = found(sentence)
    assert clause.action is not None
    assert sentence[clause.action.start : clause.action.end] == action


def test_items_have_their_own_verb_or_that_of_the_lead_in() -> None:
    text = "Peru shall:\n(a) at once, light the lamp;\n(b) not sell oil.\nPeru shall provide:\n(a) oil;\n(b) two bells."
    verbs = [text[c.action.start : c.action.end] for c in found(text) if c.action]
    things = [text[c.object.start : c.object.end] for c in found(text) if c.object]
    assert verbs == ["light", "sell", "provide", "provide"]
    assert things == ["the lamp", "oil", "oil", "two bells"]


def test_the_subject_may_stand_behind_its_auxiliary() -> None:
    text = "In no event shall the Government of Peru lend the lamp to Chile."
    (clause,) = found(text)
    assert clause.subject is not None
    assert text[clause.subject.start : clause.subject.end].strip() == "the Government of Peru"


def test_dotted_numbers_are_labels() -> None:
    text = "1.2 The Parties shall sing.\n\n1.3 The Parties shall dance.\n\n1.5 million bells shall be cast."
    assert [text[c.start : c.end] for c in found(text)] == [
        "The Parties shall sing",
        "The Parties shall dance",
        "1.5 million bells shall be cast",
    ]


def test_dates_count_no_goods() -> None:
    text = "Peru shall not later than 3 June 2031 deliver four boats"
    assert [q.text for q in quantities_in(text, 0, len(text), LEXICON.scan(text))] == ["four boats"]
