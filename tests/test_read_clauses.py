"""What is undertaken, how firmly, on which condition and by when: one row a sentence of our own."""

import pytest

from servanda.lexicon import load_lexicon
from servanda.model import Force
from servanda.read.clauses import Genre, clauses

LEXICON = load_lexicon()


def read(text: str, genre: Genre = "treaty") -> list[tuple[str, str]]:
    found = clauses(text, [("", 0, len(text))], LEXICON.scan(text), genre)
    return [(text[clause.start : clause.end], clause.force.value) for clause in found]


FORCES = [
    ("The Parties shall lend each other their best maps.", Force.OBLIGATION),
    ("The Participants will share the costs of the workshop.", Force.COMMITMENT),
    ("Either Party may ask for a pause.", Force.PERMISSION),
    ("The tenant shall not sell the boat.", Force.PROHIBITION),
]


@pytest.mark.parametrize(("sentence", "force"), FORCES)
def test_the_force_of_a_simple_sentence(sentence: str, force: Force) -> None:
    assert read(sentence) == [(sentence[:-1], force.value)]
