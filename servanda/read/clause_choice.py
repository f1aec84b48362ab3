"""The sentence in which an agreement says something about itself: chosen among all places where the words for it stand."""

from bisect import bisect_right
from typing import NamedTuple

from servanda.lexicon import Mark, Marks
from servanda.lexicon import lazy_re as re
from servanda.model import Provision, Span

_BREAK = re.compile(
    r"[.;:\n](?:(?<=[.;])(?<!\b[Nn]o\.)(?<!\b[Aa]rt\.)[\"”’)]*(?=\s+[\"“‘(\[]?[A-Z0-9(]|\s*\n|\d{1,2}\.|[A-Z][a-z]+\s)"
    r"|(?<=\n)[ \t]*\n|(?<=\n)(?=[ \t]*(?:\(?[a-z0-9]{1,3}[.)]\s|Article\b|ARTICLE\b))|(?<=:)\s*\n)"
)
_LOWER_BREAK = re.compile(r"[.;A](?:(?<=[a-z)]\.)(?=[\sa-z0-9(])|(?<=;)|(?<=A)RTICLE\b)")
_NAMES = (
    "agreement|convention|treaty|protocol|memorandum|arrangement|charter|understanding|declaration|accord|pact|statutes?|constitution|"
    "articles|contract|compact|instrument|document|exchange|notes?|letters"
)
_SELF = re.compile(rf"(?:{re.beginning('this|the present|present|these|the said|said')})\s+(?:\w+\s){{0,2}}?(?:{_NAMES})\b")
_PERHAPS_SELF = re.compile(
    rf"{re.beginning('the')}\s+(?:agreement|convention|treaty|protocol|memorandum|arrangement|accord|charter|pact)\b",
)
_IT = re.compile(r"\s*(?:\(?\w{1,3}[.)]\s*)?it\b")
_PARTY = re.compile(
    rf"(?:{re.beginning('each|either|any|the|both')}) (?:contracting |high contracting )?"
    r"(?:part(?:y|ies)|participants?|states?|governments?)\b",
)
_HEADING = re.compile(
    r"[^\n.;,]{2,70}\n+\s*(?:\(?\d{1,3}[.)]\s*)?(?=[A-Z])|\d{1,2}(?:\.\d{1,2}){1,3}\.?[ \t]+(?=[A-Z])"
    r"|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{2,4})[.)]\s+(?=[A-Z])"
    r"|(?:Article|ARTICLE)\s\w+\.?\s+(?=[A-Z])|\d{1,3}[a-z ]{3,60}\(?1[).]\s*"
)
"""A heading above the sentence, or its number."""
_FINITE = re.compile(
    r"\b(?:shall|will|may|must|is|are|would|can|has|have|should|could|do|does|intend|enters|comes|takes|becomes|ends|expires|lapses|terminates|remains|continues)\b",
)
_NUMBERS = ("(", "A", "a", "B", "b", "C", "c", "D", "d", "i", "1", "2", "3", "4", "5", "6", "7", "8", "9")
_ENOUGH = 4
_PLAINLY, _PERHAPS = 5, 3
_BETTER, _HEADED, _MOST = 3, 3, 14
"""What a better word and a heading are worth, and what a sentence is worth at most."""
_LONG = 20_000
"""In a text longer than this, final clauses are not looked for in the first third, unless a heading says so."""
_FARTHEST = 900
_RANKED = 60


_NEXT = "ARTICLE"
"""The word of the next heading, with which the break before it ends in a text without capitals."""
_BEHIND = re.compile(r"[ .:–-]*(?:\(?1[.)] ?)?")


def _skipped(low: str, at: int, end: int) -> int:
    """The place behind the signs that part a number or a title from the text."""
    behind = _BEHIND.match(low, at, end)
    return behind.end() if behind else at


class Wanted(NamedTuple):
    """What a clause looks like: words that must be in its sentence, words that speak for it and against it, its heading.

    All are sought in lower case. `itself`: the sentence must name the agreement. `doubted` speaks against it like `worse`, but
    not where `firm` says it plainly.
    """

    words: re.Pattern[str]
    worse: re.Pattern[str] | None = None
    better: re.Pattern[str] | None = None
    heading: re.Pattern[str] | None = None
    itself: bool = False
    doubted: re.Pattern[str] | None = None
    firm: re.Pattern[str] | None = None


