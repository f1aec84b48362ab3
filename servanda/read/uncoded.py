"""States without a code, known by their style and kept as they are written: "the Republic of Valmere"."""

from collections.abc import Iterator

from servanda.lexicon import Marks
from servanda.lexicon import lazy_re as re
from servanda.read.party_lists import Name, names

_STYLES = (
    "kingdom",
    "republic",
    "principality",
    "duchy",
    "empire",
    "sultanate",
    "emirate",
    "khanate",
    "confederation",
    "free state",
    "free city",
)
_NAMED = re.compile(r"\s(?:of|OF)\s(?:the\s|THE\s)?(?P<name>[A-Z][\w’'-]*[\w](?:[ -](?:and\s)?[A-Z][\w’'-]*[\w]){0,2})")
"""Behind the style."""
_JOINED = re.compile(r"\s(?:AND|CONCERNING|ON|FOR|REGARDING|RELATING|OF|IN|TO|WITH|ABOUT|THE)\b.*", re.DOTALL)
"""In a title in capitals: what follows the name."""
_NO_NAME = re.compile(r"(?:The|His|Her|Government|Article|Agreement|Treaty|Parties)\b", re.IGNORECASE)


def with_uncoded(text: str, marks: Marks, start: int, end: int) -> list[Name]:
    """The names of `party_lists.names`, and among them the styled names of states that the tables do not hold."""
    known = names(text, marks, start, end)
    found = [
        name for name in _styled(text, marks.low, start, end) if not any(k.start < name.end and name.start < k.end for k in known)
    ]
    if found:
        beginnings = {_beginning(text[start:end]) for start, end, _ in marks.of("state")}
        found = [name for name in found if _beginning(name.key) not in beginnings]
    return sorted([*known, *found], key=lambda name: name.start) if found else known


def _beginning(name: str) -> str:
    """The first letters of the name behind its style, which a misprint of a known state ("Jorda") shares with it."""
    return name.split(" of ")[-1].removeprefix("the ")[:5].lower()


def _styled(text: str, low: str, start: int, end: int) -> Iterator[Name]:
    for at, behind in _styles(low, start, end):
        match = _NAMED.match(text, behind, end) if text[at].isupper() else None
        if match and not _NO_NAME.match(match["name"]):
            name = _JOINED.sub("", match["name"]) if text[at : match.end()].isupper() else match["name"]
            stop = match.start("name") + len(name)
            yield Name(at, stop, _in_small_letters(text[at:stop]), False)


def _styles(low: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where a style begins and ends; a plain search for each takes a tenth of the time of a pattern."""
    for style in _STYLES:
        at = low.find(style, start, end)
        while at >= 0:
            yield at, at + len(style)
            at = low.find(style, at + len(style), end)


def _in_small_letters(written: str) -> str:
    """The name as it is written in running text: "REPUBLIC OF VALMERE" is the Republic of Valmere."""
    words = written.split()
    if written.isupper():
        words = [word.lower() if word in ("OF", "THE", "AND") else word.capitalize() for word in words]
    return " ".join(words)
