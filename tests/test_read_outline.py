"""The outline: what layouts it masters, and what always holds."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.lexicon import load_lexicon
from servanda.model import Provision
from servanda.read.outline import leaves, outline

TREATY = """TREATY OF LANTERNS

The Kingdom of Arven and the Republic of Bel, wishing to light their coasts, have agreed as follows:

Article 1
Lights

1. Each Party shall keep:
(a) a lantern at each harbour;
(b) oil for it.
2. The lanterns burn at night.

Article 2

In accordance with
Article 1 of this Treaty, the oil is free of duty.

Article 3

This Treaty enters into force on signature.

Done at Lumen, on 3 May 1911.

ANNEX I

Article 1

The oil is rape oil.
"""


def outlined(text: str) -> tuple[Provision, ...]:
    return outline(text, load_lexicon().scan(text))


def paths(text: str) -> list[str]:
    return [p.path for p in outlined(text)]


def test_a_treaty_with_an_annex_that_begins_again() -> None:
    assert paths(TREATY) == [
        "preamble",
        "art_1",
        "art_1/para_1",
        "art_1/para_1/a",
        "art_1/para_1/b",
        "art_1/para_2",
        "art_2",
        "art_3",
        "signature",
        "annex_1",
        "annex_1/art_1",
    ]


def articles(text: str) -> list[str | None]:
    return [p.number for p in outlined(text) if p.kind == "article"]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Article I\nOne.\nArticle II\nTwo.\nArticle III\nThree.\n", ["I", "II", "III"]),
        ("Article One\nOne.\nArticle Two\nTwo.\nArticle Three\nThree.\n", ["1", "2", "3"]),
        ("Article 1\nOne.\nArticle 1bis\nMore.\nArticle 2\nTwo.\n", ["1", "1bis", "2"]),
        ("Article I.\nOne.\nArticle HI.\nTwo.\nArticle III.\nThree.\n", ["I", "II", "III"]),
        ("Article l\nOne.\nArticle 2\nTwo.\nArticle l3\nNo.\nArticle 3\nThree.\n", ["1", "2", "3"]),
        ("Article 8\nOne.\nArticle 9\nTwo.\nArticle 1 0\nThree.\nArticle 1 1\nFour.\n", ["8", "9", "10", "11"]),
        ("第一條\nFirst.\n\n第二條\nSecond.\n\n第二條之二\nMore.\n\n第十條\n", ["1", "2", "2bis"]),
        ("Article I.01 Aim\nOne.\nArticle I.02 Oil\nTwo.\nArticle II.01 End\nThree.\n", ["I.01", "I.02", "II.01"]),
        ("Article 3-01: Aim\nOne.\nArticle 3-02: Oil\nTwo.\nArticle 4-01: End\nThree.\n", ["3-01", "3-02", "4-01"]),
        ("Sole Article\nThe fee is nil.\n", ["1"]),
        (
            "have agreed: Article 1 Aim 1. The aim is light. Article 2 Means The means under Article 1 are oil. Article 3 End.",
            ["1", "2", "3"],
        ),
        ("x " * 150 + "as follows: ARTICLE 11. each lamp burns.2. each lamp stands. ARTICLE 2the oil is free", ["1", "2"]),
    ],
)
def test_numbers(text: str, numbers: list[str]) -> None:
    assert articles(text) == numbers


LONG = "The Participants will keep the lanterns burning along the whole of the coast, each at its own cost. " * 3
DECLARATION = f"""Declaration on Lanterns

Preamble
1. {LONG}
2. {LONG}

Part I: Light
Oil
3. {LONG}
4. {LONG}
Wicks
5. {LONG}
a. {LONG}
b. {LONG}

Part II: Final
6. {LONG}

