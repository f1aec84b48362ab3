"""Web pages made of real page noise, reports and agreements, each with what it is: for make_warc.py and the sieve's fit.

Every source (a web page, a report, an agreement, a sentence of the news) belongs to one of two halves by its name: the
sieve is fitted on the half `tuning` and measured on the half `held_out`; templates of pages are halved too. A page is one
page's markup with other words in the places of its article: paragraphs are drawn, states and figures changed, so that no
page is a copy of another. Pages of which people would quarrel whether they speak of agreements belong to neither class.
"""

import gzip
import html
import json
import pydoc_data.topics
import random
import re
import tomllib
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

HOUSE = Path(__file__).resolve().parents[1]
HALVES = ("tuning", "held_out")

ABOUT_AGREEMENTS = frozenset(("39d5c4", "702d1d", "a1fca1"))
"""Pages of the corpus that are about deals between states: the trade talks of 2019, an exchange of prisoners."""
QUARRELSOME = frozenset(
    (
        "1ee91d",
        "db6b08",
        "b6906c",
        "d605bd",
        "5fa315",
        "7a664e",
        "5f9c5e",
        "d90bda",
        "b0cf2b",
        "7916ec",
        "624fcd",
        "e4c6a3",
        "833caf",
    )
)
"""Pages that speak of wars, markets, settlements or protests with a word on diplomacy: neither class."""
OF_AGREEMENTS = frozenset(("AGREE", "AID", "COOPERATE", "SUPPORT", "CONSULT"))
"""Root codes of news sentences of which a page about agreements is made."""
UNRELATED_REPORTS = frozenset(("pt-045", "pt-047", "pt-048", "pt-051"))

_BLOCK = re.compile(rb"<p(?:\s[^>]*)?>(.*?)</p>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(rb"<[^>]*>")
_BODY = re.compile(rb"<body[^>]*>", re.IGNORECASE)
_TITLE = re.compile(rb"(<title[^>]*>)(.*?)(</title>)", re.DOTALL | re.IGNORECASE)
_FIGURE = re.compile(r"\d")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"“])")
_STATES = (
    *("Ukraine", "France", "Germany", "Japan", "Kenya", "Norway", "Moldova", "Poland", "Canada", "India", "Brazil", "Italy"),
    *("Spain", "Chile", "Ghana", "Egypt", "Sweden", "Finland", "Australia", "Mexico", "Peru", "Nepal", "Vietnam", "Greece"),
    *("Netherlands", "Belgium", "Portugal", "Turkey", "Israel", "Jordan", "Morocco", "Tunisia", "Singapore", "Thailand"),
)
_RELEVANT = {"report": 0.35, "own_report": 0.15, "news": 0.2, "agreement": 0.25, "web_agreement": 0.05}
_UNRELATED = {"web": 0.9, "manual": 0.07, "unrelated_report": 0.03}
"""The shares of the kinds among the pages of each class."""
_MIXED = {"web": 0.5, "manual": 0.5}
"""The share of pages into which paragraphs of another source of their class are mixed."""
_STATE = re.compile(r"\b(" + "|".join(_STATES) + r")\b")


class Page(NamedTuple):
    """The bytes of a page, whether it is about agreements (`relevant`), and the class of what it is made of."""

    content: bytes
    relevant: bool
    kind: str


@dataclass(frozen=True, slots=True)
class Template:
    """A real page's markup: pieces with a place for words between each two."""

    pieces: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Matter:
    """What the pages of one half are made of: paragraphs by class, each class a list of sources."""

    templates: tuple[Template, ...]
    sources: dict[str, tuple[tuple[str, ...], ...]]


def half_of(name: str) -> str:
    """The half that a source belongs to, by its name alone."""
    return HALVES[zlib.crc32(name.encode()) % 2]


def matter(shared: Path, half: str) -> Matter:
    """All sources of a half."""
    corpus = shared / "corpus"
    truth = json.loads((corpus / "web" / "ground-truth.json").read_text(encoding="utf-8"))
    templates: list[Template] = []
    sources: dict[str, list[tuple[str, ...]]] = {
        name: [] for name in ("web", "manual", "unrelated_report", "web_agreement", "report", "own_report", "news", "agreement")
    }
    for path in sorted((corpus / "web" / "html").glob("*.html.gz")):
        name = path.name.removesuffix(".html.gz")
        if half_of(name) != half or name[:6] in QUARRELSOME:
            continue
        paragraphs = tuple(line for line in truth[name]["articleBody"].split("\n") if len(line) > 30)
        kind = "web_agreement" if name[:6] in ABOUT_AGREEMENTS else "web"
        if kind == "web":
            templates.append(_template(gzip.decompress(path.read_bytes()), paragraphs))
        if paragraphs:
            sources[kind].append(paragraphs)
    for name, paragraphs in _reports(corpus):
        if half_of(name) == half:
            sources["unrelated_report" if name in UNRELATED_REPORTS else "report"].append(paragraphs)
    for name, paragraphs in _own_reports():
        if half_of(name) == half:
            sources["own_report"].append(paragraphs)
    sources["news"] = [(line,) for line in _news(corpus) if half_of(line) == half]
    for path in sorted((corpus / "agreements" / "texts").glob("*.txt")):
        if half_of(path.name) == half:
            sources["agreement"].append(_lines(path.read_text(encoding="utf-8")))
    for name, text in pydoc_data.topics.topics.items():
        if half_of(name) == half and len(text) > 500:
            sources["manual"].append(_lines(text))
    return Matter(tuple(templates), {kind: tuple(found) for kind, found in sources.items()})


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.split("\n") if line.strip())


