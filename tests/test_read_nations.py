"""Nations without a code, out of openings of our own."""

import pytest

from servanda.lexicon import load_lexicon
from servanda.read.nations import nations

ROWS = [
    (
        "A treaty between the United States of America and the Osage Nation of Indians. ARTICLE 1. The chiefs agree.",
        ["Osage Nation"],
    ),
    (
        "A treaty between the United States and the Kings, Chiefs and Warriors of the Natchez Nation, of the other part.",
        ["Natchez Nation"],
    ),
    ("A treaty between the United States and the Yuma tribe of Indians.", ["Yuma tribe"]),
    (
        "A treaty between the United States and the Yuma, Mohave, Pima, and Papago, Tribes of Indians.",
        ["Yuma", "Mohave", "Pima", "Papago"],
    ),
    (
        "A treaty between the United States and the united tribes of Yumas, Mohaves, and Pimas, residing on a river.",
        ["Yumas", "Mohaves", "Pimas"],
    ),
    (
        "A treaty between the United States and the chiefs and warriors of the Mohaves, for their tribe.",
        ["Mohaves"],
    ),
    ("A treaty of peace between the United States and the Chiefs of the Eel Lake tribe or nation.", ["Eel Lake tribe or nation"]),
    (
        "A treaty between the United States and the chiefs and warriors of the Great and Little Natchez Indians.",
        ["Great Natchez", "Little Natchez"],
    ),
    ("The Natchez Indians, with regard for the President of the United States, and their chiefs, agree.", ["Natchez"]),
]


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_nations(text: str, expected: list[str]) -> None:
    found = nations(text, load_lexicon().scan(text), 80)
    assert [name.key for name in found] == ["USA", *expected]
    assert all(name.key.split()[0] in text[name.start : name.end] for name in found[1:])


def test_other_texts_have_none() -> None:
    text = "Agreement between the United States and Norway on fish."
    assert nations(text, load_lexicon().scan(text), 40) == []
