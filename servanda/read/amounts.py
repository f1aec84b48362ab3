"""Money as written: low, high, currency, bound, period, share.

A number is money only beside a currency's word or sign, or as a percentage of something that is money.
"""

from bisect import bisect_left, bisect_right
from dataclasses import replace
from decimal import Decimal

from servanda.lexicon import Marks
from servanda.lexicon import lazy_re as re
from servanda.model import Amount
from servanda.read.numbers import Number, bound_before, numbers_in

_SIGN = re.compile(
    r"(?:\b(?P<before>US|U\.S\.|CAN|C|AU|A|NZ|HK|S))?\$(?:(?P<after>US|NZ|CAN|AU)\b)?|€|£|¥|₴"
    r"|(?P<share>%|\bper ?cent(?:um)?\b\.?)",
    re.IGNORECASE,
)
_SIGN_CODES = {"€": "EUR", "£": "GBP", "¥": "JPY", "₴": "UAH", "$": "USD"}
_DOLLARS = {"C": "CAD", "CAN": "CAD", "A": "AUD", "AU": "AUD", "NZ": "NZD", "HK": "HKD", "S": "SGD"}
_TO_CURRENCY = re.compile(
    r"\)?[\s\u00a0]{0,2}(?:\([^()]{1,40}\)\s{0,2})?(?:of\s)?(?:(?:gold|silver|current|lawful|milled|us|u\.s\.)\s)?"
)
_FROM_CURRENCY = re.compile(r"[\s\u00a0.]{0,2}(?:\(\s?)?")
_RANGE = re.compile(r"\s?(?:-|–|—|\bto\b|\band\b|\bor\b)\s?(?:[$€£]\s?)?")
_CENTS = re.compile(r"\s?,?\sand\s(?P<cents>[\w -]{1,20}?)\scents?\b")
_BRACKETED = re.compile(r"\s?\(\s?")
_TAIL = re.compile(r"\s(?:(?P<at_least>or more|or over|at least)|(?P<up_to>or less|at (?:the )?most|maximum))\b", re.IGNORECASE)
_PERIOD_WORDS = (
    r"per (?:annum|year|month|day|week)|(?:a|each|every) (?:year|month|week|day)|annually|yearly|monthly|quarterly"
    r"|for (?:the )?(?:(?:term|period|space) of )?(?:\w+[\s-]){1,4}?(?:years|months)"
    r"|(?:over|during) (?:the )?(?:next |coming )?(?:\w+ ){0,2}(?:years|months)"
    r"|(?:in|for|during) (?:the (?:fiscal |financial )?years? )?(?P<year>(?:19|20)\d\d(?:[-–/](?:19|20)?\d\d)?)"
)
_PERIOD = re.compile(rf"\b(?:{_PERIOD_WORDS})(?!\w)", re.IGNORECASE)
_PERIOD_REACH = 300
_PERIOD_TWICE = re.compile(r"\b(?:annually|yearly),? and (?:each|every) year\b", re.IGNORECASE)
_MONEY_NOUNS = (
    "gdp|gni|gnp|product|budgets?|costs?|expenditures?|expenses|value|price|amounts?|income|revenues?|salary|salaries|wages?"
    "|contributions?|fund"
    "|proceeds|payments?|premiums?|dut(?:y|ies)|tariffs?|tax(?:es)?|interest|principal|profits?|royalties|dividends?"
    "|receipts|sums?|financing|fees?"
)
_SHARE_OF = re.compile(
    rf"\s(?:\(\d[\d.,]{{0,5}}\s?%\)\s)?of\s(?:the\s|its\s|their\s|each\s|such\s|that\s"
    rf"|any\s)?(?P<what>(?:[\w’'-]+\s){{0,4}}?(?:{_MONEY_NOUNS}))\b",
    re.IGNORECASE,
)
_INTEREST = re.compile(r"\binterest\b[^.;]{0,30}$", re.IGNORECASE)
_Anchor = tuple[int, int, str | None, bool]