def _reports(corpus: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    for line in (corpus / "reports" / "texts.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield row["id"], tuple(part for whole in _lines(row["text"]) for part in _SENTENCE.split(whole))
    yield "us_ukraine_report", _lines((corpus / "reports" / "us_ukraine_report.txt").read_text(encoding="utf-8"))


def _own_reports() -> Iterator[tuple[str, tuple[str, ...]]]:
    own = tomllib.loads((HOUSE / "tests" / "data" / "reports.toml").read_text(encoding="utf-8"))
    for report in own["report"]:
        if report.get("kind") == "report" and report.get("parties"):
            if len(report["text"]) > 500:
                yield report["name"], _lines(report["text"])


def _news(corpus: Path) -> Iterator[str]:
    for line in (corpus / "events" / "plover.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        cells = line.split("\t")
        if cells[-1] in OF_AGREEMENTS:
            yield re.sub(r"</?[st]>", "", cells[1])


def _template(content: bytes, paragraphs: Sequence[str]) -> Template:
    """The page with a place for every paragraph of its article; where none is found, one place at the head of its body."""
    known = [words.encode()[:60] for words in paragraphs]
    pieces, at = [], 0
    for block in _BLOCK.finditer(content):
        words = _TAG.sub(b"", block[1]).strip()
        if len(words) > 40 and any(words.startswith(start[:25]) for start in known):
            pieces.append(content[at : block.start()])
            at = block.end()
    if not pieces:
        body = _BODY.search(content)
        at = body.end() if body else 0
        pieces.append(content[:at])
    return Template((*pieces, content[at:]))


class Maker:
    """Makes pages of one half; the same seed makes the same pages."""

    def __init__(self, found: Matter, seed: int) -> None:
        self._found = found
        self._random = random.Random(seed)

    def page(self, relevant: bool) -> Page:
        """One page: mostly web articles where it is unrelated; reports, news and agreements where it is not."""
        shares = _RELEVANT if relevant else _UNRELATED
        kinds = [kind for kind in shares if self._found.sources[kind]]
        kind = self._random.choices(kinds, [shares[kind] for kind in kinds])[0]
        return Page(self._filled(self._words(kind), kind), relevant, kind)

    def _words(self, kind: str) -> list[str]:
        draw, sources = self._random, self._found.sources[kind]
        if kind == "news":
            words = [draw.choice(sources)[0] for _ in range(draw.randint(5, 14))]
        elif kind == "agreement":
            source = draw.choice(sources)
            # A text on one line is an agreement all the same; of a long one the beginning is kept and some lines are left out.
            words = [source[0], *(line for line in source[1:] if draw.random() < 0.93)][: draw.randint(60, 400)]
        else:
            source = draw.choice(sources)
            words = [source[0], *(line for line in source[1:] if draw.random() < 0.9)]
            if draw.random() < _MIXED.get(kind, 0):
                other = draw.choice(sources)
                words += draw.sample(other, min(len(other), draw.randint(1, 6)))
            if kind == "web":
                draw.shuffle(words)
            elif kind in ("report", "own_report") and draw.random() < 0.75:
                # The corpus' reports are a third as long as the web's: news sentences bring them near to it.
                words += [line[0] for line in draw.choices(self._found.sources["news"], k=draw.randint(2, 6))]
        if kind in ("report", "own_report", "news"):
            words = list(self._paragraphs(words))
        return [self._changed(line, swap=kind != "web") for line in words]

    def _paragraphs(self, sentences: list[str]) -> Iterator[str]:
        """Sentences as people put them into paragraphs: two or three together, a headline alone."""
        yield sentences[0]
        at = 1
        while at < len(sentences):
            size = self._random.choice((1, 2, 2, 3))
            yield " ".join(sentences[at : at + size])
            at += size

    def _changed(self, line: str, *, swap: bool) -> str:
        draw = self._random
        line = _FIGURE.sub(lambda figure: str(draw.randint(1, 9)) if draw.random() < 0.3 else figure[0], line)
        if not swap:
            return line
        turn = draw.randrange(len(_STATES))
        return _STATE.sub(lambda state: _STATES[(_STATES.index(state[1]) + turn) % len(_STATES)], line)

    def _filled(self, words: list[str], kind: str) -> bytes:
        draw = self._random
        pieces = draw.choice(self._found.templates).pieces
        places = len(pieces) - 1
        share = max(1, -(-len(words) // places))
        out = []
        for k, piece in enumerate(pieces):
            out.append(piece)
            if k < places:
                out += [f"<p>{html.escape(line, quote=False)}</p>\n".encode() for line in words[k * share : (k + 1) * share]]
        title = html.escape(words[0][:90], quote=False).encode()
        return _TITLE.sub(lambda head: head[1] + title + head[3], b"".join(out), count=1)
