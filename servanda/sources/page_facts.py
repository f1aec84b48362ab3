"""What a web page says of itself: title, author, day of publication."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from servanda.lexicon import lazy_re as re

_TITLES = ("og:title", "twitter:title", "citation_title", "dc.title", "dcterms.title")
_AUTHORS = ("author", "article:author", "citation_author", "dc.creator", "dcterms.creator", "parsely-author", "byl")
_DATES = (
    "article:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dcterms.date",
    "dc.date.issued",
    "dcterms.issued",
    "citation_publication_date",
    "parsely-pub-date",
    "pubdate",
    "publishdate",
    "sailthru.date",
)
_DAY = re.compile(r"((?:19|20)\d\d)-(\d\d)-(\d\d)(?!\d)")
_LONGEST = 300
_LONGEST_DATA = 200_000
_TAKEN = ("title", "h1", "script")


class PageFacts:
    """Collects while the page goes by; the most explicit source wins."""

    def __init__(self) -> None:
        self._meta: dict[str, str] = {}
        self._words: dict[str, str] = {}
        self._time: str | None = None
        self._taking: str | None = None
        self._taken: list[str] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """A tag begins."""
        if tag in _TAKEN and tag not in self._words:
            if tag == "script" and attributes.get("type", "").lower() != "application/ld+json":
                return
            self._taking, self._taken = tag, []
        elif tag == "time" and self._time is None:
            self._time = attributes.get("datetime")

    def meta(self, attributes: Mapping[str, str]) -> None:
        """A tag `meta`."""
        name = (attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or "").lower()
        content = " ".join(attributes.get("content", "").split())
        if name and content:
            self._meta.setdefault(name, content)

    def data(self, words: str) -> None:
        """Text between tags."""
        if self._taking:
            self._taken.append(words)

    def end(self, tag: str) -> None:
        """A tag ends."""
        if tag == self._taking:
            words = "".join(self._taken)
            if words.strip():
                self._words[tag] = words if tag == "script" else " ".join(words.split())
            self._taking = None

    @property
    def title(self) -> str | None:
        """The title for readers, without the name of the site where the page gives it apart."""
        found = self._named(_TITLES) or self._words.get("h1") or self._words.get("title")
        return found[:_LONGEST] if found else None

    @property
    def author(self) -> str | None:
        """Who wrote it; an address is no name."""
        for found in (self._named(_AUTHORS), *self._linked("author")):
            name = found.get("name") if isinstance(found, dict) else found
            if isinstance(name, str) and name.strip() and "://" not in name:
                return " ".join(name.split())[:_LONGEST]
        return None

    @property
    def published(self) -> str | None:
        """The day, as an ISO date."""
        for found in (self._named(_DATES), *self._linked("datePublished"), self._time):
            day = _DAY.match(found.strip()) if isinstance(found, str) else None
            if day and 1 <= int(day[2]) <= 12 and 1 <= int(day[3]) <= 31:
                return day[0]
        return None

    def _named(self, names: tuple[str, ...]) -> str | None:
        return next((self._meta[name] for name in names if name in self._meta), None)

    def _linked(self, key: str) -> Iterator[Any]:
        """The values of a key in the page's JSON-LD, in one object or a graph of them."""
        content = self._words.get("script", "")
        if not content or len(content) > _LONGEST_DATA:
            return
        try:
            data = json.loads(content)
        except (ValueError, RecursionError):
            return
        for item in data if isinstance(data, list) else [data, *_graph(data)]:
            if isinstance(item, dict) and key in item:
                values = item[key]
                yield from values if isinstance(values, list) else [values]


def _graph(data: Any) -> list[Any]:
    graph = data.get("@graph") if isinstance(data, dict) else None
    return graph if isinstance(graph, list) else []
