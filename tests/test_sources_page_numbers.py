"""Page numbers of copied pages go from agreements; figures of articles and of tables stay."""

import time

import pytest

from servanda.lexicon import load_lexicon
from servanda.sources import open_text
from servanda.sources.page_numbers import page_numbers

SENTENCE = "The keepers of both coasts shall tend the lanterns of the harbours by night and in fog, and bear the cost. "
BROKEN = SENTENCE * 9 + "They shall also bring the oil and"
WHOLE = SENTENCE * 9


def _cut(text: str) -> list[str]:
    return [text[cut.start : cut.end].strip() for cut in page_numbers(text)]


def _pages(marks: list[str], *texts: str) -> str:
    return "\n".join(f"{texts[k % len(texts)]}\n{mark}" for k, mark in enumerate(marks)) + "\nthe wicks.\n"


@pytest.mark.parametrize(
    "marks",
    [
        [str(n) for n in range(2, 10)],
        [f"- {n} -" for n in range(2, 10)],
        ["III", "IV", "V", "VI", "VII", "VIII", "IX", "X"],
        ["1", "2", "3", "4", "6", "7", "8", "9"],
        ["Page 2", "Page 3", "Page 4"],
        ["Page 1 of 3", "Page 2 of 3", "Page 3 of 3"],
    ],
)
def test_a_series_that_breaks_sentences_is_cut(marks: list[str]) -> None:
    text = _pages(marks, BROKEN, f"the wicks. {WHOLE}".strip())
    assert _cut(text) == marks


@pytest.mark.parametrize(
    "text",
    [
        _pages([str(n) for n in range(2, 10)], WHOLE.strip()),
        _pages(["2", "9", "4", "7", "3", "11"], BROKEN),
        _pages(["1", "3", "5", "6", "8", "9", "11", "12"], BROKEN),
        "\n".join(f"oil\n{n}" for n in range(1, 400)),
        BROKEN + "\n2\n" + BROKEN,
    ],
)
def test_figures_of_articles_tables_and_notes_stay(text: str) -> None:
    assert _cut(text) == []


def test_the_broken_sentence_is_whole_again_and_the_running_head_goes() -> None:
    text = "".join(f"{WHOLE}They bring oil and\n\nLANTERNS/12\nPage {n}\n\nthe wicks, at their cost {n}.\n" for n in range(2, 6))
    raw = open_text(
        f"AGREEMENT BETWEEN ARVEN AND BEL\n\nArticle 1\n{text}\nArticle 2\nThe Parties shall pay.\n", "a", load_lexicon()
    )
    assert raw.document.kind == "agreement"
    assert "They bring oil and\nthe wicks" in raw.document.text
    assert "LANTERNS" not in raw.document.text
    assert {cut.reason for cut in raw.cut} == {"page_number"}
    assert raw.raw[raw.cut[0].start : raw.cut[0].end].split() == ["LANTERNS/12", "Page", "2"]


@pytest.mark.parametrize("text", ["\n5" * 500_000, ("\n5" + " " * 100_000 + "x") * 20, "\nPage" * 200_000, "\n" * 500_000])
def test_hostile_texts_take_linear_time(text: str) -> None:
    begun = time.perf_counter()
    page_numbers(text)
    assert time.perf_counter() - begun < 5
