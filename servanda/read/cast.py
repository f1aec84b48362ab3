"""Who is named where in a text: the parties by their names, peoples, defined terms and roles, and organisations."""

from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from servanda.lexicon import Marks, fold
from servanda.lexicon import lazy_re as re
from servanda.read.nations import QUALIFIERS
from servanda.read.parties import ALL, Parties

_CODE = re.compile(r"[A-Z]{3}")
_NOT_A_NAME = {
    "nation",
    "nations",
    "tribe",
    "tribes",
    "band",
    "bands",
    "of",
    "the",
    "and",
    "indians",
    "indian",
    "confederated",
    "united",
    "government",
}
_PEOPLE_WORDS = [
    "nation",
    "nations",
    "tribe",
    "tribes",
    "indians",
    "indian",
    "chiefs",
    "chief",
    "warriors",
    "headmen",
    "head men",
    "sachems",
    "bands",
    "the band",
    "said band",
    "said bands",
    "delegates",
    "indian tribes",
]
_OFFICERS = [
    "the president",
    "congress",
    "the senate",
    "secretary of war",
    "secretary of the interior",
    "commissioner of indian affairs",
    "superintendent",
    "the agent",
    "the agents",
    "indian agent",
    "said agent",
    "government",
]
"""Organs and officers of the one state that treats with peoples without a code."""
_GENERIC = re.compile(
    r"\b(?:parties|participants|sides|signatories|governments|(?<!united )(?<!said )states|countries)$", re.IGNORECASE
)
"""A term that ends in one of these means all parties, even where its definition seems to name fewer."""
_GENERIC_WORDS = frozenset(
    [
        "the",
        "high",
        "contracting",
        "signatory",
        "participating",
        "member",
        "partner",
        "respective",
        "two",
        "both",
        "three",
        "several",
        "state",
        "states",
        "party",
        "all",
        "negotiating",
        "cooperating",
        "co-operating",
        "undersigned",
        "said",
        "four",
        "five",
        "riparian",
        "coastal",
        "basin",
    ]
)


def _is_generic(words: str) -> bool:
    """Whether a term means all parties by its words; a group with a name of its own does not: "the EFTA States"."""
    return _GENERIC.search(words) is not None and _GENERIC_WORDS.issuperset(words.lower().split()[:-1])


_RANK = {"party": 0, "all": 1, "role": 1, "other": 1, "body": 2, "organisation": 3, "third": 3}


class Mention(NamedTuple):
    """Somebody named at [start, end). `kind`: party, all, role (a part any party may play), other (whom the subject does not
    mean), body (of the parties), organisation or third (a state that is no party). `codes` are the parties that it means.
    """

    start: int
    end: int
    codes: tuple[str, ...]
    kind: str


class Cast:
    """Every mention of a text, in order."""

    def __init__(self, text: str, parties: Parties, marks: Marks) -> None:
        self.text, self.marks = text, marks
        self.everybody = parties.everybody()
        self._everybody = frozenset(self.everybody)
        self._mentions = _without_overlaps(_mentions(text, parties, marks, self.everybody))
        self.recipient: str | None = None
        """Whom the text speaks of helping; worked out by beneficiary.recipient, "" for nobody."""
        self._starts = [mention.start for mention in self._mentions]

    def within(self, start: int, end: int) -> list[Mention]:
        """The mentions that lie inside [start, end)."""
        starts = self._starts
        low = bisect_left(starts, start)
        if low == len(starts) or starts[low] >= end:
            return []
        found = self._mentions[low : bisect_left(starts, end, low)]
        return found if found[-1][1] <= end else found[:-1]

    def all(self) -> list[Mention]:
        """Every mention, in order."""
        return self._mentions

    def means_all(self, codes: tuple[str, ...]) -> bool:
        """Whether these are all parties."""
        return codes is self.everybody or self._everybody.issubset(codes)

    def rest(self, codes: tuple[str, ...]) -> tuple[str, ...]:
        """All parties but these; where the parties are not listed, all."""
        if self.everybody == (ALL,):
            return self.everybody
        return tuple(code for code in self.everybody if code not in codes)


_LANGUAGE = re.compile(
    r"(?:(?:,|,? and|,? or|/)[\s\xa0]+(?:the[\s\xa0]+)?[A-Z][a-z]+){0,8}[\s\xa0]+(?:languages?|versions?|texts?|translations?)\b"
)
"""Behind "English" where that is a language: "the English and French versions"."""


def _mentions(text: str, parties: Parties, marks: Marks, everybody: tuple[str, ...]) -> Iterator[Mention]:
    known = {*parties.states, *parties.organisations}
    for start, end, code in marks.of("state"):
        yield Mention(start, end, (code,), "party" if code in known or not known else "third")
    for start, end, code in marks.of("demonym"):
        if _LANGUAGE.match(text, end):
            continue
        yield Mention(start, end, (code,), "party" if code in known or not known else "third")
    for start, end, code in marks.of("short_name"):
        if code in known:
            yield Mention(start, end, (code,), "party")
    for start, end, code in marks.of("organisation"):
        yield Mention(start, end, (code,), "party" if code in known else "organisation")
    for start, end, key in marks.of("party_word"):
        yield Mention(start, end, everybody, key)
    folded = None
    for words, codes in (*parties.terms.items(), *_aliases(parties)):
        folded = fold(text) if folded is None else folded
        meant = everybody if ALL in codes or _is_generic(words) else tuple(codes)
        kind = "all" if set(meant) == set(everybody) else "party"
        for start, end in _places(folded, fold(words).strip()):
            if kind == "all" or all(code in meant for _, _, code in marks.within("state", start, end)):
                yield Mention(start, end, meant, kind)


def _aliases(parties: Parties) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What a text calls nations without a code: their names, the telling words of them, and "the said nation", "the chiefs"."""
    names = [name for name in parties.states if not _CODE.fullmatch(name)]
    telling: dict[str, list[str]] = {}
    for name in names:
        yield name, (name,)
        yield name + "s", (name,)
        for word in name.split():
            if word.lower() not in _NOT_A_NAME and word not in QUALIFIERS and len(word) > 3:
                telling.setdefault(word, []).append(name)
    parts = [name for name in names if name.split()[0] in QUALIFIERS]
    for one, other in pairwise(parts):
        if one.split()[1:] == other.split()[1:]:
            yield f"{one.split()[0]} and {other}", (one, other)
    for word, called in telling.items():
        yield word, tuple(called)
        yield word + "s", tuple(called)
    for words in _PEOPLE_WORDS if names else ():
        yield words, tuple(names)
    states = [name for name in parties.states if _CODE.fullmatch(name)]
    for words in _OFFICERS if names and len(states) == 1 else ():
        yield words, tuple(states)


def _places(folded: bytes, word: bytes) -> Iterator[tuple[int, int]]:
    """Where a folded word stands as a whole word."""
    at = folded.find(word) if word else -1
    while at >= 0:
        end = at + len(word)
        before, behind = folded[at - 1 : at], folded[end : end + 1]
        if not before.isalnum() and not behind.isalnum():
            yield at, end
        at = folded.find(word, end)


def _without_overlaps(mentions: Iterator[Mention]) -> list[Mention]:
    """In order; of those that overlap the earliest, longest and most telling stays."""
    kept: list[Mention] = []
    reached = 0
    for start, end, _, _, mention in sorted([(m[0], -m[1], _RANK[m[3]], m[2], m) for m in mentions]):
        if start >= reached:
            kept.append(mention)
            reached = -end
    return kept
