"""A web page as text: every visible line in reading order, numbers of lists included; menus, heads and feet told by their tags.

The page is read as a stream of tags, without a tree, so that neither size nor depth of a hostile page costs more than its
length. What of a report's page is its article is decided later (article.py), on these lines.
"""

from collections.abc import Mapping
from typing import Any, cast

from lxml import etree

from servanda.lexicon import lazy_re as re
from servanda.model import BadInput, Cut
from servanda.sources import limits
from servanda.sources.decoding import decode
from servanda.sources.flattened import Flattened
from servanda.sources.list_labels import list_label
from servanda.sources.page_facts import PageFacts
from servanda.sources.plain import plain, visible

_UNSEEN = frozenset(
    ("script", "style", "template", "noscript", "svg", "iframe", "object", "select", "textarea", "canvas", "head")
)
_PARAGRAPHS = frozenset(
    (
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "table",
        "ul",
        "ol",
        "dl",
        "pre",
        "figure",
        "section",
        "article",
        "hr",
    )
)
_LINES = frozenset(
    (
        *("address", "aside", "body", "caption", "center", "dd", "details", "dialog", "div", "dt", "fieldset", "figcaption"),
        *("footer", "form", "header", "legend", "li", "main", "nav", "option", "summary", "tbody", "tfoot", "thead", "tr"),
    )
)
_FURNITURE = {"nav": "navigation", "aside": "navigation", "footer": "page_foot", "button": "navigation", "dialog": "navigation"}
_ROLES = {
    "navigation": "navigation",
    "banner": "page_head",
    "contentinfo": "page_foot",
    "search": "navigation",
    "complementary": "navigation",
}
_ENUMERATED = re.compile(r"[(\[]?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)\]]\s")
_VOID = frozenset(("br", "hr", "img", "meta", "link", "input", "wbr", "source", "col", "area", "embed", "track", "param"))


def flatten(content: bytes, origin: str) -> Flattened:
    """The page's lines, with what its tags say is menu, head or foot as cuts, and its title, author and date."""
    if len(content) > limits.PAGE_BYTES:
        raise BadInput(origin, f"is larger than {limits.PAGE_BYTES // 1024**2} MB, the most that is read as one web page")
    decoded = decode(content, origin)
    source = plain(decoded.text, origin)
    page = _Page(origin)
    parser = etree.HTMLParser(target=cast(Any, page), encoding="utf-8", remove_comments=True, huge_tree=True)
    try:
        parser.feed(source.encode("utf-8"))
        parser.close()
    except etree.LxmlError as error:
        raise BadInput(origin, f"cannot be read as HTML ({error})") from error
    text, cuts = page.lines()
    if not text:
        raise BadInput(origin, "is a web page without text (perhaps a program draws it in the browser): save it as text or PDF")
    facts = page.facts
    return Flattened(text, cuts, facts.title, facts.author, facts.published, decoded.problems, source)


