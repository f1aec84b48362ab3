"""What a sentence itself says of the truth of what it tells: "reports that ... are false", "is said to have ...", "..., which the
ministry denies". Commitments and events ask here how certain the text lets them be.
"""

from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from servanda.lexicon import Mark
from servanda.lexicon import lazy_re as re
from servanda.model import Factuality
from servanda.read.scene import Scene

_THAT = re.compile(r"\s(?:(?:\w+\s){0,4}?that\s|(?:in|by|from)\s[^,;.]{2,40}?\sthat\s|about\s|of\s)")
_CALLED = re.compile(
    r"\b(?:(?:has|have|had)\sbeen|is|are|was|were|be|being|proved|turned\sout\sto\sbe|remains?|as)\s(?:\w+ly\s|just\s|all\s|not\s)*$"
)
_IT_IS = re.compile(r"(?:\b[Ii]t\s(?:is|was|would be)|\b[Ii]t['’]s|\b[Tt]here\s(?:is|was))\s(?:\w+ly\s|simply\s|just\s|not\s)*$")
_IT_THAT = re.compile(r"\s(?:(?:in|to)\s[^,;]{3,40}?\s)?(?:that|to say(?: that)?|to suggest(?: that)?|to claim(?: that)?)\s")
_DENIED_BEFORE = re.compile(
    r"(?:\s(?:all|any|the|these|those|such|as|media|press|newspaper|earlier|recent|false|persistent|a|an|its|his|her|\w+(?:n|ish|ese))){0,4}\s$"
)
_WERE = re.compile(r"\b(?:(?:has|have|had|will)\s)?(?:is|are|was|were|been|being)\s(?:\w+ly\s|promptly\s|soon\s)?$")
_RELATIVE = re.compile(
    r",\s(?:which|something|a\s(?:claim|charge|version|report|suggestion)|an\s(?:allegation|accusation|assertion)|claims|what)\s(?:that\s)?(?:[\w.’'-]+\s){0,5}$"
)
_UNPROVEN = re.compile(r"[^,;.]{0,40}?\s(?:that|whether)\s")
_WRONGLY = re.compile(r"\s(?:reported|said|claimed|stated|suggested|announced|implied|told)[^,;.]{0,30}?(?:\sthat\s|\s(?=[A-Z]))")
_DIRECTLY = re.compile(r"\s(?:\w+ly\s)?that\s|\s(?:having|ever having|to have)\s")
_UNDONE = re.compile(r"(?:\s(?:do|done)\sso)?(?=[.,;!]|$)")
_END = re.compile(
    r";|,\s(?:but|while|although|though|[^,]{2,60}\b(?:said|says|told|added|insisted|announced|stressed)\b)|\sbut\s"
)
_UNTIL_SUBJECT = re.compile(r",\s")
_NOUN_BEFORE = re.compile(
    r"['’]s?\s$|\b(?:the|a|an|its|his|her|their|this|that|no|any|of|in|on|about|all|some|media|press|newspaper|despite|to|as|with|by|after|from|earlier|unconfirmed|these|those|such|is|are|was|were)\s$",
    re.IGNORECASE,
)
_SAYS = re.compile(r"\b(?:says?|said|told|claim(?:s|ed)?|alleg(?:es|ed)|insist(?:s|ed)?)\b")
_PRESS = re.compile(
    r"(?:(?:The|A|An|One|Some|Several|Local|State|That|This)\s)?(?:[\w.’'-]+\s){0,3}"
    r"(?:newspapers?|papers?|daily|dailies|weekly|tabloids?|media|press|magazine|website|portal|broadcaster|bloggers?|outlets?|article|report|story)"
    r"(?:,[^,;]{3,60},)?\s$"
)
_COLUMN = re.compile(r"\sthat\s|\s(?=[A-Z])")
_BACK, _BESIDE = 5, 40
"""Sentences back in which a report may have been denied, and characters between the verb and the report."""


class Doubt(NamedTuple):
    """What the words in [start, end) tell is no more than `factuality`."""

    start: int
    end: int
    factuality: Factuality


