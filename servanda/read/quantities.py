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
_THINGS = re.compile(
    r"(?:[\s\xa0]?\(\d{1,6}\))?[\s\xa0]+(?:(?!(?:of|and|or|to|in|for|from|on|at|by|with|within|under|per|years?|months?|days?|weeks?|hours?|times)\b)[a-z][a-z-]*[\s\xa0]+){0,3}?"
    r"(?!(?:years|months|days|weeks|hours|minutes|times|per|instal\w+|parts|stages|phases|copies|originals|texts|languages|parties|"
    r"governments|states|articles|paragraphs|votes|thirds|quarters|halves|degrees|tranches|payments|cents|pence|as|its|this|is|was|has|shillings|"
    r"[a-z]*(?:ous|ess|us|ss))\b)[a-z-]{3,}(?:s|men|people|children)\b(?!')"
)
"""A plural right behind a number, with up to three words that describe it."""
_LISTED = re.compile(r"\d(?:,| and| or)[\s\xa0]+$")
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


def counted_things(
    text: str, start: int, end: int, low: str, found: tuple[Quantity, ...], taken: list[tuple[int, int]]
) -> tuple[Quantity, ...]:
    """The quantities inside [start, end), the object of something given, that no word for goods names: "2,000 test booklets".

    `found` are those that the lexicon knows, `taken` the places of sums; the answer holds both, in order.
    """
    if not _COUNTS.search(low, start, end):
        return found
    more = []
    for number in numbers_in(text, start, end):
        if number.value < 2 or any(a <= number.start < b for a, b in taken) or any(_over(number, quantity) for quantity in found):
            continue
        things = _THINGS.match(low, number.end, end)
        if (
            things is None
            or _LISTED.search(low, max(0, number.start - 8), number.start)
            or _REFERENCE.search(low, max(0, number.start - 14), number.start)
        ):
            continue
        if _OF_A_DATE.match(low, number.end) or _YEAR_OF_A_DATE.search(low, max(0, number.start - 18), number.start):
            continue
        more.append(_quantity(text, start, end, number, things.end()))
    return tuple(sorted((*found, *more), key=lambda quantity: quantity.start or 0)) if more else found


def _over(number: Number, quantity: Quantity) -> bool:
    return quantity.start is not None and quantity.end is not None and quantity.start <= number.start < quantity.end


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
