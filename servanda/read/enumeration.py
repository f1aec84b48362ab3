"""Numbered paragraphs and lettered items: sequences that begin at 1, a or i and go on, on lines of their own or run in.

Labels are sought by the signs they end or begin with, so that the scan runs over the text at the speed of those signs.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from servanda.lexicon import lazy_re as re
from servanda.read.numerals import roman_value

_ROMAN = "[ivxIVX]"
_LINE = re.compile(
    r"\n[ \t\xa0>*_#\"“„]*(?:"
    r"(?P<dotted>\d{1,2}(?:\.\d{1,2}){1,3})\.?(?=[ \t\xa0]*[\n A-Z\"“(])"
    r"|\.(?P<sub>\d{1,2})\.?(?=[ \t\xa0]+[\w\"“(])"
    r"|(?P<bullet>[-–—•·▪●◦])(?=[ \t\xa0]*[\w\"“(])"
    rf"|(?P<point>\d{{1,3}}(?:[ \t]?(?:bis|ter)|[A-Z])?|[a-zA-Z]|{_ROMAN}{{2,6}})[.](?=\D)"
    rf"|(?P<right>\d{{1,3}}|[a-zA-Z]{{1,2}}|{_ROMAN}{{1,6}})\)"
    rf"|\((?P<both>\d{{1,3}}(?:bis|ter)?|[a-zA-Z]{{1,2}}|{_ROMAN}{{1,6}})\))"
)
_BARE = re.compile(r"\n[ \t]*\n[ \t]*([1-9]\d?)[ \t]*\n[ \t]*\n(?=[ \t\n]*[A-Z\"“(])")
_BOTH = re.compile(rf"\((?<!\n\()(\d{{1,3}}|[a-zA-Z]{{1,2}}|{_ROMAN}{{1,6}})\)")


def _preceded(sign: str, *labels: str) -> str:
    """A pattern for a sign behind one of some labels that themselves stand apart; each label is of one length."""
    return "(?:" + "|".join(rf"(?<=[ \t\xa0;:,.—–-]{label}{sign})" for label in labels) + ")"


_RIGHT = re.compile(r"\)" + _preceded(r"\)", "[0-9a-zA-Z]", r"\d\d", "[a-zA-Z]{2}", "[ivx]{3}", "[ivx]{4}"))
_POINT = re.compile(
    r"\.(?=[ \t\xa0\n\"“(A-Za-z])" + _preceded(r"\.", "[0-9a-zA-Z]", r"\d\d", "[ivx]{2}", "[ivx]{3}", "[IVX]{2}", "[IVX]{3}")
)
_RUN_IN_BULLET = re.compile(r"[:;][ \t\xa0]?(?P<sign>[-–—•·▪●])(?=[ \t\xa0]?[a-zA-Z])")
_OPENING_BULLET = re.compile(r":[ \t\xa0]?[-–—•·▪●][ \t\xa0]?[a-zA-Z]")
_REFERENCE_WORDS = frozenset(
    [
        "paragraph",
        "paragraphs",
        "para",
        "paras",
        "subparagraph",
        "subparagraphs",
        "sub-paragraph",
        "sub-paragraphs",
        "section",
        "sections",
        "subsection",
        "subsections",
        "article",
        "articles",
        "art",
        "arts",
        "item",
        "items",
        "clause",
        "clauses",
        "point",
        "points",
        "letter",
        "letters",
        "no",
        "nos",
        "rule",
        "rules",
        "chapter",
        "part",
        "annex",
        "annexes",
        "sentence",
        "indent",
        "indents",
        "regulation",
        "regulations",
        "number",
        "numbers",
        "p",
        "pp",
        "vol",
        "title",
        "heading",
        "category",
        "categories",
        "column",
    ]
)
_OPENING_WORDS = frozenset(
    [
        "and",
        "or",
        "and/or",
        "but",
        "also",
        "by",
        "to",
        "of",
        "the",
        "that",
        "namely",
        "either",
        "shall",
        "both",
        "are",
        "is",
        "as",
        "for",
        "in",
        "with",
        "on",
    ]
)
_LISTED_BEFORE = re.compile(r"\(?(?:[a-z]|[ivx]{1,4}|\d{1,3})\)[ \t]*(?:,|and|or|to|and/or|through)?$", re.IGNORECASE)
_BLANK_LINE = re.compile(r"\n[ \t\xa0]*\n\s*(?=[A-Z])")
_NEXT_LINE = re.compile(r"\n\s*(?=[A-Z])")
_LEAD_IN = (":", "–", "—", "-", ",")
_BEHIND_HEADING = " \t\n\xa0.:-–—*_"
_DEEPEST, _NEAR, _LONGEST_ITEM = 6, 200, 1500


class Label(NamedTuple):
    """A label that may open a paragraph or an item: its place, its form, what numbers it may be, and whether it opens a
    line."""

    start: int
    end: int
    form: str
    shown: str
    values: tuple[tuple[str, int], ...]
    line: bool


@dataclass(slots=True)
class Item:
    """A paragraph or item found in a region: depth 0 is outermost."""

    start: int
    head: int
    end: int
    shown: str
    family: str
    depth: int


def labels(text: str) -> list[Label]:
    """Every label of the text that may open a paragraph or an item, in order."""
    found: dict[int, Label] = {}
    inside: set[int] = set()
    for match in _LINE.finditer("\n" + text):
        form = match.lastgroup or ""
        shown = match[form]
        start = match.start(form) - 1 - (form in ("both", "sub"))
        values = (("bullet" + shown, 0),) if form == "bullet" else _values(shown, form)
        if values:
            found[start] = Label(start, match.end() - 1, form, shown, values, True)
            if form in ("dotted", "sub"):
                inside.update(range(start + 1, start + len(shown) + 1))
    for match in _BARE.finditer("\n\n" + text):
        start = match.start(1) - 2
        found[start] = Label(start, match.end(1) - 2, "bare", match[1], _values(match[1], "bare"), True)
    for match in _BOTH.finditer(text):
        _add_run_in(text, found, match.start(), match.end(), "both", match[1])
    for place, bullet in _run_in_bullets(text):
        found.setdefault(place, Label(place, place + 1, "bullet", bullet, (("bullet" + bullet, 0),), False))
    for form, pattern in (("right", _RIGHT), ("point", _POINT)):
        for match in pattern.finditer(text):
            start = sign = match.start()
            while text[start - 1].isalnum():
                start -= 1
            if start not in inside:
                _add_run_in(text, found, start, match.end(), form, text[start:sign])
    return [found[start] for start in sorted(found)]


def _run_in_bullets(text: str) -> Iterator[tuple[int, str]]:
    """Place and sign of bullets that have lost their lines: "the Parties agree:- to protect ...;- to promote ...".

    A colon opens such a list, a semicolon goes on with it; a dash behind a colon alone is only a dash.
    """
    if not _OPENING_BULLET.search(text):
        return
    opener: tuple[int, str] | None = None
    last, sign = -_LONGEST_ITEM, ""
    for match in _RUN_IN_BULLET.finditer(text):
        place, shown = match.start("sign"), match["sign"]
        if match[0][0] == ":":
            opener = place, shown
        elif opener and opener[1] == shown and place - opener[0] < _LONGEST_ITEM:
            yield opener
            yield place, shown
            opener, last, sign = None, place, shown
        elif sign == shown and place - last < _LONGEST_ITEM:
            yield place, shown
            last = place


def _add_run_in(text: str, found: dict[int, Label], start: int, end: int, form: str, shown: str) -> None:
    if start in found:
        return
    values = _values(shown, form)
    if values and _may_run_in(text, start):
        found[start] = Label(start, end, form, shown, values, False)


def _may_run_in(text: str, start: int) -> bool:
    before = text[max(0, start - 20) : start].rstrip()
    if not before:
        return True
    last = before[-1]
    word = before.rsplit(None, 1)[-1].lower()
    if last == "," and word.strip("(,").isdigit():
        return False
    if last in '.;:,-–—)]”"’':
        return word.strip(".,;:-–—()") not in _REFERENCE_WORDS and not (last in ",)" and _LISTED_BEFORE.search(before))
    return word in _OPENING_WORDS and not (word in ("and", "or", "and/or", "to") and _LISTED_BEFORE.search(before))


@lru_cache(maxsize=4096)
def _values(shown: str, form: str) -> tuple[tuple[str, int], ...]:
    """The numbers that a label may be: (family, value); "i" is the ninth letter and the first roman numeral."""
    if form == "dotted":
        *stem, last = shown.split(".")
        return (("dotted" + ".".join(stem), int(last)),)
    if form == "sub":
        return (("sub", int(shown)),)
    if shown[0].isdigit():
        digits = re.match(r"\d+", shown)
        assert digits
        return ((("1", int(digits[0])),) if digits[0] == shown else (("1bis", int(digits[0])),)) if int(digits[0]) else ()
    values = [("1", 1)] if shown == "l" else []
    case = "A" if shown[0].isupper() else "a"
    if len(shown) == 1 or (len(shown) == 2 and shown[0] == shown[1]):
        values.append((case, ord(shown[0].lower()) - 96 + 26 * (len(shown) - 1)))
    roman = roman_value(shown) if shown.isupper() or shown.islower() else None
    if roman:
        values.append(("I" if case == "A" else "i", roman))
    return tuple(values)


_Open = tuple[str, str, int]
"""(form, family, last value) of a list that is open."""


def enumerated(text: str, region: list[Label], begin: int, end: int, whole_lines: bool = False) -> list[Item]:
    """The paragraphs and items of [begin, end), whose labels are `region`: sequences only, nested as they open one another.

    A number 1 that stands at the very beginning needs no number 2. `whole_lines`: a line of the text is a paragraph.
    """
    places: _Places = {}
    region = _without_references(region)
    for label in region:
        for family, value in label.values:
            if value <= 2:
                places.setdefault((label.form, family, value), []).append(label.start)
    open_: list[_Open] = []
    items: list[Item] = []
    for label in region:
        step = (
            _continued(open_, label)
            or _opened(text, open_, label, places)
            or _continued_otherwise(open_, label)
            or _begun_again(open_, label, places)
        )
        at_the_head = not step and not items and label.values[0] == ("1", 1) and label.start - begin < _NEAR
        if at_the_head and not text[begin : label.start].strip(_BEHIND_HEADING):
            step = 0, "1", 1
        if step:
            depth, family, value = step
            open_[depth:] = [(label.form, family, value)]
            items.append(Item(label.start, label.end, end, label.shown, family, depth))
    _set_ends(text, items, end, _NEXT_LINE if whole_lines else _BLANK_LINE)
    return items


def _without_references(region: list[Label]) -> list[Label]:
    """The labels without those in a sentence whose own line is yet to come: (a), in it "under (b)", then the line (b)."""
    own = [label for label in region if label.line]
    if not own or len(own) == len(region):
        return region
    lines: dict[tuple[str, str, int], list[int]] = {}
    for label in own:
        for family, value in label.values:
            lines.setdefault((label.form, family, value), []).append(label.start)
    kept: list[Label] = []
    last: dict[tuple[str, str], int] = {}
    for label in region:
        if label.line:
            last.update({(label.form, family): value for family, value in label.values})
        if label.line or not any(_comes_later(label, family, value, last, lines) for family, value in label.values):
            kept.append(label)
    return kept


def _comes_later(
    label: Label, family: str, value: int, last: dict[tuple[str, str], int], lines: dict[tuple[str, str, int], list[int]]
) -> bool:
    """Whether the list of lines stands at the number before, and its next line has this number."""
    if last.get((label.form, family)) != value - 1:
        return False
    own, first = (lines.get((label.form, family, number), []) for number in (value, 1))
    k, n = bisect_left(own, label.start), bisect_left(first, label.start)
    return k < len(own) and (n == len(first) or own[k] < first[n])


_Step = tuple[int, str, int] | None
"""(depth, family, value) of the place that a label takes."""
_Places = dict[tuple[str, str, int], list[int]]
"""Where the labels stand that begin a list, and the second ones."""


def _continued(open_: list[_Open], label: Label) -> _Step:
    for depth in range(len(open_) - 1, -1, -1):
        form, family, value = open_[depth]
        if form != label.form:
            continue
        for own, number in label.values:
            missed = label.line and (number == value + 2 > 3 or (own == "1" and 3 < number <= value + 3 and number > value))
            if own == family and (number == value + 1 or missed or family[:6] == "bullet"):
                return depth, own, number
            if own == "1bis" and family == "1" and value <= number <= value + 1:
                return depth, "1", number
    return None


def _continued_otherwise(open_: list[_Open], label: Label) -> _Step:
    """A line that goes on with a list in another form: a), b., c)."""
    if label.line:
        for depth in range(len(open_) - 1, -1, -1):
            _, family, value = open_[depth]
            if (family, value + 1) in label.values:
                return depth, family, value + 1
    return None


def _opened(text: str, open_: list[_Open], label: Label, places: _Places) -> _Step:
    """A list that begins: of another form than those that are open, or below a lead-in ("namely:") inside an item."""
    if len(open_) >= _DEEPEST:
        return None
    for family, value in label.values:
        if family[:6] == "bullet":
            return len(open_), family, 0
        if family[:6] == "dotted":
            return _dotted(open_, family, value)
        if value == 1 and _goes_on(label, family, places):
            known = [(f, g) == (label.form, family) for f, g, _ in open_]
            if not any(known) or (
                label.line and not known[-1] and text[max(0, label.start - 6) : label.start].rstrip()[-1:] in _LEAD_IN
            ):
                return len(open_), family, value
    return None


def _dotted(open_: list[_Open], family: str, value: int) -> _Step:
    """2.1 stands below 2, beside 1.3, and begins a list where nothing is open."""
    stem = family[6:]
    for depth in range(len(open_) - 1, -1, -1):
        _, other, last = open_[depth]
        if other[:6] == "dotted":
            if stem == f"{other[6:]}.{last}":
                return depth + 1, family, value
            if stem.count(".") == other.count("."):
                return depth, family, value
        elif other == "1" and stem == str(last):
            return depth + 1, family, value
    return None if open_ else (0, family, value)


def _begun_again(open_: list[_Open], label: Label, places: _Places) -> _Step:
    """A list that begins anew on a line of its own, as under an unnumbered heading."""
    if not label.line:
        return None
    for depth, (form, family, value) in enumerate(open_):
        if form == label.form and value >= 2 and (family, 1) in label.values and _goes_on(label, family, places):
            return depth, family, 1
    return None


def _goes_on(label: Label, family: str, places: _Places) -> bool:
    """Whether number 2 stands behind a number 1 before the next number 1 does."""
    following = places.get((label.form, family, 2), [])
    k = bisect_left(following, label.start + 1)
    again = places[(label.form, family, 1)]
    n = bisect_left(again, label.start + 1)
    return k < len(following) and (n == len(again) or following[k] < again[n])


def _set_ends(text: str, items: list[Item], end: int, below: re.Pattern[str]) -> None:
    """An item ends where the next of its depth or above begins; the last of a list where flush text goes on with the parent."""
    open_: list[Item] = []
    for item in items:
        deeper = [last for last in open_ if last.depth > item.depth]
        if deeper:
            _close(text, deeper, item.start, below)
        del open_[len(open_) - len(deeper) :]
        if open_ and open_[-1].depth == item.depth:
            open_.pop().end = item.start
        open_.append(item)
    if open_:
        kept = [item for item in open_ if not item.depth and item.family == "1"]
        for item in kept:
            item.end = end
        _close(text, open_[len(kept) :], end, below)


def _close(text: str, nested: list[Item], end: int, below: re.Pattern[str]) -> None:
    """Items inside one another end together, where the text behind the innermost is its own no longer."""
    if nested:
        end = _flush(text, nested[-1], end, below)
    for item in nested:
        item.end = end


def _flush(text: str, item: Item, end: int, below: re.Pattern[str]) -> int:
    """Where the text behind an item is no longer its own: at a capital below, behind the end of a sentence."""
    for match in below.finditer(text, item.head, end):
        if text[max(item.head, match.start() - 8) : match.start()].rstrip()[-1:] in (".", ";"):
            return match.end()
    return end
