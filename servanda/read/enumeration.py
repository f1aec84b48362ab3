"""Numbered paragraphs and lettered items: sequences that begin at 1, a or i and go on, on lines of their own or run in."""

import re
from bisect import bisect_left
from dataclasses import dataclass

from servanda.read.numerals import roman_value

_APART = r"(?<![\w.,/§$£€-])"
_ROMAN = "[ivxIVX]{1,6}"
_ENUMERATOR = re.compile(
    r"(?P<line>(?:^|\n)[ \t\xa0>*_#]*)?(?:"
    rf"\((?P<both>\d{{1,3}}|[a-zA-Z]{{1,2}}|{_ROMAN})\)"
    rf"|{_APART}(?P<dotted>\d{{1,2}}(?:\.\d{{1,2}}){{1,3}})\.?(?=[ \t\xa0]+[A-Z\"“(])"
    rf"|{_APART}(?P<point>\d{{1,3}}(?:bis|ter)?|[a-zA-Z]|{_ROMAN}|l)\.(?=[ \t\xa0\n\"“(]|[A-Za-z]{{2}})"
    rf"|{_APART}(?<!\()(?P<right>\d{{1,3}}|[a-zA-Z]{{1,2}}|{_ROMAN})\)(?=[ \t\xa0\n\"“(A-Za-z]))"
    r"|(?:^|\n)[ \t\xa0>*_#]*(?P<bullet>[-–—•·*o▪●◦])(?=[ \t\xa0]+\S|[a-z])"
)
_OPENS = re.compile(
    r"(?:^|[.;:,\])\n]|[-–—]|\b(?:and|or|and/or|but|also|by|to|of|the|that|namely|either|shall)|[.;:]['\"”’])\s*$",
    re.IGNORECASE,
)
_IS_REFERENCE = re.compile(
    r"(?:\b(?:paragraphs?|paras?\.?|sub-?paragraphs?|sub-?sections?|sections?|articles?|arts?\.|items?|clauses?|points?|letters?"
    r"|nos?|rules?|chapter|part|annex|annexes|sentence|indents?|regulations?|numbers?|pp?|vol|\d)[\s.]*"
    r"|\(?\b(?:[a-z]|[ivx]{1,4}|\d{1,3})\)[\s,;]*(?:and|or|to|and/or|,|through)?\s*)$",
    re.IGNORECASE,
)
_LATIN_TAIL = re.compile(r"bis|ter")


@dataclass(frozen=True, slots=True)
class Enumerator:
    """A label that may open a paragraph or an item: its place, its form, what number it may be, and whether it opens a line."""

    start: int
    end: int
    form: str
    label: str
    values: tuple[tuple[str, int], ...]
    line: bool


@dataclass(frozen=True, slots=True)
class Item:
    """A paragraph or item found in a region: depth 0 is outermost."""

    start: int
    end: int
    label: str
    family: str
    depth: int


def enumerators(text: str) -> list[Enumerator]:
    """Every label of the text that may open a paragraph or an item, in order."""
    found = []
    for match in _ENUMERATOR.finditer(text):
        kind = match.lastgroup
        line = match["line"] is not None or kind == "bullet"
        if kind == "bullet":
            found.append(Enumerator(match.start("bullet"), match.end(), "bullet", "-", (("bullet", 0),), True))
            continue
        if kind == "line" or kind is None:
            continue
        label = match[kind]
        start = match.start(kind) - (kind == "both")
        form = {"both": "()", "point": ".", "right": ")", "dotted": "dotted"}[kind]
        values = _values(label, form)
        if values and (line or _may_run_in(text, start)):
            found.append(Enumerator(start, match.end(), form, label, values, line))
    return found


def _values(label: str, form: str) -> tuple[tuple[str, int], ...]:
    if form == "dotted":
        return (("dotted", int(label.rsplit(".", 1)[1])),)
    if label == "l":
        return (("1", 1), ("a", 12))
    if label[0].isdigit():
        digits = _LATIN_TAIL.split(label)[0]
        return (("1", int(digits)),) if digits == label else (("1bis", int(digits)),)
    values = []
    case = "A" if label[0].isupper() else "a"
    if len(label) == 1:
        values.append((case, ord(label.lower()) - 96))
    elif len(label) == 2 and label[0] == label[1]:
        values.append((case, ord(label[0].lower()) - 96 + 26))
    roman = roman_value(label) if label.isupper() or label.islower() else None
    if roman:
        values.append(("I" if case == "A" else "i", roman))
    return tuple(values)


def _may_run_in(text: str, start: int) -> bool:
    before = text[max(0, start - 24) : start]
    return bool(_OPENS.search(before)) and not _IS_REFERENCE.search(before)


def enumerated(labels: list[Enumerator], starts: list[int], begin: int, end: int) -> list[Item]:
    """The paragraphs and items of [begin, end): sequences only, nested as they open one inside another."""
    low, high = bisect_left(starts, begin), bisect_left(starts, end)
    region = labels[low:high]
    places: dict[tuple[str, str, int], list[int]] = {}
    for label in region:
        for family, value in label.values:
            places.setdefault((label.form, family, value), []).append(label.start)
    open_: list[tuple[str, str, int]] = []
    items: list[Item] = []
    for label in region:
        step = _continued(open_, label) or _opened(open_, label, places, begin)
        if step:
            depth, family, value = step
            open_[depth:] = [(label.form, family, value)]
            items.append(Item(label.start, label.end, label.label, family, depth))
    return items


def _continued(open_: list[tuple[str, str, int]], label: Enumerator) -> tuple[int, str, int] | None:
    for depth in range(len(open_) - 1, -1, -1):
        form, family, value = open_[depth]
        for own, number in label.values:
            same = own == family and form == label.form
            if same and (number == value + 1 or family == "bullet" or (label.line and number == value + 2 and number > 2)):
                return depth, own, number
            if own == "1bis" and family == "1" and form == label.form and number == value:
                return depth, "1", number
    return None


def _opened(
    open_: list[tuple[str, str, int]], label: Enumerator, places: dict[tuple[str, str, int], list[int]], begin: int
) -> tuple[int, str, int] | None:
    if len(open_) > 5:
        return None
    for family, value in label.values:
        if family == "bullet":
            return len(open_), family, 0
        if value != 1 or any((label.form, family) == (f, g) for f, g, _ in open_):
            continue
        following = places.get((label.form, family, 2), [])
        k = bisect_left(following, label.start + 1)
        again = places[(label.form, family, 1)]
        next_same = bisect_left(again, label.start + 1)
        limit = again[next_same] if next_same < len(again) else None
        if k < len(following) and (limit is None or following[k] < limit):
            return len(open_), family, value
    return None
