"""Web pages: lines, lists, menus; titles and dates; hostile ones."""

import pytest

from servanda.lexicon import load_lexicon
from servanda.model import BadInput
from servanda.sources import open_bytes
from servanda.sources.flattened import kept
from servanda.sources.list_labels import list_label
from servanda.sources.web_page import flatten

TREATY = """<!DOCTYPE html><html lang="en"><head><title>Treaty of Made Up | The Site</title>
<meta property="og:title" content="Treaty of Made Up"><meta name="author" content="A. Clerk">
<meta property="article:published_time" content="2024-05-17T10:00:00Z"></head><body>
<header><a href="/">The Site</a></header><nav><ul><li>Home<li>Treaties</ul></nav>
<main><h1>Treaty  of Made&nbsp;Up</h1><p>between Aland and Beland</p>
<h2>Article 1</h2><p>The Parties shall:</p><ol type="a"><li>help <b>each</b>other;</li><li value="4">meet.</li></ol>
<div class="whitespace-pre-wrap hidden">1. First line
2. Second line</div><p>co&shy;operate &#146;now&#146;<br>next line</p>
<table><tr><td>Cell one</td><td>Cell two</td></tr></table></main><script>var x = "shall not be read"</script>
<footer>Contact us</footer></body></html>"""


def text_of(page: str) -> str:
    flat = flatten(page.encode(), "page")
    return kept(flat.text, flat.cut)


def test_a_treaty_page_keeps_its_numbers_lines_and_hidden_parts() -> None:
    assert text_of(TREATY) == (
        "Treaty of Made Up\n\nbetween Aland and Beland\n\nArticle 1\n\nThe Parties shall:\n\na. help eachother;\nd. meet.\n\n"
        "1. First line\n2. Second line\n\ncooperate ’now’\nnext line\n\nCell one\tCell two\n\n"
    )


def test_what_is_cut_says_why_and_all_of_the_page_is_there() -> None:
    flat = flatten(TREATY.encode(), "page")
    assert [(flat.text[cut.start : cut.end].strip(), cut.reason) for cut in flat.cut] == [
        ("The Site", "page_head"),
        ("Home\nTreaties", "navigation"),
        ("Contact us", "page_foot"),
    ]
    assert (flat.title, flat.author, flat.published) == ("Treaty of Made Up", "A. Clerk", "2024-05-17")


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<html><p>one<p>two <span> three</span>", "one\n\ntwo three"),
        ("<html><ol><li>(a) own label<li>1) another</ol>", "(a) own label\n1) another"),
        ("<html><ol start=3><li>third<ol type=I><li>inner</ol><li>fourth</ol>", "3. third\n\nI. inner\n\n4. fourth"),
        ("<html><pre>a\n  b\n\n\nc</pre>", "a\n  b\n\nc"),
        ("<html><p>a</p>\n\n\n<hr><p>b", "a\n\nb"),
        ("<html><p>x &lt; y &amp; z</p><style>p {}</style><noscript>enable</noscript>", "x < y & z"),
        ("<html><article><header><h1>Head</h1></header><p>Body</p></article>", "Head\n\nBody"),
        ("<html><form><p>Whole page in a form</p><button>Send</button></form>", "Whole page in a form\n\n"),
        ("<html><body></nav></div><p>closed too often", "closed too often"),
    ],
)
def test_pages_become_lines(page: str, text: str) -> None:
    assert text_of(page) == text


@pytest.mark.parametrize(
    "head",
    [
        '<meta name="date" content="2023-02-01">',
        '<script type="application/ld+json">[{"datePublished": "2023-02-01T01:02:03"}]</script>',
        "<time datetime='2023-02-01 10:00'>yesterday</time>",
    ],
)
def test_the_day_of_publication(head: str) -> None:
    assert flatten(f"<html><head>{head}</head><body><p>text".encode(), "p").published == "2023-02-01"


@pytest.mark.parametrize(
    "head", ['<meta name="date" content="2023-13-45">', '<script type="application/ld+json">{"a": [</script>', ""]
)
def test_no_day_rather_than_a_wrong_one(head: str) -> None:
    assert flatten(f"<html><head>{head}</head><body><p>text".encode(), "p").published is None


@pytest.mark.parametrize(
    "page",
    [
        b"<html><body>" + b"<div>" * 100_000 + b"deep",
        b"<html>" + b"<table><tr><td>" * 50_000 + b"deep",
        b"<html>" + b"<svg>" * 100_000,
        b"<html>" + b"<ol><li>" * 100_000 + b"deep",
    ],
)
def test_a_page_nested_a_hundred_thousand_deep_is_refused(page: bytes) -> None:
    with pytest.raises(BadInput, match="nested deeper"):
        flatten(page, "page")


@pytest.mark.parametrize(
    "page", [b"<html>" + b"<" * 200_000, b"<html>" + b"<p>a<b>" * 20_000, b"<html>" + b"&amp" * 50_000 + b"</p>" * 50_000]
)
def test_broken_pages_take_no_time(page: bytes) -> None:
    assert flatten(page + b"<p>end", "page").text


def test_a_page_without_text_says_so() -> None:
    with pytest.raises(BadInput, match="without text"):
        flatten(b"<html><body><script>draw()</script></body></html>", "page")


def test_the_article_of_a_report_is_found_and_its_heading_stays_once() -> None:
    sentences = [f"In sentence number {n} the minister said that the accord would be kept by all of them." for n in range(30)]
    body = "".join(f"<p>{s}</p>" for s in sentences)
    links = "".join(f"<li><a href='/{n}'>Other story {n}</a></li>" for n in range(20))
    page = (
        f"<html><head><title>Minister speaks</title></head><body><div><ul>{links}</ul></div><h1>Minister speaks</h1>"
        f"<div class='article-body'>{body}</div><div><p>Minister speaks</p></div></body></html>"
    )
    raw = open_bytes(page.encode(), "report.html", load_lexicon())
    assert raw.document.text.strip() == "\n\n".join(["Minister speaks", *sentences])
    assert "Other story 3" in raw.raw
    assert {cut.reason for cut in raw.cut} == {"page_furniture"}


def test_the_other_half_of_a_bilingual_page_is_cut() -> None:
    other = "締約國應採取有效之措施，防止在其管轄之領域內出現此種行為。"
    rows = "".join(f"<p>第{n}條 Art. {n}</p><p>{other}</p><p>Each Party shall do thing {n}.</p>" for n in range(1, 9))
    raw = open_bytes(f"<html><body>{rows}</body></html>".encode(), "page.html", load_lexicon())
    lines = [line for line in raw.document.text.splitlines() if line]
    assert lines[:3] == ["Art. 1", "Each Party shall do thing 1.", "Art. 2"]
    assert {cut.reason for cut in raw.cut} >= {"other_script"}


def test_labels_of_lists() -> None:
    assert [list_label("a", n) for n in (1, 26, 27, 52, 53)] == ["a", "z", "aa", "az", "ba"]
    assert [list_label("i", n) for n in (4, 9, 14, 40, 0, 4000)] == ["iv", "ix", "xiv", "xl", "0", "4000"]


def test_a_page_may_be_one_long_line_if_its_text_is_not() -> None:
    page = b"<html><body>" + b"<p>The Parties shall meet.</p>" * 200_000
    assert flatten(page, "page").text.count("\n") == 2 * 199_999