Signed at Lumen on 3 May 2024.
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            DECLARATION,
            "preamble preamble/para_1 preamble/para_2 part_1 part_1/sec_oil para_3 para_4 part_1/sec_wicks para_5 para_5/a"
            " para_5/b part_2 para_6 signature",
        ),
        (
            "Chapter I\nArticle 1\nA.\nArticle 2\nB.\nChapter II\nArticle 1\nC.\nArticle 2\nD.\n",
            "chap_1 chap_1/art_1 chap_1/art_2 chap_2 chap_2/art_1 chap_2/art_2",
        ),
        (
            "Chapter I\nArticle 1\nA.\nArticle 2\nB.\nChapter II\nArticle 3\nC.\nArticle 4\nD.\n",
            "chap_1 art_1 art_2 chap_2 art_3 art_4",
        ),
        (
            "Article 1\nFees\nThe fee covers:\n- oil;\n- wicks.\nArticle 2\nSection 1. Who pays\nAll.\nSection 2. When\nNow.\n"
            "Article 3\nSection 3. How\nIn gold.\n",
            "art_1 art_1/item_1 art_1/item_2 art_2 art_2/sec_1 art_2/sec_2 art_3 art_3/sec_3",
        ),
        ("Nr. I\n\nSir, I propose this.\n\nNr. II\n\nSir, I accept.\n", "note_1 note_2"),
        (
            "Article 1\nIt means: 1. oil; 2. wicks under paragraph 3 (a) and (b); 3. fat.\nArticle 2\nUnder (a) and (b) too.\n",
            "art_1 art_1/para_1 art_1/para_2 art_1/para_3 art_2",
        ),
        (
            "Article 1\nEnd.\nArticle 2\n2.1 First.\n2.1.1 Inner.\n2.2 Second.\n",
            "art_1 art_2 art_2/para_2.1 art_2/para_2.1/para_2.1.1 art_2/para_2.2",
        ),
        (
            "Article 1\n1. Each shall:\n(a) name:\n1. one;\n2. two;\n(b) tell.\n2. All end.\nArticle 2\nEnd.\n",
            "art_1 art_1/para_1 art_1/para_1/a art_1/para_1/a/1 art_1/para_1/a/2 art_1/para_1/b art_1/para_2 art_2",
        ),
        (
            "Article 1\n1. Each ship has:\n\n.1 oil;\n\n.2 wicks; and\n\n.3 fat.\n\n2. It sails.\nArticle 2\nEnd.\n",
            "art_1 art_1/para_1 art_1/para_1/1 art_1/para_1/2 art_1/para_1/3 art_1/para_2 art_2",
        ),
        (
            "Article 1\nIt means:\n(a) oil;\n(b) what, without prejudice to (c) below, burns;\n(c) fat.\nArticle 2\nEnd.\n",
            "art_1 art_1/a art_1/b art_1/c art_2",
        ),
        (
            "Part I. Light\nOil\n\n1. The Participants\nbring oil.\n\n2. It burns.\n\nWicks and fat\n\n1. They bring wicks.\n\n"
            "2. And fat.\n\nPart II. End\n\n1. It ends\nthen.\n\n2. It is signed.\n",
            "part_1 part_1/sec_oil part_1/sec_oil/para_1 part_1/sec_oil/para_2 part_1/sec_wicks_and_fat"
            " part_1/sec_wicks_and_fat/para_1 part_1/sec_wicks_and_fat/para_2 part_2 part_2/para_1 part_2/para_2",
        ),
        (
            f"Lamps. {LONG} ARTICLE I Lamps Each burns. {LONG} ARTICLE II Oil The oil burns. {LONG} In witness whereof they sign."
            " ANNEX A List of lamps ANNEX B List of oils, as in ANNEX A above",
            "preamble art_1 art_2 signature annex_a annex_b",
        ),
        (
            "Article 1\n1. Each shall:- keep lamps (oil, wicks);- keep fat;- ring bells.2. They end:- at dawn.\nArticle 2\nIt.\n",
            "art_1 art_1/para_1 art_1/para_1/item_1 art_1/para_1/item_2 art_1/para_1/item_3 art_1/para_2 art_2",
        ),
        ("Nothing here is numbered.\n", ""),
    ],
)
def test_layouts(text: str, expected: str) -> None:
    assert paths(text) == expected.split()


