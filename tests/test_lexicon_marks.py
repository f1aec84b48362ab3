"""The one scan: whole words, any case, over line breaks, true offsets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.lexicon import fold, load_lexicon
from servanda.lexicon.marks import Automaton, Marks, plan

WORDS = Automaton(
    plan(
        [
            ("force", "obligation", "shall"),
            ("force", "prohibition", "shall not"),
            ("state", "USA", "=US"),
            ("state", "USA", "U.S."),
            ("state", "CIV", "Côte d'Ivoire"),
            ("hedge", "best_efforts", "best efforts"),
            ("deadline", "x", "shall"),
        ]
    )
)


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("They shall go", "force", [("shall", "obligation")]),
        ("SHALL not", "force", [("SHALL not", "prohibition")]),
        ("shall notify", "force", [("shall", "obligation")]),
        ("marshall shallow", "force", []),
        ("shall, not", "force", [("shall", "obligation")]),
        ("it shall  \n  not be", "force", [("shall  \n  not", "prohibition")]),
        ("it shall \n\n not be", "force", [("shall", "obligation")]),
        ("a  b   c shall\td   shall", "force", [("shall", "obligation"), ("shall", "obligation")]),
        ("tell us of the US and the U.S. here", "state", [("US", "USA"), ("U.S", "USA")]),
        ("COTE D’IVOIRE", "state", [("COTE D’IVOIRE", "CIV")]),
        ("best-efforts", "hedge", [("best-efforts", "best_efforts")]),
        ("shall", "deadline", [("shall", "x")]),
    ],
)
def test_words_are_found(text: str, kind: str, found: list[tuple[str, str]]) -> None:
    assert [(text[a:b], key) for a, b, key in WORDS.scan(text).of(kind)] == found


@given(st.text())
def test_folding_keeps_every_offset(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert set(folded) <= set(b"abcdefghijklmnopqrstuvwxyz0123456789 ")


@given(st.lists(st.sampled_from(["shall", "US", "  ", "\n", " \n ", "\n\n", "x", ",", " ", "é"]), max_size=30))
def test_a_mark_is_always_its_word(parts: list[str]) -> None:
    text = "".join(parts)
    marks = WORDS.scan(text)
    assert all(text[a:b].lower() == "shall" for a, b, _ in marks.of("force"))
    assert all(text[a:b] == "US" for a, b, _ in marks.of("state"))


def test_marks_within_a_span_lie_wholly_in_it() -> None:
    marks = Marks("", {"k": [(0, 3, "a"), (5, 9, "b"), (12, 20, "c")]})
    assert marks.within("k", 1, 15) == [(5, 9, "b")]
    assert marks.within("k", 0, 20) == marks.of("k")
    assert marks.within("other", 0, 20) == []
    assert marks.any("k", 12, 13)
    assert not marks.any("k", 13, 99)


def test_a_group_of_tables_is_scanned_when_one_of_its_kinds_is_asked_for() -> None:
    verbs = Automaton(plan([("verb", "go", "went")]))
    nouns = Automaton(plan([("noun", "house", "house"), ("verb_too", "go", "went")]))
    asked: list[str] = []

    def automaton_of(kind: str) -> Automaton | None:
        asked.append(kind)
        return {"verb": verbs, "noun": nouns, "verb_too": nouns}.get(kind)

    marks = Marks("He went home to the house", {}, automaton_of)
    assert not asked
    assert marks.of("noun") == [(20, 25, "house")]
    assert marks.of("verb") == marks.of("verb_too") == [(3, 7, "go")]
    assert marks.of("unknown") == []


def test_the_same_text_twice_in_a_row_is_scanned_once() -> None:
    lexicon = load_lexicon()
    text = "France shall help Poland."
    assert lexicon.scan(text) is lexicon.scan(text)
    assert lexicon.scan("Poland shall help France.").of("clause") == [(7, 12, "modal.obligation")]


def test_letters_beyond_latin_1_fold_to_their_base_or_to_a_blank() -> None:
    assert fold("Łódź – ŻÓŁW 中文 ß") == b"lodz   zolw     "


def test_short_texts_are_looked_up_and_give_the_same() -> None:
    text = "The  United States\nof America, and St. Lucia, shall not\n only agree. They shall (if funded) give U.S. aid"
    rows = [
        ("k", "x", word)
        for word in ("United States of America", "united states", "=St. Lucia", "shall not only", "shall", "U.S.")
    ]
    fresh, used = Automaton(plan(rows)), Automaton(plan(rows))
    used.scan("x " * 3000).of("k")
    assert "_machine" in vars(used)
    assert fresh.scan(text).of("k") == used.scan(text).of("k") != []
    assert "_machine" not in vars(fresh)
