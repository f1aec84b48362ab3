"""Goods and people counted: "30 F-16 aircraft", "two sets of tools", "five hundred soldiers"."""

from servanda.lexicon import Marks
from servanda.lexicon import lazy_re as re
from servanda.model import Quantity
from servanda.read.numbers import Number, bound_before, numbers_in

_NOT_DESCRIBING = r"(?!(?:of|and|or|to|in|for|from|the|on|at|by|with|years?|months?|days?|weeks?|hours?)\b)"
_TO_GOODS = re.compile(
    rf"\)?(?:\s\([\w ,-]{{1,40}}\))?[\s-]{{1,2}}(?:of\s)?(?:{_NOT_DESCRIBING}[\w’'./-]+[\s-]){{0,4}}",
)
_OF_WHAT = re.compile(
    r"\sof\s(?!(?:the|this|that|these|each|its|their|any|such|which)\b)[\w’'-]+(?:\s(?!(?:and|or|to|in|for|from|on|at|by"
    r"|with|within|as|per"
    r"|shall|will|may|annually|which|that|who|under|until|during|over|after|before)\b)[\w’'-]+){0,3}",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"\b(?:articles?|art\.?|paragraphs?|annex(?:es)?|sections?|resolutions?|chapters?|no\.?|nos\.?|protocols?|part)\s*$",
)
_MONTH = "january|february|march|april|may|june|july|august|september|october|november|december"
_OF_A_DATE = re.compile(rf"(?:st|nd|rd|th)?(?:[\s\xa0]+day)?(?:[\s\xa0]+of)?[\s\xa0]+(?:{_MONTH})\b")
_YEAR_OF_A_DATE = re.compile(rf"\b(?:{_MONTH})(?:[\s\xa0]+\d{{1,2}})?,?[\s\xa0]+$")
_BRACKETED = re.compile(r"^\s?\([^()]*\)")
_NEAR = 60
_COUNTS = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen"
    r"|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|dozen)\b",
)
"""A number that may count the goods behind it; sought first because goods are often named without one."""
_ONE = {"a", "an", "one"}


def quantities_in(text: str, start: int, end: int, marks: Marks) -> tuple[Quantity, ...]:
    """The quantities that stand inside [start, end), in order; money and periods are none."""
    found: list[Quantity] = []
    low = marks.low
    for at, to, _ in marks.within("goods", start, end):
        floor = max(start, at - _NEAR)
        if not _COUNTS.search(low, floor, at):
            continue
        number = _number_of(low, at, numbers_in(text, max(start, floor - _NEAR), at))
        if number is None or (found and found[-1].end is not None and number.start < found[-1].end):
            continue
        found.append(_quantity(text, start, end, number, to))
    return tuple(found)


def _number_of(low: str, at: int, numbers: list[Number]) -> Number | None:
    """The first number in front of the goods with nothing between them but what describes them ("12 Leopard 2 tanks")."""
    for number in numbers:
        if number.end <= at and at - number.end < 60 and _TO_GOODS.fullmatch(low, number.end, at):
            if _OF_A_DATE.match(low, number.end) or _YEAR_OF_A_DATE.search(low, max(0, number.start - 18), number.start):
                continue
            one = low[number.start : number.end] in _ONE
            return None if one or _REFERENCE.search(low, max(0, number.start - 14), number.start) else number
    return None


def _quantity(text: str, start: int, end: int, number: Number, to: int) -> Quantity:
    what = _OF_WHAT.match(text, to, end)
    to = what.end() if what else to
    bound, at = bound_before(text, start, number.start)
    unit = _BRACKETED.sub("", text[number.end : to]).lstrip(") -")
    return Quantity(text[at:to], number.value, " ".join(unit.split()), bound, at, to)