@pytest.mark.parametrize(
    ("below", "heading"),
    [
        ("Rules of Lanterns\n1. Each Party keeps one.", "Rules of Lanterns"),
        ("Duties on Oil\nand Charges of Equal Effect\n1. No duty is levied.", "Duties on Oil and Charges of Equal Effect"),
        ("Aiming at calm shores, the Contracting\nParties shall keep a lantern.", None),
        ("Keeping of Oil, Wicks,\nFat and Lamps\nThe Parties keep them.", "Keeping of Oil, Wicks, Fat and Lamps"),
        ("The spread of false lights\n  along the coast, by whomever, is\n  forbidden.", None),
        (
            "Payments with respect to the\n\n\nburning of oil beyond the coast\n1. They are made.",
            "Payments with respect to the burning of oil beyond the coast",
        ),
        ("DUTIES AND\nFEES\n1. They are nil.", "DUTIES AND FEES"),
        ("The keepers and the oilers of the\ntwo coasts of\nArven meet.", None),
        ("Treedt in werking per 1-1-1912\n\n1. They are nil.", None),
        ("In order to keep the lanterns burning\nthe Parties bring oil.", None),
        ("Each Party keeps a lantern.", None),
        ("Wordt voorlopig toegepast per 1-1-1912\n\nThey are nil.", None),
        ("Keepers who are no longer able to see\n\n1. They rest.", "Keepers who are no longer able to see"),
        ("Ways and means of finding oil\n1. They are many.", "Ways and means of finding oil"),
        ("The right to agree upon a light\n1. It is theirs.", "The right to agree upon a light"),
        ("Lamps, oil and wicks.\n\nThe lamps burn.", "Lamps, oil and wicks"),
        ("Spent Lamps2\n1. They are kept.", "Spent Lamps"),
    ],
)
def test_headings(below: str, heading: str | None) -> None:
    found = outlined(f"Article 1\n{below}\n\nArticle 2\nEnd\n\nThe rest is as it was.\n\nArticle 3\nLast\n\nIt ends.\n")
    assert [p.heading for p in found if p.kind == "article"] == [heading, "End", "Last"]


@pytest.mark.parametrize(
    ("behind", "heading"),
    [
        (" Oil and Wicks The Parties shall bring oil.", "Oil and Wicks"),
        (" Final Provisions In accordance with the Charter it shall end.", "Final Provisions"),
        (". Oil. Each Party shall bring oil.", "Oil"),
        (" – Oil – Each Party shall bring oil.", "Oil"),
        (" The keepers of the lamp. They shall see.", None),
        (" Each Party shall bring oil. The Parties shall see.", None),
        (" LAMPS UNDER THE\nSEA\n1. They are wet.", "LAMPS UNDER THE SEA"),
        (" 1\nOil\nEach brings it.", "Oil"),
    ],
)
def test_headings_on_the_line_of_the_number(behind: str, heading: str | None) -> None:
    tail = f" {LONG}" if "\n" not in behind else "\n"
    found = outlined(f"Article 1{behind}{tail} Article 2{tail} Article 3 The end.")
    assert [p.heading for p in found if p.kind == "article"][:1] == [heading]


def test_headings_of_a_text_without_capitals() -> None:
    text = (
        "x " * 150 + "ARTICLE 1oil and wickseach party shall bring oil. ARTICLE 2the lamps1. they shall burn.2. they shall shine."
    )
    found = outlined(text + " ARTICLE 3 if the parties fail to reach agreement, the parties shall end it.")
    assert [(p.path, p.heading) for p in found if p.kind == "article"] == [
        ("art_1", "oil and wicks"),
        ("art_2", "the lamps"),
        ("art_3", None),
    ]
    assert "art_2/para_1" in [p.path for p in found]


def test_annexes_of_a_text_without_capitals_have_the_numbers_that_are_glued_on() -> None:
    text = (
        "x " * 150
        + "as follows: ARTICLE 1 each lamp shall burn. ARTICLE 2 this is the end. ANNEX ilist of lamps ANNEX iilist of oils"
    )
    assert [(p.path, p.number) for p in outlined(text) if p.kind == "annex"] == [("annex_1", "I"), ("annex_2", "II")]


