"""Lists of states and organisations as treaties write them: "the Kingdom of X, the Government of the Republic of Y and Z".

A list is a run of names with nothing but list words between them (articles, heads of state, "hereinafter ...", brackets).
"""

from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

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
_STATE_WORDS = (
    "governments?|kingdom|republic|federal|state of|principality|people|swiss|sultanate|grand duchy|hellenic|socialist|union of|"
    "french|italian|united|royal|czech|islamic"
)
GLUED = re.compile(
    rf"[tfaA-Z](?:(?<=[a-z]t)(?=he ?(?:{_STATE_WORDS})\b)|(?<=[a-z]f)(?=or(?: ?the)? ?(?:{_STATE_WORDS})\b)"
    rf"|(?<=[a-z]a)(?=nd(?: ?the)? ?(?:{_STATE_WORDS})\b)|(?=[a-z])(?:(?<=\bof[A-Z])|(?<=[a-z]of[A-Z])|(?<=\bthe[A-Z])))"
)
"""The first letter behind a place where the words of a list have run together."""
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
_CAMEL_HINT = (re.compile(r"of[A-Z][a-z]"), re.compile(r"the[A-Z][a-z]"))
_HINTS = tuple(re.compile(f"{word} (?:the )?(?:gov|king|rep|fed|prin)") for word in ("the", "for", "and"))
_JOINED = re.compile(
    r"(?:the|of|and|for|governments?|kingdom|republic|federal|state|principality|grand|duchy|swiss|"
    r"peoples?){1,8}",
    re.IGNORECASE,
)
_PAGE = re.compile(r"\n\d{1,3}[ \t]*\n")
"""The number of a page, where a page ends inside a list."""
_ENDS = 12_000
_LONGEST_GAP = 420
_BRACKETS = {"(": ")", "[": "]"}
_QUOTES = {"“": "”", '"': '"', "‘": "’", "«": "»", "„": "”"}


@cache
def _list_words() -> tuple[frozenset[str], frozenset[str]]:
    """Words that join the names of a list, and organs of states."""
    rows = {row["key"]: row["list_words"].split("|") for row in load_lexicon().rows("party_list")}
    organs = frozenset(rows.pop("organ"))
    return frozenset(word for words in rows.values() for word in words), organs


class Name(NamedTuple):
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
    if _has_glue(text) and GLUED.search(text, start, end):
        found += _unglued(text, start, end)
    found.sort(key=lambda name: (name.start, -name.end))
    kept: list[Name] = []
    for name in found:
        if not kept or name.start >= kept[-1].end:
            kept.append(name)
    return kept


@cache
def _members() -> dict[str, list[str]]:
    return {row["key"]: row["members"].split() for row in load_lexicon().rows("organisation") if row["members"]}


def members_of(name: Name) -> list[Name]:
    """The states of a union that signs for them ("the Benelux States"), each at the union's place; of others none."""
    return [name._replace(key=key, organisation=False) for key in _members().get(name.key, ())] if name.organisation else []


@lru_cache(maxsize=8)
def _has_glue(text: str) -> bool:
    """Whether words have run together where a text names its parties: near its beginning and its end."""
    for low, high in ((0, _ENDS), (max(_ENDS, len(text) - _ENDS), len(text))):
        if any(_CAMEL_HINT[k].search(text, low, high) for k in (0, 1)):
            return True
        for hint in _HINTS:
            if any(match.start() and text[match.start() - 1].islower() for match in hint.finditer(text, low, high)):
                return True
    return False


def _unglued(text: str, start: int, end: int) -> Iterator[Name]:
    """The names in a piece of text whose words have run together ("the republic of finlandthe government of")."""
    places = sorted({match.start() for glue in (GLUED, _CAMEL) for match in glue.finditer(text, start, end)})
    pieces = [text[a:b] for a, b in pairwise((start, *places, end))]
    marks = load_lexicon().scan(" ".join(pieces))
    for kind in ("state", "organisation"):
        for a, b, key in marks.of(kind):
            name = Name(_before_blanks(a, places, start), _before_blanks(b, places, start), key, kind == "organisation")
            if name.start < name.end:
                yield name


def _before_blanks(at: int, places: list[int], start: int) -> int:
    """The place in the text of a place in its pieces, joined by blanks."""
    for k, place in enumerate(places):
        if at <= place - start + k:
            return start + at - k
    return start + at - len(places)


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
            reached = None if _parted(text, run[-1].end, name.start) else links(text, run[-1].end, name.start)
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


def _parted(text: str, start: int, end: int) -> bool:
    """Whether a paragraph ends between two names."""
    return text.count("\n", start, end) > 1 and _PARAGRAPH.fullmatch(text, start, end) is not None


def links(text: str, start: int, end: int) -> int | None:
    """Where list words lead from `start`: to `end`, or to the end of a bracket around it; None if other words stand between."""
    if end - start > _LONGEST_GAP:
        return None
    joining, organs = _list_words()
    at = start
    organ = False
    strange = 0
    tokens = _TOKEN.finditer(text, at, end)
    while (token := next(tokens, None)) is not None:
        word = token[0]
        at = token.end()
        if word in _BRACKETS:
            close = text.find(_BRACKETS[word], at, at + _LONGEST_GAP)
            if close < 0:
                return None
            at = close + 1
            tokens = _TOKEN.finditer(text, at, end)
        elif word in _QUOTES:
            close = text.find(_QUOTES[word], at, at + 80)
            at = close + 1 if close >= 0 else at
            tokens = _TOKEN.finditer(text, at, end)
        elif word.isalpha() or "'" in word or "’" in word:
            lower = word.lower()
            organ = organ or lower in organs
            if lower not in joining and lower not in organs and not _JOINED.fullmatch(lower):
                if not word[0].isupper() and lower not in ("national", "foreign", "affairs", "defence", "defense"):
                    return None
                strange += 1
        elif word not in ",;:.&/-–—'’*" and not (word.isdigit() and _PAGE.match(text, token.start() - 1)):
            return None
    return max(at, end) if not strange or (organ and strange < 12) else None
