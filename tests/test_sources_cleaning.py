"""Lines that are the page's own furniture go, each with its reason; content stays."""

import pytest

from servanda.lexicon import load_lexicon
from servanda.sources.cleaning import clean

BODY = "The two governments said on Friday that the loan of 40 million euros will be paid out in three parts.\n"
REASONS = [
    ("By Maria Lindqvist", "by_line"),
    ("date 2023-11-02", "date_line"),
    ("Published: 4 May 2023, 10:15 GMT", "date_line"),
    ("Updated 3 hours ago", "date_line"),
    ("Sign up for our newsletter", "newsletter"),
    ("We use cookies to make this site better. Accept all cookies", "cookie_notice"),
    ("© 2023 Harbour Post. All rights reserved.", "copyright"),
    ("Share this article", "share_bar"),
    ("Facebook | Twitter | WhatsApp", "share_bar"),
    ("Read more: Ten things to know about herring", "read_more"),
    ("Leave a comment", "comment"),
    ("Use promo code HERRING at checkout", "promo"),
    ("About the Author", "author_box"),
    ("Tags: #loan #harbour", "tags"),
    ("Photo: Anna Berg / Harbour Post", "caption"),
    ("Rosa Paz greets sailors in the port of Callao on Monday. Photo: Luis Vega / Agencia Costa", "caption"),
    ("Rosa Paz and Tom Okoro sign the pact in Lima on Friday. Image: Press Office of the President", "caption"),
    ("A worker checks a valve of the new pipe - Picture: L. Vega/Agencia Costa", "caption"),
    ("Fishermen mend their nets in Callao, Peru, on Monday. Luis Vega/Reuters", "caption"),
    ("Home | News | Politics | Sport", "menu"),
    ("* * *", "separator"),
    ("https://harbour.example/post/1", "link"),
]


def cleaned(text: str, kind: str = "report") -> tuple[str, list[tuple[str, str]]]:
    lexicon = load_lexicon()
    out, cuts = clean(text, kind, lexicon.scan(text), lexicon)
    return out, [(text[cut.start : cut.end].strip(), cut.reason) for cut in cuts]


@pytest.mark.parametrize(("line", "reason"), REASONS)
def test_furniture_goes_with_its_reason(line: str, reason: str) -> None:
    out, cuts = cleaned(f"{BODY}{line}\n{BODY}")
    assert out == (BODY + BODY).strip("\n")
    assert cuts == [(line, reason)]


@pytest.mark.parametrize(
    "line",
    [
        "The ministers will share the costs of the bridge, and read more reports before they sign.",
        "What happens next",
        "Cookies were served to the delegates after the talks.",
        "1. The harbour is to be deepened by 2027.",
        "“We will pay,” she said.",
        "He summed up the picture: nothing will be paid before the autumn.",
        "The agency Reuters reported that the minister had signed the treaty in Lima.",
    ],
)
def test_content_stays(line: str) -> None:
    out, cuts = cleaned(f"{BODY}{line}\n{BODY}")
    assert line in out
    assert not cuts


def test_the_text_of_an_agreement_is_left_as_it_is() -> None:
    text = f"Page 3\n{BODY}Home | News\n"
    assert cleaned(text, "agreement") == (text, [])


def test_nothing_is_lost() -> None:
    text = "Menu\n" + BODY + "Share\n\nTweet\n" + BODY
    lexicon = load_lexicon()
    out, cuts = clean(text, "report", lexicon.scan(text), lexicon)
    kept = sum(len(line) for line in out.split("\n"))
    gone = sum(len(line) for cut in cuts for line in text[cut.start : cut.end].split("\n"))
    assert kept + gone == sum(len(line) for line in text.split("\n"))