def test_articles_that_a_protocol_quotes_are_not_its_own() -> None:
    text = (
        'Article 1\n\nArticle 12 of the Convention reads:\n\n"Article 12\n\nLights\n\n1. Each keeps one.\n\n2. It burns."\n\n'
        "Article 2\n\nBehind Article 14 this is inserted:\n\n“Article 14 bis\n\nFees\n\nThe fee is nil.”\n\nArticle 3\n\nEnd.\n"
    )
    assert articles(text) == ["1", "2", "3"]


def test_a_table_of_contents_is_no_outline() -> None:
    contents = "CONTENTS\nArticle 1 Light\nArticle 2 Oil\nArticle 3 End\n\nThe Parties have agreed as follows:\n\n"
    body = "".join(f"Article {n}\n{name}\n\nThe Parties shall do so.\n\n" for n, name in enumerate(("Light", "Oil", "End"), 1))
    found = [p for p in outlined(contents + body) if p.kind == "article"]
    assert [p.number for p in found] == ["1", "2", "3"]
    assert found[0].start == len(contents)


def test_what_follows_a_list_belongs_to_its_parent() -> None:
    text = "Article 1\n\nEach Party keeps:\n\n(a) oil;\n\n(b) wicks.\n\nThis costs nothing.\n\nArticle 2\n\nEnd.\n"
    parts = leaves(outlined(text), len(text))
    assert [path for path, a, b in parts if "costs" in text[a:b]] == ["art_1"]
    assert [text[a:b].strip() for path, a, b in parts if path == "art_1/b"] == ["(b) wicks."]


def test_what_follows_a_list_on_the_next_line_belongs_to_its_parent_where_lines_are_paragraphs() -> None:
    text = f"Article 1\n{LONG}:\n(a) {LONG}\n(b) {LONG}\nThis costs nothing. {LONG}\nArticle 2\n{LONG}\n"
    parts = leaves(outlined(text), len(text))
    assert [path for path, a, b in parts if "costs" in text[a:b]] == ["art_1"]


@pytest.mark.parametrize(
    "piece", ["Article 1 ", "ARTICLE 1\n", "(a) ", "1. x\n2. y\n", "- x\n", "ANNEX I\n", "a.\n1.\n", "Chapter I\n", "\n", " "]
)
def test_endless_repetition_ends(piece: str) -> None:
    outlined(piece * (200_000 // len(piece)))


PIECES = (
    "Article 1|ARTICLE II|Article l5|article|\n|\n\n| |1.|(a)|(i)|b)|- |Chapter I|PART A|ANNEX|Annex 1|Protocol|Done at"
    "|IN WITNESS WHEREOF|shall|as follows:|1.1|Section 2|(|)|Sole Article|Ω|\x00|2bis.|ii)|Word.|a;|:"
)
FRAGMENTS = st.lists(st.sampled_from(PIECES.split("|")), max_size=60)


@settings(deadline=None)
@given(FRAGMENTS, st.sampled_from(["", " ", "\n"]))
def test_nothing_is_lost_and_children_lie_inside(pieces: list[str], joint: str) -> None:
    text = joint.join(pieces)
    found = outlined(text)
    parts = leaves(found, len(text))
    assert "".join(text[a:b] for _, a, b in parts) == text
    assert all(b == c for (_, _, b), (_, c, _) in pairwise(parts))
    assert len({p.path for p in found}) == len(found)
    assert [p.start for p in found] == sorted(p.start for p in found)
    by_path = {p.path: p for p in found}
    open_: list[Provision] = []
    for p in found:
        while open_ and open_[-1].end <= p.start:
            open_.pop()
        assert p.start < p.end <= len(text)
        assert not open_ or p.end <= open_[-1].end
        open_.append(p)
    assert by_path.keys() == {p.path for p in found}
