"""Which agreements that different documents name are one and the same: a score with its reasons, for a person to confirm.

Points are added and taken off; two that cannot be the same (other parties, another day) get none. The weights are set by hand and
stand here; nothing is merged by a score alone.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from servanda.compare.likely import Likeness, Points, added_up, suggestions
from servanda.model import PartialDate, Sameness

LEAST = 0.55
"""The score from which a pair is suggested."""
_CLOSE_DAYS = 31
_AHEAD_DAYS = 800
"""How long before its signature a report may expect an agreement."""
_MOST_PARTIES = 6
_LARGEST_GROUP = 400
_WORD = re.compile(r"[^\W\d_]{3,}")
_GRAMMAR = (
    "the and for between among with from this that concerning relating regarding constituting its their "
    "year years ten five one two long term"
)
_STATES = "government governments republic kingdom state states federal federation union united"
_FORMS = (
    "agreement agreements treaty treaties convention pact accord arrangement memorandum understanding protocol declaration "
    "exchange note notes"
)
_SAYS_NOTHING = frozenset(f"{_GRAMMAR} {_STATES} {_FORMS}".split())
"""Words of titles that do not say what an agreement is about."""
_NOT_YET = ("expected", "proposed")


@dataclass(frozen=True)
class Told:
    """An agreement as one document tells of it.

    `published` is the day of the document, `months` the term, `names` the words of what its parties are called, which say
    nothing of what it is about.
    """

    id: str
    document: str
    title: str | None
    parties: frozenset[str]
    signed: str | None
    status: str | None
    legal_form: str | None
    months: int | None
    published: str | None
    names: frozenset[str] = frozenset()

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of the title that say what it is about."""
        return words_in(self.title or "") - _SAYS_NOTHING - self.names


def words_in(title: str) -> frozenset[str]:
    """The words of a title or name, without case and accents."""
    plain = unicodedata.normalize("NFKD", title.casefold())
    return frozenset(_WORD.findall("".join(c for c in plain if not unicodedata.combining(c))))


def same_agreements(told: Sequence[Told], least: float = LEAST) -> tuple[Sameness, ...]:
    """Pairs of different documents that are probably the same agreement, the surest first."""
    return suggestions("agreement", _candidates(told), likeness, least)


def likeness(a: Told, b: Told) -> Likeness:
    """How sure it is that two are the same agreement, 0 to 1, and the sentences that say why."""
    return added_up((_parties, _titles, _days, _terms, _form), a, b)


def _parties(a: Told, b: Told) -> Points:
    if not a.parties or not b.parties:
        return 0.0, ""
    named = ", ".join(sorted(a.parties & b.parties))
    if a.parties == b.parties:
        return (0.4 if len(a.parties) > 1 else 0.1), f"the same parties: {named}"
    if len(a.parties & b.parties) > 1 and (a.parties < b.parties or b.parties < a.parties):
        return 0.2, f"the parties of one are among those of the other: {named}"
    return None, "other parties"


def _titles(a: Told, b: Told) -> Points:
    if not a.words or not b.words:
        return 0.0, ""
    shared = a.words & b.words
    if a.words == b.words:
        return (0.45 if len(a.words) > 1 else 0.25), "the titles say the same: " + ", ".join(sorted(shared))
    share = len(shared) / min(len(a.words), len(b.words))
    if share >= 0.5:
        return round(0.3 * share, 2), "words that both titles have: " + ", ".join(sorted(shared))
    return -0.15, "the titles share few words"


def _days(a: Told, b: Told) -> Points:
    if a.signed and b.signed:
        shorter = min(len(a.signed), len(b.signed))
        if a.signed[:shorter] == b.signed[:shorter]:
            points = {4: 0.1, 7: 0.2}.get(shorter, 0.35)
            return (
                points,
                f"signed on the same day, {a.signed}" if shorter == 10 else f"signed at the same time, {a.signed[:shorter]}",
            )
        apart = abs((PartialDate.parse(a.signed).first - PartialDate.parse(b.signed).first).days)
        if apart > _CLOSE_DAYS:
            return None, f"signed {apart} days apart"
        return -0.1, f"signed {apart} days apart"
    ahead, done = (a, b) if a.status in _NOT_YET else (b, a)
    if ahead.status in _NOT_YET and done.status not in _NOT_YET and done.status:
        if ahead.published and done.signed:
            days = (PartialDate.parse(done.signed).last - PartialDate.parse(ahead.published).first).days
            if not 0 <= days <= _AHEAD_DAYS:
                return -0.2, "what one expects is not what the other is, by their days"
            return 0.15, f"one expects on {ahead.published} what the other says was signed on {done.signed}"
        return 0.1, "one expects what the other says is signed"
    return 0.0, ""


def _terms(a: Told, b: Told) -> Points:
    if a.months is None or b.months is None:
        return 0.0, ""
    if a.months == b.months:
        return 0.15, f"the same term, {a.months} months"
    return -0.2, f"another term, {a.months} and {b.months} months"


def _form(a: Told, b: Told) -> Points:
    same = a.legal_form is not None and a.legal_form == b.legal_form
    return (0.05, f"the same form, {str(a.legal_form).replace('_', ' ')}") if same else (0.0, "")


def _candidates(told: Sequence[Told]) -> Iterator[tuple[Told, Told]]:
    """Pairs that share two parties or the words of the title, each once: not all pairs of thousands."""
    groups: dict[Hashable, list[Told]] = defaultdict(list)
    for entry in told:
        if len(entry.parties) <= _MOST_PARTIES:
            for pair in combinations(sorted(entry.parties), 2):
                groups[pair].append(entry)
        if entry.words:
            groups[entry.words].append(entry)
        if len(entry.parties) > _MOST_PARTIES and entry.signed:
            groups[entry.signed].append(entry)
    seen: set[tuple[str, str]] = set()
    for group in groups.values():
        for a, b in _pairs(group):
            key = (min(a.id, b.id), max(a.id, b.id))
            if a.document != b.document and a.id != b.id and key not in seen:
                seen.add(key)
                yield a, b


def _pairs(group: Sequence[Told]) -> Iterator[tuple[Told, Told]]:
    """All pairs of a small group; of a large one those signed in one month, and those without a day against all."""
    if len(group) <= _LARGEST_GROUP:
        yield from combinations(group, 2)
        return
    by_month: dict[str, list[Told]] = defaultdict(list)
    for entry in group:
        by_month[(entry.signed or "")[:7]].append(entry)
    undated = by_month.pop("", [])[:_LARGEST_GROUP]
    for members in by_month.values():
        yield from combinations(members, 2)
        yield from ((a, b) for a in undated for b in members)
    yield from combinations(undated, 2)
