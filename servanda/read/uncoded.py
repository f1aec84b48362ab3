"""States without a code, known by their style and kept as they are written: "the Republic of Valmere"."""

from collections.abc import Iterator

from servanda.lexicon import Marks
from servanda.lexicon import lazy_re as re
from servanda.read.party_lists import Name, names

_STYLE = r"(?:Kingdom|Republic|Principality|Duchy|Empire|Sultanate|Emirate|Khanate|Confederation|Free[ ]State|Free[ ]City)"
_STYLED = re.compile(
    rf"(?P<style>{_STYLE}|{_STYLE.upper()})\s(?:of|OF)\s(?:the\s|THE\s)?"
    r"(?P<name>[A-Z][\w’'-]*[\w](?:[ -](?:and\s)?[A-Z][\w’'-]*[\w]){0,2})"
)
_JOINED = re.compile(r"\s(?:AND|CONCERNING|ON|FOR|REGARDING|RELATING|OF|IN|TO|WITH|ABOUT|THE)\b.*", re.DOTALL)
"""In a title in capitals: what follows the name."""
_NO_NAME = re.compile(r"(?:The|His|Her|Government|Article|Agreement|Treaty|Parties)\b", re.IGNORECASE)


def with_uncoded(text: str, marks: Marks, start: int, end: int) -> list[Name]:
    """The names of `party_lists.names`, and among them the styled names of states that the tables do not hold."""
    known = names(text, marks, start, end)
    found = [name for name in _styled(text, start, end) if not any(k.start < name.end and name.start < k.end for k in known)]
    if found:
        beginnings = {_beginning(text[start:end]) for start, end, _ in marks.of("state")}
        found = [name for name in found if _beginning(name.key) not in beginnings]
    return sorted([*known, *found], key=lambda name: name.start) if found else known


def _beginning(name: str) -> str:
    """The first letters of the name behind its style, which a misprint of a known state ("Jorda") shares with it."""
    return name.split(" of ")[-1].removeprefix("the ")[:5].lower()


def _styled(text: str, start: int, end: int) -> Iterator[Name]:
    for match in _STYLED.finditer(text, start, end):
        if _NO_NAME.match(match["name"]):
            continue
        name = _JOINED.sub("", match["name"]) if match[0].isupper() else match["name"]
        end = match.start("name") + len(name)
        yield Name(match.start(), end, _in_small_letters(text[match.start() : end]), False)


def _in_small_letters(written: str) -> str:
    """The name as it is written in running text: "REPUBLIC OF VALMERE" is the Republic of Valmere."""
    words = written.split()
    if written.isupper():
        words = [word.lower() if word in ("OF", "THE", "AND") else word.capitalize() for word in words]
    return " ".join(words)
