"""Articles that have a number and no word."""

from pathlib import Path

import pytest

from servanda.lexicon import load_lexicon
from servanda.read.outline import outline

HEAD = "TREATY OF COMMERCE BETWEEN ARVEN AND BEL. The King of Arven and the Doge of Bel have agreed upon the following Articles: "
RULES = (
    "There shall be peace along the whole of the coast, for as long as a lantern burns there. ",
    "The ships of Arven shall pay in Bel no other dues than Henry V. of Bel asked of his own. ",
    "The salt of Bel may be sold in Arven free of every duty, save that of the pan: I. e. one groat. ",
    "This Treaty shall be ratified within a year and a day, or sooner if that is possible. ",
)
END = "In faith whereof they have signed it. Done at Lumen, the 3d of May, 1811. (L. S.) I. HOLM. (L. S.) V. I. BOND. "


def _paths(text: str) -> list[str]:
    return [f"{p.kind}:{p.path}" for p in outline(text, load_lexicon().scan(text))]


def _numbered(*marks: str, joint: str = "") -> str:
    return joint.join(mark + rule for mark, rule in zip(marks, RULES, strict=True))


FOUR = ["preamble:preamble", *(f"article:art_{n}" for n in range(1, 5)), "signature:signature"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (HEAD + _numbered("I. ", "II. ", "III. ", "IV. ") + END, FOUR),
        (HEAD + _numbered("I.—", "II.—", "III.—", "IV.—") + END, FOUR),
        (HEAD + _numbered("I. ", "II. ", "III. ", "IV. ", joint="\n\n") + "\n\n" + END, FOUR),
        (HEAD + _numbered("1st. ", "2d. ", "3d. ", "4th. ") + END, FOUR),
        (HEAD + _numbered("First. ", "Second. ", "Third. ", "Fourth. ") + END, FOUR),
        (HEAD + _numbered("1. ", "2. ", "3. ", "4. ") + END, [p.replace("article:art", "paragraph:para") for p in FOUR]),
        (
            HEAD + _numbered("I. ", "II. ", "III. ", "IV. ") + END + "SEPARATE ARTICLE. The fish of the bay are Bel's alone.",
            [*FOUR, "protocol:separate_article"],
        ),
    ],
)
def test_a_series_of_numbers_through_the_text_is_its_articles(text: str, expected: list[str]) -> None:
    assert _paths(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "".join(RULES) + END,
        HEAD + RULES[0] + "Present: I. HOLM. II. BOND. III. CARR. " + "".join(RULES) + END,
        HEAD + RULES[0] + "Each brings: I. Salt. II. Oil. III. Wicks. " + "".join(RULES) * 3 + END,
        HEAD + _numbered("I. ", "III. ", "IV. ", "VI. ") + END,
    ],
)
def test_initials_short_lists_and_broken_series_are_none(text: str) -> None:
    assert not [path for path in _paths(text) if path.startswith("article")]


def test_the_old_treaty_among_the_examples() -> None:
    text = (Path(__file__).parents[1] / "servanda/examples/treaty_denmark_valmere_1868.txt").read_text(encoding="utf-8")
    articles = [f"article:art_{n}" for n in range(1, 13)]
    assert _paths(text) == ["preamble:preamble", *articles, "signature:signature", "protocol:separate_article"]