def amounts_in(text: str, start: int, end: int, marks: Marks) -> tuple[Amount, ...]:
    """The amounts that stand inside [start, end), in order.

    "about" makes a range: all that would be rounded to what is written (about 380 million: 375 to 385 million).
    """
    piece = text[start:end]
    signed = (
        "$" in piece or "%" in piece or "€" in piece or "£" in piece or "er cent" in piece or "ercent" in piece or "¥" in piece
    )
    if not signed and not marks.any("currency", start, end) and "₴" not in piece:
        return ()
    numbers = numbers_in(text, start, end)
    if not numbers:
        return ()
    counted = _Counted(text, numbers)
    found: list[Amount] = []
    for anchor in _anchors(text, start, end, marks, signed):
        pair = counted.beside(anchor)
        if pair and (amount := _amount(text, start, end, anchor, pair)):
            found.append(amount)
    return tuple(_with_ranges(text, _without_doubles(text, found)))


def part_of(text: str, start: int, end: int, whole: Amount) -> Amount | None:
    """The sum that a bare number tells in the currency of the sum before it: "... 500 million euros, of which 420 million"."""
    numbers = numbers_in(text, start, end)
    if len(numbers) != 1 or whole.currency == "%":
        return None
    bound, at = bound_before(text, start, numbers[0].start)
    low, high = _bounds(numbers[0].value, numbers[0].value, bound)
    return Amount(low, high, whole.currency, text[at : numbers[0].end], bound, None, None, at, numbers[0].end)


def _anchors(text: str, start: int, end: int, marks: Marks, signed: bool) -> list[_Anchor]:
    """Where money is named: (start, end, code, is a sign); a percent sign has the code `%`."""
    anchors: list[_Anchor] = []
    for at, to, key in marks.within("currency", start, end):
        if key.endswith("?") and text[to : to + 4].lower() == " of ":
            continue
        code = key.rstrip("?")
        anchors.append((at, to, None if code == "-" else code, False))
    if signed:
        for match in _SIGN.finditer(text, start, end):
            named = (match["before"] or match["after"] or "").upper()
            code = "%" if match["share"] else _DOLLARS.get(named) or _SIGN_CODES[match[0] if match[0] in _SIGN_CODES else "$"]
            anchors.append((match.start(), match.end(), code, True))
        anchors.sort(key=lambda anchor: anchor[0])
    return anchors


class _Counted:
    """The numbers of a clause; each belongs to one currency at most."""

    def __init__(self, text: str, numbers: list[Number]) -> None:
        self._text, self._numbers = text, numbers
        self._starts, self._ends = [n.start for n in numbers], [n.end for n in numbers]
        self._used: set[int] = set()

    def beside(self, anchor: _Anchor) -> list[Number]:
        """The number, or the two ends of a range, beside a currency's word or sign; [] where there is none."""
        at, to, code, sign = anchor
        text, numbers = self._text, self._numbers
        before, after = self._free(bisect_right(self._ends, at) - 1), self._free(bisect_left(self._starts, to))
        follows = after is not None and _FROM_CURRENCY.fullmatch(text, to, numbers[after].start) is not None
        near = before is not None and numbers[before].end + 60 > at
        leads = before is not None and near and _TO_CURRENCY.fullmatch(text, numbers[before].end, at) is not None
        if after is not None and code != "%" and follows and (sign or not leads):
            return self._taken([after, after + 1] if self._is_range(after) else [after])
        if before is not None and leads:
            if self._is_range(before - 1):
                return self._taken([before - 1, before])
            if before > 0 and _is_repeated(text, numbers[before - 1], numbers[before]):
                self._used.add(before)
                return self._taken([before - 1])
            return self._taken([before])
        return []

    def _free(self, index: int) -> int | None:
        return index if 0 <= index < len(self._numbers) and index not in self._used else None

    def _is_range(self, low: int) -> bool:
        if low < 0 or low + 1 >= len(self._numbers) or low in self._used:
            return False
        return _is_range(self._text, self._numbers[low], self._numbers[low + 1])

    def _taken(self, chosen: list[int]) -> list[Number]:
        self._used.update(chosen)
        return [self._numbers[k] for k in chosen]


def _is_range(text: str, low: Number, high: Number) -> bool:
    if high.start - low.end >= 9 or high.value <= low.value or not _RANGE.fullmatch(text, low.end, high.start):
        return False
    # "between 5 and 7 million" is a range, "5 million and 7 million" are two sums.
    return "and" not in text[low.end : high.start] or "between" in text[max(0, low.start - 20) : low.start].lower()


def _is_repeated(text: str, words: Number, figures: Number) -> bool:
    return words.value == figures.value and _BRACKETED.fullmatch(text, words.end, figures.start) is not None