class _Page:
    """Receives the page's tags; `lines` gives the text and the cuts."""

    def __init__(self, origin: str) -> None:
        self.facts = PageFacts()
        self._origin = origin
        self._open: list[tuple[str, str | None, bool]] = []
        self._unseen = 0
        self._content = 0
        self._kept_blanks = 0
        self._lists: list[list[int | str | None]] = []
        self._label: str | None = None
        self._pieces: list[str] = []
        self._length = 0
        self._break = 0
        self._blank = False
        self._cuts: list[Cut] = []
        self._cut_from: tuple[int, int, str] | None = None

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """A tag begins."""
        if tag in _VOID:
            self._void(tag, attributes)
            return
        if len(self._open) >= limits.DEPTH:
            raise BadInput(self._origin, f"has elements nested deeper than {limits.DEPTH}: no page that people wrote")
        reason = self._reason(tag, attributes)
        keeps = tag == "pre" or "white-space:pre" in attributes.get("style", "").replace(" ", "") or _keeps(attributes)
        self._open.append((tag, reason, keeps))
        self.facts.start(tag, attributes)
        self._unseen += tag in _UNSEEN
        self._content += tag in ("main", "article")
        self._kept_blanks += keeps
        self._newline(tag)
        if reason and self._cut_from is None:
            self._cut_from = (len(self._open), self._length, reason)
        self._list(tag, attributes)

    def _reason(self, tag: str, attributes: Mapping[str, str]) -> str | None:
        if tag == "header":
            return None if self._content else "page_head"
        return _FURNITURE.get(tag) or _ROLES.get(attributes.get("role", ""))

    def _list(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag in ("ol", "ul"):
            self._lists.append([attributes.get("type", "1") if tag == "ol" else None, _whole(attributes.get("start"), 1)])
        elif tag == "li" and self._lists and self._lists[-1][0] is not None:
            style, count = self._lists[-1]
            number = _whole(attributes.get("value"), int(count or 1))
            self._lists[-1][1] = number + 1
            self._label = list_label(str(style), number) + ". "

    def _void(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "meta":
            self.facts.meta(attributes)
        elif tag in ("br", "hr"):
            self._break = max(self._break, 2 if tag == "hr" else 1)
            self._blank = False

    def _newline(self, tag: str) -> None:
        if tag in _PARAGRAPHS:
            self._break = 2
        elif tag in _LINES:
            self._break = max(self._break, 1)
        elif tag in ("td", "th") and not self._break and self._length:
            self._write("\t")
        else:
            return
        self._blank = False

    def end(self, tag: str) -> None:
        """A tag ends."""
        if tag in _VOID or not self._open:
            return
        tag, _, keeps = self._open.pop()
        self.facts.end(tag)
        self._unseen -= tag in _UNSEEN
        self._content -= tag in ("main", "article")
        self._kept_blanks -= keeps
        if tag not in ("td", "th"):
            self._newline(tag)
        if tag in ("ol", "ul") and self._lists:
            self._lists.pop()
        if self._cut_from and len(self._open) < self._cut_from[0]:
            self._close_cut()

    def _close_cut(self) -> None:
        assert self._cut_from
        _, start, reason = self._cut_from
        self._cut_from = None
        if start < self._length:
            self._break = max(self._break, 1)
            self._cuts.append(Cut(start, self._length, reason))

    def data(self, data: str) -> None:
        """Text between tags."""
        self.facts.data(data)
        if self._unseen:
            return
        data = visible(data)
        if self._kept_blanks:
            self._keep(data)
            return
        words = " ".join(data.split())
        if not words:
            self._blank = self._blank or (bool(data) and not self._break)
            return
        if self._blank or data[0].isspace():
            self._space()
        self._say(words)
        self._blank = data[-1].isspace()

    def _keep(self, data: str) -> None:
        for k, line in enumerate(data.split("\n")):
            if k:
                self._break = min(2, self._break + 1)
            if line.strip():
                self._say(line.rstrip())

    def _space(self) -> None:
        if not self._break and self._length:
            self._write(" ")
        self._blank = False

    def _say(self, words: str) -> None:
        if self._break and self._length:
            self._write("\n" * self._break)
        self._break = 0
        if self._label:
            label, self._label = self._label, None
            if not _ENUMERATED.match(words):
                self._write(label)
        self._write(words)

    def _write(self, words: str) -> None:
        self._pieces.append(words)
        self._length += len(words)
        if self._length > limits.TEXT_CHARACTERS:
            raise BadInput(self._origin, f"has more than {limits.TEXT_CHARACTERS:,} characters of text")

    def comment(self, text: str) -> None:
        """Comments say nothing to readers."""

    def pi(self, target: str, data: str | None = None) -> None:
        """Nor do instructions to programs."""

    def close(self) -> None:
        """The page has ended."""
        if self._cut_from:
            self._close_cut()

    def lines(self) -> tuple[str, tuple[Cut, ...]]:
        """The text, and the cuts with the line breaks behind them."""
        text = "".join(self._pieces)
        cuts, end_before = [], 0
        for cut in self._cuts:
            start, end = max(cut.start, end_before), cut.end
            while start < end and text[start] == "\n":
                start += 1
            while end < len(text) and text[end] == "\n":
                end += 1
            if start < end:
                cuts.append(Cut(start, end, cut.reason))
                end_before = end
        return text, tuple(cuts)


def _keeps(attributes: Mapping[str, str]) -> bool:
    """Whether a class of the widespread naming says that line breaks in the text are meant."""
    names = attributes.get("class", "")
    return "whitespace-pre" in names or "pre-wrap" in names or "pre-line" in names


def _whole(word: str | None, otherwise: int) -> int:
    return int(word) if word and word.isascii() and word.isdecimal() and len(word) < 7 else otherwise
