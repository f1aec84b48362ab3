"""Pages whose lines ran together into one: furniture inside a long line. Texts of our own."""

import pytest

from servanda.lexicon import load_lexicon
from servanda.model import Raw
from servanda.sources import open_text

BODY = (
    "OSLO - Norway will give Chad 30 million kroner for grain, its foreign minister, Per Dahl, said on Tuesday. {} The money is "
    'to be paid by the end of the year. {} Chad had asked for twice as much. "We are grateful," Chad\'s ambassador, Ali Deby, '
    "told reporters. {} The two countries signed a treaty on fish in 2019. {}"
)
HEAD = "Norway and Chad agree on grain By Ida Lund 4 June 2024 "
PLAIN = BODY.format("", "", "", "").replace("  ", " ").strip()


def opened(text: str) -> Raw:
    return open_text(text, "page", load_lexicon())


@pytest.mark.parametrize(
    ("noise", "reason"),
    [
        ("Related: Why fjords are deep", "read_more"),
        ("READ MORE Ten lakes to swim in.", "read_more"),
        ("ADVERTISEMENT Half price on all boots, this week only", "promo"),
        ("Photo: Kari Nes/NTB", "caption"),
        ("Sign up for our newsletter to get the news every morning.", "newsletter"),
        ("Follow us on Facebook and X", "share_bar"),
        ("VIDEO: How cod is dried", "read_more"),
    ],
)
@pytest.mark.parametrize("place", range(4))
def test_a_piece_is_cut_and_the_text_stays(noise: str, reason: str, place: int) -> None:
    pieces = ["", "", "", ""]
    pieces[place] = noise
    raw = opened(HEAD + BODY.format(*pieces).replace("  ", " "))
    assert raw.document.text.strip() == PLAIN
    assert reason in {cut.reason for cut in raw.cut}
    assert (raw.document.title, raw.document.author, raw.document.published) == (
        "Norway and Chad agree on grain",
        "Ida Lund",
        "2024-06-04",
    )


def test_a_menu_in_front_is_cut() -> None:
    raw = opened("Home World Politics Sport Search Sign in " + HEAD + PLAIN + " \u00a9 2024 Oslo Daily. All rights reserved.")
    assert [cut.reason for cut in raw.cut] == ["menu", "headline", "by_line", "date_line", "copyright"]
    assert raw.document.text.strip() == PLAIN


def test_a_sentence_behind_a_link_is_not_lost() -> None:
    raw = opened(HEAD + BODY.format("", "READ MORE: Ten lakes for a swim If prices fall, Chad may ask for more.", "", ""))
    assert "READ MORE" not in raw.document.text
    assert "If prices fall, Chad may ask for more." in raw.document.text


def test_lists_and_comments_at_the_end_go_whole() -> None:
    raw = opened(HEAD + PLAIN + " Most read 1. Cat on a roof 2. Dry bread Comments (3) fishy: they never pay Cookie settings")
    assert raw.document.text.strip() == PLAIN


def test_cookies_in_front_are_cut() -> None:
    raw = opened("Skip to main content Home | World | Sport | Sign in We use cookies to please you. " + HEAD + PLAIN)
    assert raw.document.text.strip() == PLAIN
    assert raw.document.title == "Norway and Chad agree on grain"


def test_plain_text_in_one_line_stays_as_it_is() -> None:
    text = (
        PLAIN
        + " By June the money will be paid. The video of the signing was watched by many. Shared on Facebook, it was praised."
    )
    assert opened(text).cut == ()


def test_a_line_made_of_cues_is_no_trap() -> None:
    raw = opened("Norway and Chad agreed on a treaty. " + "VIDEO: x By Aa Bb | " * 4000)
    assert len(raw.cut) < 1000
