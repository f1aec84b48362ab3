"""PDFs: lines and paragraphs, page numbers and running heads, broken words; damaged, locked and scanned files."""

import pytest

from servanda.model import BadInput
from servanda.sources.flattened import kept
from servanda.sources.page_heads import Line, furniture
from servanda.sources.pdf import flatten
from servanda.sources.word_breaks import BREAK, joined
from tests.made_files import column, locked_pdf, pdf

BODY = [f"The Parties shall do the thing that stands on line {n}" for n in range(4)]
FIRST = [("apples", "pears"), ("ships", "boats"), ("roads", "rails"), ("books", "songs")]


def test_lines_paragraphs_and_what_tells_pages_apart() -> None:
    pages = [
        [
            *column("Treaty Series of Nowhere"),
            *column(f"Article {n}", "", *(f"They shall trade {a}" for a in FIRST[n - 1]), top=730),
            (40, f"- {n + 6} -"),
        ]
        for n in range(1, 5)
    ]
    flat = flatten(pdf(pages, info="/Title (Made treaty)"), "made.pdf")
    assert flat.title == "Made treaty"
    assert {(flat.text[c.start : c.end], c.reason) for c in flat.cut} == {
        ("Treaty Series of Nowhere\n", "running_head"),
        *((f"- {n + 6} -\n", "page_number") for n in range(1, 5)),
    }
    text = kept(flat.text, flat.cut)
    assert text.startswith("Article 1\n\nThey shall trade apples\nThey shall trade pears\nArticle 2\n\nThey")


def test_a_head_with_the_page_number_in_it() -> None:
    pages = [
        [
            Line(f"Nowhere Treaty Series {40 + n}"),
            Line(f"Article {n}"),
            Line(f"words {'abcdef'[n]} of it"),
            Line("x"),
            Line("y"),
            Line("z"),
            Line("w"),
        ]
        for n in range(6)
    ]
    furniture(pages)
    assert [[line.reason for line in page[:3]] for page in pages] == [["running_head", None, None]] * 6


def test_roman_page_numbers_and_figures_that_are_none() -> None:
    pages = [[Line(label), Line("body"), Line("1986")] for label in ("iii", "iv", "v")]
    furniture(pages)
    assert [page[0].reason for page in pages] == ["page_number"] * 3
    assert all(page[2].reason != "page_number" for page in pages)
    one = [[Line("2"), Line("body of a single page")]]
    furniture(one)
    assert one[0][0].reason is None


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        ([f"the imple{BREAK}mentation of it"], ["the implementation of it"]),
        ([f"UK{BREAK}Ukraine work"], ["UK-Ukraine work"]),
        ([f"of non{BREAK}nationals"], ["of non-nationals"]),
        ([f"long{BREAK}term help", "a long-term plan"], ["long-term help", "a long-term plan"]),
        ([f"co{BREAK}operation", "all cooperation"], ["cooperation", "all cooperation"]),
        ([f"F{BREAK}16 aircraft", f"ends with {BREAK}"], ["F-16 aircraft", "ends with -"]),
        (["nothing-broken"], ["nothing-broken"]),
    ],
)
def test_broken_words_are_whole_again(lines: list[str], whole: list[str]) -> None:
    assert joined(lines) == whole


WHOLE = pdf([column(*BODY)] * 3)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"%PDF-1.7\n" + bytes(range(256)) * 20, "damaged or cut off"),
        (WHOLE[:60], "damaged or cut off"),
        (locked_pdf(), "locked with a password"),
        (pdf([[]] * 3), r"scanned PDF without a text layer \(3 pages"),
        (pdf([column("x")] * 30), "scanned PDF"),
    ],
)
def test_a_pdf_that_cannot_be_read_says_why(content: bytes, message: str) -> None:
    with pytest.raises(BadInput, match=message):
        flatten(content, "bad.pdf")


@pytest.mark.parametrize("share", [0.3, 0.5, 0.7, 0.9, 0.99])
def test_a_truncated_pdf_is_read_as_far_as_it_goes_or_refused(share: float) -> None:
    try:
        flat = flatten(WHOLE[: int(len(WHOLE) * share)], "cut.pdf")
    except BadInput:
        return
    assert "The Parties shall" in flat.text