def _amount(text: str, start: int, end: int, anchor: _Anchor, numbers: list[Number]) -> Amount | None:
    at, to = min(anchor[0], numbers[0].start), max(anchor[1], numbers[-1].end)
    share = None
    if anchor[2] == "%":
        share, to = _share(text, at, to, end)
        if share is None:
            return None
    low, high = numbers[0].value, numbers[-1].value
    cents = _CENTS.match(text, to, min(end, to + 40))
    if cents and (small := numbers_in(text, cents.start("cents"), cents.end("cents"))):
        low, high, to = low + small[0].value / 100, high + small[0].value / 100, cents.end()
    if len(numbers) == 2 and numbers[0].scale == 1 < numbers[1].scale and low * numbers[1].scale < high:
        low *= numbers[1].scale
    bound, at = bound_before(text, start, at)
    tail = _TAIL.match(text, to, min(end, to + 12)) if bound == "exact" else None
    if tail:
        bound, to = str(tail.lastgroup), tail.end()
    bounds = _bounds(low, high, bound)
    return Amount(*bounds, anchor[2], text[at:to], bound, _period(text, start, at, to, end), share, at, to)


def _bounds(low: Decimal, high: Decimal, bound: str) -> tuple[Decimal | None, Decimal | None]:
    if bound == "at_least":
        return low, None
    if bound == "up_to":
        return None, high
    if bound == "about" and low == high:
        exponent = low.normalize().as_tuple().exponent
        half = Decimal(5).scaleb(int(exponent) - 1)
        return low - half, high + half
    return low, high


def _share(text: str, at: int, to: int, end: int) -> tuple[str | None, int]:
    match = _SHARE_OF.match(text, to, min(end, to + 90))
    if match:
        return match["what"], match.end()
    return ("interest" if _INTEREST.search(text, max(0, at - 45), at) else None), to


def _period(text: str, start: int, at: int, to: int, end: int) -> str | None:
    """The words of the time that an amount covers: right behind it, else in front of it."""
    behind = _PERIOD.search(text, to, min(end, to + 60))
    if behind and not re.search(r"[;.]\s|\d|\band\b", text[to : behind.start()]):
        return behind["year"] or behind[0]
    low = max(start, at - _PERIOD_REACH)
    ahead = _PERIOD_TWICE.search(text, low, at) or _PERIOD.search(text, low, at)
    return (ahead.groupdict().get("year") or ahead[0]) if ahead else None


_TO_THE_OTHER_END = re.compile(r"\s?(?:-|–|—|to|or|(?P<and>and))\s?")
_BETWEEN = re.compile(r"\bbetween\s(?:[\w]+\s){0,3}$", re.IGNORECASE)


def _with_ranges(text: str, found: list[Amount]) -> list[Amount]:
    """Two sums that are the ends of a range are one: "EUR 2 million to EUR 3 million", "between EUR 2 and EUR 3 million"."""
    kept: list[Amount] = []
    for amount in found:
        last = kept[-1] if kept else None
        if last and _are_ends(text, last, amount):
            start, end = last.start or 0, amount.end
            kept[-1] = replace(
                last,
                high=amount.high,
                text=text[start:end],
                end=end,
                period=amount.period or last.period,
                share_of=amount.share_of,
            )
        else:
            kept.append(amount)
    return kept


def _are_ends(text: str, low: Amount, high: Amount) -> bool:
    if low.currency != high.currency or low.bound != "exact" or high.bound != "exact" or None in (low.start, low.end, high.start):
        return False
    if low.high is None or high.low is None or low.high >= high.low:
        return False
    joint = _TO_THE_OTHER_END.fullmatch(text, low.end or 0, high.start or 0)
    if joint is None:
        return False
    return not joint["and"] or _BETWEEN.search(text, max(0, (low.start or 0) - 40), low.start or 0) is not None


def _without_doubles(text: str, found: list[Amount]) -> list[Amount]:
    """A sum in words that is repeated in figures, in brackets, is one sum."""
    kept: list[Amount] = []
    for amount in found:
        last = kept[-1] if kept else None
        if last and (last.low, last.high, last.currency) == (amount.low, amount.high, amount.currency):
            gap = text[last.end : amount.start]
            if gap.strip() == "(":
                continue
        kept.append(amount)
    return kept
