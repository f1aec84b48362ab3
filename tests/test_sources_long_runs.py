"""Endless rulings and empty pages are shortened, and nothing that is said is lost."""

import pytest

from servanda.lexicon import load_lexicon
from servanda.sources import open_text
from servanda.sources.flattened import kept
from servanda.sources.long_runs import long_runs

BEFORE, AFTER = "Article 1. France shall help. ", " Poland may."


@pytest.mark.parametrize("sign", [" ", "\n", "*", "_", ". ", "-", "\t \n", "“", "—"])
@pytest.mark.parametrize("size", [0, 399, 5_000, 100_001])
def test_only_what_says_nothing_is_cut(sign: str, size: int) -> None:
    run = (sign * size)[:size]
    text = BEFORE + run + AFTER
    left = kept(text, long_runs(text))
    assert left.startswith(BEFORE)
    assert left.endswith(AFTER.strip())
    assert len(left) <= len(BEFORE) + len(AFTER) + (size if size < 399 else 400)
    assert (left == text) == (size < 390)


@pytest.mark.parametrize("text", ["", " " * 1000, "x" * 5000, "*" * 401 + "x", "word " * 500])
def test_edges(text: str) -> None:
    left = kept(text, long_runs(text))
    assert left.replace(" ", "").replace("*", "") == text.replace(" ", "").replace("*", "")


def test_the_cut_is_told() -> None:
    raw = open_text(f"Agreement{' ' * 3000}between France and Poland", "x", load_lexicon())
    assert [cut.reason for cut in raw.cut] == ["long_run"]
    assert raw.document.text == f"Agreement{' ' * 200}between France and Poland"
