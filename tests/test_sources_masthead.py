"""What a page says about itself: headline, author, day."""

import pytest

from servanda.lexicon import load_lexicon
from servanda.sources import open_text
from servanda.sources.masthead import day_of

BODY = "The two governments signed a treaty on Friday about the river, and the ministers said that a bridge will follow.\n"


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("date 2023-11-02", "2023-11-02"),
        ("20:03 25.06.2024", "2024-06-25"),
        ("Published: 4 May 2023, 10:15 GMT", "2023-05-04"),
        ("In Reports | 06:53 PM, Jul 19, 2025 | Staff", "2025-07-19"),
        ("13/09/2024", "2024-09-13"),
        ("04/09/2024", None),
        ("2024-13-45", None),
        ("Updated 3 hours ago", None),
    ],
)
def test_day(words: str, day: str | None) -> None:
    assert day_of(words) == day


def test_masthead() -> None:
    text = f"By Maria Lindqvist\nRiver Treaty Signed After Ten Years of Talks\ndate 2023-11-02\n{BODY}"
    document = open_text(text, "page", load_lexicon()).document
    assert (document.title, document.author, document.published) == (
        "River Treaty Signed After Ten Years of Talks",
        "Maria Lindqvist",
        "2023-11-02",
    )


def test_a_line_with_the_authors_name_is_no_headline() -> None:
    head = "Maria Lindqvist | Northern Gazette\n\nRiver Treaty Signed After Ten Years of Talks\n\nBy Maria Lindqvist, editor\n\n"
    assert open_text(head + BODY, "page", load_lexicon()).document.title == "River Treaty Signed After Ten Years of Talks"


def test_a_page_that_says_nothing() -> None:
    document = open_text(BODY + BODY, "page", load_lexicon()).document
    assert (document.title, document.author, document.published) == (None, None, None)