class Choice(NamedTuple):
    """A sentence that carries a clause, and the words in it that say so."""

    start: int
    end: int
    mark_start: int
    mark_end: int


class Sentences:
    """The sentences around the marks of a text, found once each."""

    def __init__(self, text: str, structure: tuple[Provision, ...], marks: Marks, lowered: bool) -> None:
        self.text = text
        self.marks = marks
        self.low = marks.low
        """The text in lower case, in which nearly all patterns are looked for."""
        self._lowered = lowered
        self._break, self._signs = (_LOWER_BREAK, ".;A") if lowered else (_BREAK, ".;:\n")
        """What parts sentences, and the signs that it begins with."""
        self._articles = [p for p in structure if p.kind == "article"]
        self._starts = [article.start for article in self._articles]
        self._body_start = self._starts[0] if self._starts else 0
        self._body_end = next((p.start for p in structure if p.kind in ("annex", "protocol")), len(text))
        self._early = self._body_end * 0.3 if len(text) > _LONG else 0
        self._known: dict[int, tuple[int, int]] = {}
        self._about: dict[int, int] = {}
        self._headings: dict[tuple[int, re.Pattern[str]], bool] = {}
        self._marks: dict[str, list[Mark]] = {}
        for mark in marks.of("final_clause"):
            self._marks.setdefault(mark[2], []).append(mark)

    def around(self, at: int) -> tuple[int, int]:
        """The sentence in which a place stands."""
        known = self._known.get(at)
        if known is None:
            high = min(len(self.text), at + _FARTHEST)
            stop = self._break.search(self.text, at, high)
            known = self._known[at] = self._trimmed(self._start(at), stop.end() if stop else high)
        return known

    def _start(self, at: int) -> int:
        """Where the sentence of a place begins: behind the last break before it, looked for from there backwards."""
        text, breaks_at, low = self.text, self._break.match, max(0, at - _FARTHEST)
        places = [text.rfind(sign, low, at) for sign in self._signs]
        while (place := max(places)) >= 0:
            match = breaks_at(text, place, at + 1)
            if match and match.end() <= at:
                return match.end()
            k = places.index(place)
            places[k] = text.rfind(self._signs[k], low, place)
        return low

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        text = self.text
        while start < end and (text[start].isspace() or text[start] in ')”"’.;:'):
            start += 1
        if self._lowered:
            start, end = self._behind_heading(start, end), end - len(_NEXT) if text.endswith(_NEXT, start, end) else end
        for _ in range(2):
            if text[start : start + 1] in _NUMBERS or "\n" in text[start : start + 74]:
                heading = _HEADING.match(text, start, end)
                if heading and not _SELF.search(self.low, heading.start(), heading.end()):
                    start = heading.end()
        while end > start and (text[end - 1].isspace() or text[end - 1] == "\x0c"):
            end -= 1
        return start, end

    def _behind_heading(self, start: int, end: int) -> int:
        """In a text without capitals: the place behind the number and the title of the article that begins there."""
        k = bisect_right(self._starts, start) - 1
        article = self._articles[k] if k >= 0 else None
        if not article or start - article.start > len(_NEXT) + 2:
            return start
        number, heading = (article.number or "").lower(), (article.heading or "").lower()
        at = _skipped(self.low, start + len(number) if self.low.startswith(number, start) else start, end)
        if heading and self.low.startswith(heading, at):
            at = _skipped(self.low, at + len(heading), end)
        return at if at < end else start

    def best(self, key: str, wanted: Wanted) -> Choice | None:
        """The sentence with a mark of that key that speaks most plainly of this agreement; None if none does.

        Of equals the first stands.
        """
        best, best_score, reached = None, _ENOUGH, -1
        most = _MOST if wanted.better else _MOST - _BETTER
        for start, end, _ in self._marks.get(key, ()):
            if best_score == most:
                break
            if start < self._body_start or start < reached or (start < self._early and not self._headed(start, wanted)):
                continue
            low, high = self.around(start)
            reached = high
            if high - low < 12:
                continue
            score = self._score(low, high, wanted, best_score)
            if score > best_score:
                best, best_score = Choice(low, high, start, end), score
        return best

    def ranked(self, key: str, wanted: Wanted) -> list[Choice]:
        """Every sentence with a mark of that key that speaks of this agreement, the plainest first."""
        found: dict[int, tuple[int, Choice]] = {}
        for start, end, _ in self._marks.get(key, ())[:_RANKED]:
            low, high = self.around(start)
            if start >= self._body_start and low not in found and high - low >= 12:
                score = self._score(low, high, wanted, 0)
                if score > _ENOUGH:
                    found[low] = (score, Choice(low, high, start, end))
        return [choice for _, choice in sorted(found.values(), key=lambda scored: (-scored[0], scored[1].start))]

    def _score(self, start: int, end: int, wanted: Wanted, least: int) -> int:
        """How plainly a sentence speaks of what is wanted; 0 where it is not more than `least`, which is asked cheaply first."""
        low, open_ = self.low, _BETTER if wanted.better else 0
        score = (2 if start < self._body_end else 0) + (1 if start > self._body_end * 0.5 else 0)
        if _PLAINLY + score + _HEADED + open_ <= least:
            return 0
        score += _HEADED if self._headed(start, wanted) else 0
        if _PLAINLY + score + open_ <= least:
            return 0
        named = self._named(start, end)
        score += named
        if (wanted.itself and named < _PERHAPS) or score + open_ <= least:
            return 0
        if not self._finite(start, end) or not wanted.words.search(low, start, end):
            return 0
        score += _BETTER if wanted.better and wanted.better.search(low, start, end) else 0
        score -= 4 if wanted.worse and wanted.worse.search(low, start, end) else 0
        if (
            wanted.doubted
            and wanted.doubted.search(low, start, end)
            and not (wanted.firm and wanted.firm.search(low, start, end))
        ):
            score -= 4
        return score

    def _finite(self, start: int, end: int) -> bool:
        """Whether a sentence has a verb that can rule; the most frequent is looked for plainly, which is soonest done."""
        return self.low.find(" shall ", start, end) >= 0 or _FINITE.search(self.low, start, end) is not None

    def _named(self, start: int, end: int) -> int:
        """How plainly a sentence speaks of the agreement: it names it, perhaps does, or names its parties."""
        known = self._about.get(start)
        if known is None:
            # Alone, where a number may be glued to the first word.
            low, at, stop = (self.low[start:end], 0, end - start) if self._lowered else (self.low, start, end)
            if _SELF.search(low, at, stop):
                known = _PLAINLY
            elif _PERHAPS_SELF.search(low, at, stop) or _IT.match(low, at):
                known = _PERHAPS
            else:
                known = 1 if _PARTY.search(low, at, stop) else 0
            self._about[start] = known
        return known

    def _headed(self, at: int, wanted: Wanted) -> bool:
        """Whether the article around a place is about what is wanted, by its heading."""
        k = bisect_right(self._starts, at) - 1
        if k < 0 or not wanted.heading or at >= self._articles[k].end:
            return False
        known = self._headings.get((k, wanted.heading))
        if known is None:
            found = wanted.heading.search((self._articles[k].heading or "").lower())
            known = self._headings[k, wanted.heading] = found is not None
        return known

    def following(self, choice: Choice, count: int) -> list[tuple[int, int]]:
        """The sentence itself and those right behind it in the same paragraph."""
        found = [(choice.start, choice.end)]
        at = choice.end
        for _ in range(count):
            gap = re.compile(r"\s*").match(self.text, at)
            start = gap.end() if gap else at
            if start >= len(self.text) or self.text.count("\n", at, start) > 2:
                break
            low, high = self.around(start)
            if high <= at:
                break
            found.append((max(low, at), high))
            at = high
        return found

    def span(self, choice: Choice) -> Span:
        """The span of a sentence."""
        return Span(choice.start, choice.end)
