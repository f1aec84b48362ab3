"""Lists of states and organisations as treaties write them: "the Kingdom of X, the Government of the Republic of Y and Z".

A list is a run of names with nothing but list words between them (articles, heads of state, "hereinafter ...", brackets).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from servanda.lexicon import Marks, load_lexicon
from servanda.lexicon import lazy_re as re

_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+|[^\w\s]")
_GOVERNMENT = re.compile(
    r"\s+(?:federal\s+|royal\s+|imperial\s+|national\s+)?(?:governments?|nation|council of ministers|crown|state)\b",
    re.IGNORECASE,
)
_REIGNS = re.compile(r"\b(?:king|queen|emperor|prince|president) of the\s$", re.IGNORECASE)
_PARAGRAPH = re.compile(r"(?:(?!\band\b)[^,;:&])*\n\s*\n(?:(?!\band\b)[^,;:&])*", re.IGNORECASE)
"""A paragraph's end that no comma or "and" bridges: a title above an opening."""
_LONGEST_GAP = 420
_QUOTES = {"“": "”", '"': '"', "‘": "’", "«": "»", "„": "”"}


@cache
def _list_words() -> tuple[frozenset[str], frozenset[str]]:
    """Words that join the names of a list, and organs of states."""
    rows = {row["key"]: row["list_words"].split("|") for row in load_lexicon().rows("party_list")}
    organs = frozenset(rows.pop("organ"))
    return frozenset(word for words in rows.values() for word in words), organs


@dataclass(frozen=True, slots=True)
class Name:
    """A state or organisation named at a place."""

    start: int
    end: int
    key: str
    organisation: bool


def names(text: str, marks: Marks, start: int, end: int) -> list[Name]:
    """States, organisations, and peoples whose government is named, in the order of the text."""
    found = [Name(a, b, key, False) for a, b, key in marks.within("state", start, end)]
    found += [Name(a, b, key, True) for a, b, key in marks.within("organisation", start, end)]
    found += [Name(a, b, key, False) for a, b, key in marks.within("demonym", start, end) if _governs(text, a, b, end)]
    found.sort(key=lambda name: (name.start, -name.end))
    kept: list[Name] = []
    for name in found:
        if not kept or name.start >= kept[-1].end:
            kept.append(name)
    return kept


def _governs(text: str, start: int, at: int, end: int) -> bool:
    """Whether a people is named for its state: "the Danish Government", "the King of the Bulgarians"."""
    return bool(_GOVERNMENT.match(text, at, end) or _REIGNS.search(text, max(0, start - 24), start))


def lists(text: str, found: list[Name]) -> Iterator[tuple[Name, ...]]:
    """The names in runs, in order; names in brackets behind a name belong to no run."""
    run: list[Name] = []
    at = 0
    while at < len(found):
        name = found[at]
        if run:
            reached = None if _PARAGRAPH.fullmatch(text, run[-1].end, name.start) else links(text, run[-1].end, name.start)
            if reached is None:
                yield tuple(run)
                run = []
            elif reached > name.start:
                at += 1
                while at < len(found) and found[at].start < reached:
                    at += 1
                if at < len(found) and links(text, reached, found[at].start) is not None:
                    run.append(found[at])
                    at += 1
                else:
                    yield tuple(run)
                    run = []
                continue
        run.append(name)
        at += 1
    if run:
        yield tuple(run)


def links(text: str, start: int, end: int) -> int | None:
    """Where list words lead from `start`: to `end`, or to the end of a bracket around it; None if other words stand between."""
    if end - start > _LONGEST_GAP:
        return None
    joining, organs = _list_words()
    at = start
    organ = False
    strange = 0
    while at < end:
        token = _TOKEN.search(text, at, end)
        if not token:
            break
        word = token[0]
        at = token.end()
        if word in "([":
            close = text.find(")" if word == "(" else "]", at, at + _LONGEST_GAP)
            if close < 0:
                return None
            at = close + 1
        elif word in _QUOTES:
            close = text.find(_QUOTES[word], at, at + 80)
            at = close + 1 if close >= 0 else at
        elif word.isalpha() or "'" in word or "’" in word:
            lower = word.lower()
            organ = organ or lower in organs
            if lower not in joining and lower not in organs:
                if not word[0].isupper() and lower not in ("national", "foreign", "affairs", "defence", "defense"):
                    return None
                strange += 1
        elif word not in ",;:.&/-–—'’*":
            return None
    return max(at, end) if not strange or (organ and strange < 12) else None