class Doubts:
    """The doubts of one report, sentence by sentence, each worked out once."""

    def __init__(self, scene: Scene) -> None:
        self._text, self._marks = scene.text, scene.marks
        self._starts = [sentence.start for sentence in scene.sentences]
        self._known: dict[int, tuple[Doubt, ...]] = {}

    def of(self, start: int, end: int) -> tuple[Doubt, ...]:
        """The stretches of a sentence that it doubts or denies itself, in order."""
        known = self._known.get(start)
        if known is None:
            found = self._marks.within("doubt", start, end)
            known = self._known[start] = tuple(self._doubts(found, start, end)) if found else ()
        return known

    def _doubts(self, found: list[Mark], start: int, end: int) -> Iterator[Doubt]:
        yield from _doubts(self._text, found, start, end)
        for low, high, key in found:
            if key == "told" and _PRESS.fullmatch(self._text, start, low) and (that := _COLUMN.match(self._text, high, end)):
                told = Factuality.DENIED if self._was_denied(start) else Factuality.PROBABLE
                yield Doubt(that.end(), _until(self._text, that.end(), end), told)

    def _was_denied(self, start: int) -> bool:
        """Whether a report was denied in one of the sentences before."""
        k = bisect_left(self._starts, start)
        near = self._marks.within("doubt", self._starts[max(0, k - _BACK)], start) if k else []
        return any(
            one[2] == "denies" and other[2] in _TOLD_AS and 0 <= other[0] - one[1] < _BESIDE for one, other in pairwise(near)
        )


def weakened(told: Factuality, doubted: tuple[Doubt, ...], at: int) -> Factuality:
    """What is left of the certainty of something told at a place."""
    worst = told
    for doubt in doubted:
        if doubt.start <= at < doubt.end and _RANK[doubt.factuality] > _RANK[worst]:
            worst = doubt.factuality
    return worst


_TOLD_AS = {"news": Factuality.CERTAIN, "claim": Factuality.PROBABLE, "rumour": Factuality.POSSIBLE}
_RANK = {Factuality.CERTAIN: 0, Factuality.PROBABLE: 1, Factuality.POSSIBLE: 2, Factuality.DENIED: 3}


def _doubts(text: str, found: list[Mark], start: int, end: int) -> Iterator[Doubt]:
    for k, (low, high, key) in enumerate(found):
        if key in _TOLD_AS:
            yield from _claimed(text, found[:k], found[k + 1 :], (low, high, key), start, end)
        elif (key == "false" and _IT_IS.search(text, start, low) and (that := _IT_THAT.match(text, high, end))) or (
            key == "wrongly" and (that := _WRONGLY.match(text, high, end))
        ):
            yield Doubt(that.end(), _until(text, that.end(), end), Factuality.DENIED)
        elif key in ("unproven", "unknown") and (that := _UNPROVEN.match(text, high, end)):
            yield Doubt(that.end(), _until(text, that.end(), end), Factuality.POSSIBLE)
        elif key == "undone" and _UNDONE.match(text, high, end):
            yield Doubt(start, low, Factuality.DENIED)
        elif key == "hearsay":
            yield Doubt(high, _until(text, high, end), Factuality.PROBABLE)
        elif key == "denies" and (that := _DIRECTLY.match(text, high, end)):
            if not any(a <= low < b and what == "unknown" for a, b, what in found):
                yield Doubt(that.end(), _until(text, that.end(), end), Factuality.DENIED)
        elif key == "denies" and (relative := _RELATIVE.search(text, start, low)):
            said = _SAYS.search(text, start, relative.start())
            yield Doubt(start, relative.start(), Factuality.POSSIBLE if said else Factuality.DENIED)


def _claimed(text: str, before: list[Mark], behind: list[Mark], claim: Mark, start: int, end: int) -> Iterator[Doubt]:
    """The content of a claim: untrue where the sentence says so, else no more than told."""
    low, high, key = claim
    opens = _THAT.match(text, high, end)
    if opens is None or (
        low > start
        and not _NOUN_BEFORE.search(text, max(start, low - 16), low)
        and not _DENIED_BEFORE.fullmatch(text, max((m[1] for m in before), default=low), low)
    ):
        return
    content, until = opens.end(), _until(text, opens.end(), end)
    for a, _, what in behind:
        called = (
            _CALLED.search(text, content, a) if what == "false" else _WERE.search(text, content, a) if what == "denies" else None
        )
        if called:
            yield Doubt(content, called.start() - 1, Factuality.DENIED)
            return
    for a, b, what in before:
        if what in ("denies", "contrary", "false") and low - b < 60 and ";" not in text[b:low]:
            if what == "contrary" and a == start:
                comma = _UNTIL_SUBJECT.search(text, content, end)
                until = comma.start() if comma else until
            yield Doubt(content, until, Factuality.DENIED)
            return
    if opens[0].endswith("that "):
        yield Doubt(content, until, _TOLD_AS[key])


def _until(text: str, start: int, end: int) -> int:
    """Where the content of a claim ends: with its clause, before who said it or what is set against it."""
    stop = _END.search(text, start, end)
    return stop.start() if stop else end
