"""Numbers of headings as treaties write and scanners misread them: 4, IV, 4bis, 4A, 9.3, "Four", "l5th".

A place in a text may be read as more than one number ("ARTICLE 11. each" is 11, or 1 followed by paragraph 1); every
reading is given, and the chain of headings decides.
"""

from typing import NamedTuple

from servanda.lexicon import lazy_re as re

Key = tuple[int, int, int]
"""(number, number behind the point, rank of the suffix): comparable, so that successors can be told."""

_ROMAN = re.compile(r"(C{0,3})(XC|XL|L?X{0,4})(IX|IV|V?I{0,4})", re.IGNORECASE)
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_LATIN = ("bis", "ter", "quater", "quinquies", "sexies", "septies", "octies", "novies", "decies")
_SUFFIX = re.compile(
    rf"[ \t]?-?[ \t]?(?P<latin>{'|'.join(_LATIN)})\b|[ \t]?-?(?P<letter>(?-i:[A-Z]))(?![\w'’])|(?P<small>[a-z])(?![\w'’)])",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"[1-9]\d?(?=\n)")
_DIGITS = re.compile(r"\d{1,6}")
_DOTTED = re.compile(r"(?P<joint>[.])(?P<point>\d{1,3})(?!\d|\.\d)|(?P<dash>-)(?P<dashed>\d{2})(?![\d-])")
"""Chapter and article: 9.3, IX.03, 9-03."""
_TORN = re.compile(r"[ \t](\d)(?=[ \t]*(?:\n|\Z)|[ \t]+[A-Z])")
_SCANNED_ROMAN = re.compile(r"[IVX][IVXl1|]{1,6}(?![\w])")
_SCANNED = re.compile(r"[\dlIO|]{1,3}(?=(?:st|nd|rd|th)?(?![\w]))")
_AS_DIGITS = str.maketrans("lI|O", "1110")
_AS_ROMAN = str.maketrans("l1|", "III")
_ORDINAL = re.compile(r"(?:st|nd|rd|th|er)\b", re.IGNORECASE)
_TEENS = "thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_UNITS = f"one two three four five six seven eight nine ten eleven twelve {_TEENS}".split()
_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"),
    *(f"{word}th" for word in _TEENS.split()),
)
_TENS = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fourty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
WORDS: dict[str, int] = {
    **{word: n for n, word in enumerate(_UNITS, 1)},
    **{word: n for n, word in enumerate(_ORDINALS, 1)},
    **_TENS,
    **{word[:-1] + "ieth": n for word, n in _TENS.items()},
    "sole": 1,
    "single": 1,
    "only": 1,
    "unique": 1,
    "hundred": 100,
}
_HAN = "〇零一二三四五六七八九十百ＯO○"
_HAN_NUMBER = re.compile(f"[{_HAN}]{{1,5}}")
_HAN_SUFFIX = re.compile("之([二三四五六七八九])")
_HAN_DIGITS = {"〇": 0, "零": 0, "Ｏ": 0, "O": 0, "○": 0, **{c: n for n, c in enumerate("一二三四五六七八九", 1)}}
_WORD = re.compile(r"(?:the[ \t]+)?([A-Za-z]{3,11})(?:[ \t]*-?[ \t]*([A-Za-z]{3,7}))?\b")


class Numeral(NamedTuple):
    """One way to read a number: its key, how it is shown, where it ends, and how far-fetched the reading is (0 plain)."""

    key: Key
    shown: str
    end: int
    doubt: float = 0.0


def roman(value: int) -> str:
    """A number up to 399 as a roman numeral."""
    digits = (("C", 100), ("XC", 90), ("L", 50), ("XL", 40), ("X", 10), ("IX", 9), ("V", 5), ("IV", 4), ("I", 1))
    written = ""
    for sign, worth in digits:
        written += sign * (value // worth)
        value %= worth
    return written


def normal(numeral: Numeral) -> str:
    """A number as paths write it: IV is 4, 4 bis is 4bis; a letter that is no roman numeral stays a letter."""
    number, point, rank = numeral.key
    if numeral.shown[0].isalpha() and len(numeral.shown) == 1 and roman_value(numeral.shown) != number:
        return numeral.shown.lower()
    suffix = _LATIN[rank - 100] if rank >= 100 else chr(96 + rank) if rank else ""
    return f"{number}.{point}{suffix}" if point else f"{number}{suffix}"


def roman_value(text: str) -> int | None:
    """The value of a roman numeral of strict form up to CCCXCIX, upper or lower case; None for anything else."""
    match = _ROMAN.fullmatch(text)
    if not match or not text:
        return None
    values = [_ROMAN_VALUES[c] for c in text.lower()]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))


def han_value(text: str) -> int | None:
    """The value of a number in Chinese figures up to 999, by rank (二十三) or by place (二三); None for anything else."""
    if not ("十" in text or "百" in text):
        digits = [_HAN_DIGITS.get(c) for c in text]
        return int("".join(map(str, digits))) if text and None not in digits else None
    value, digit = 0, None
    for c in text:
        if c in "十百":
            value += (1 if digit is None else digit) * (10 if c == "十" else 100)
            digit = None
        elif c in _HAN_DIGITS:
            digit = _HAN_DIGITS[c]
        else:
            return None
    return value + (digit or 0)


def _han_suffixed(text: str, value: int, end: int) -> Numeral:
    """八之二 is 8 bis."""
    match = _HAN_SUFFIX.match(text, end)
    rank = _HAN_DIGITS[match[1]] - 2 if match else -1
    if not match or rank < 0:
        return Numeral((value, 0, 0), str(value), end)
    return Numeral((value, 0, 100 + rank), f"{value}{_LATIN[rank]}", match.end())


def numerals(text: str, at: int, glued: bool) -> list[Numeral]:
    """Every number that may stand at a place, the plainest first. `glued`: the text lost the blanks behind its numbers."""
    plain = _PLAIN.match(text, at)
    if plain:
        return [Numeral((int(plain[0]), 0, 0), plain[0], plain.end())]
    char = text[at : at + 1]
    if char.isdigit() and char.isascii():
        return _figures(text, at, glued)
    if char in _HAN and not char.isascii() and char:
        match = _HAN_NUMBER.match(text, at)
        value = han_value(match[0]) if match else None
        return [_han_suffixed(text, value, at + len(match[0]))] if match and value else []
    if char in "IVXLCivxlc|O":
        found = _romans(text, at, glued)
        scanned = _scanned(text, at)
        if found or scanned:
            return found + [s for s in scanned if s.key not in {f.key for f in found}]
    return _spelt(text, at)


def _suffixed(text: str, number: int, shown: str, end: int, doubt: float = 0.0, *, small: bool = True) -> Numeral:
    match = _SUFFIX.match(text, end)
    if not match or (match["small"] and not small):
        return Numeral((number, 0, 0), shown, end, doubt)
    if match["latin"]:
        return Numeral(
            (number, 0, 100 + _LATIN.index(match["latin"].lower())), shown + match["latin"].lower(), match.end(), doubt
        )
    letter = match["letter"] or match["small"]
    spaced = match.end() - end > 1
    if letter.islower() and (spaced or text[match.end() : match.end() + 1] == "."):
        return Numeral((number, 0, 0), shown, end, doubt)
    rank = ord(letter.upper()) - 64
    return Numeral((number, 0, rank), shown + letter, match.end(), doubt + spaced * 1.5)


def _figures(text: str, at: int, glued: bool) -> list[Numeral]:
    match = _DIGITS.match(text, at)
    assert match
    digits, end = match[0], match.end()
    found = []
    ordinal = _ORDINAL.match(text, end)
    if len(digits) <= 3:
        dotted = _DOTTED.match(text, end)
        if dotted:
            glued_on = text[dotted.end() : dotted.end() + 1].isalpha()
            point = int(dotted["point"] or dotted["dashed"])
            found.append(
                Numeral((int(digits), point, 0), digits + dotted[0], dotted.end(), 0.5 if glued_on or dotted["dash"] else 0.0)
            )
        scanned = _SCANNED.match(text, at)
        if scanned and scanned.end() > end:
            found += _scanned(text, at)
            found.append(_suffixed(text, int(digits), digits, end, 1.0))
        elif ordinal:
            found.append(Numeral((int(digits), 0, 0), digits, ordinal.end()))
        else:
            found += _with_and_without_suffix(text, digits, end, 0.5 if dotted else 0.0, glued)
            torn = _TORN.match(text, end) if len(digits) == 1 else None
            if torn:
                found.append(Numeral((int(digits + torn[1]), 0, 0), digits + torn[1], torn.end(), 1.0))
    found += _split(text, at, digits, glued)
    return found


def _with_and_without_suffix(text: str, digits: str, end: int, doubt: float, glued: bool) -> list[Numeral]:
    bare = Numeral((int(digits), 0, 0), digits, end, doubt)
    suffixed = _suffixed(text, int(digits), digits, end, doubt, small=not glued)
    if suffixed.key == bare.key:
        return [suffixed]
    spaced = suffixed.key[2] < 100 and suffixed.end - end > 1
    return [suffixed, bare._replace(doubt=doubt if spaced else doubt + 1.0)]


def _split(text: str, at: int, digits: str, glued: bool) -> list[Numeral]:
    """Readings in which the last digits are the next paragraph's number: "11." as Article 1, paragraph 1."""
    found = []
    for cut in range(1, min(len(digits), 4)):
        rest = digits[cut:]
        paragraph = rest == "1" and text[at + len(digits) : at + len(digits) + 1] in {".", ")"}
        if glued or paragraph:
            found.append(
                Numeral((int(digits[:cut]), 0, 0), digits[:cut], at + cut, (0.5 if paragraph else 1.5) if glued else 3.0)
            )
    return found


def _romans(text: str, at: int, glued: bool) -> list[Numeral]:
    match = _ROMAN.match(text, at)
    assert match
    found = []
    for length in range(len(match[0]), 0, -1):
        run = text[at : at + length]
        value = roman_value(run)
        after = text[at + length : at + length + 1]
        whole = length == len(match[0]) and (not after.isalpha() or _SUFFIX.match(text, at + length))
        if value is None or not (whole or glued):
            continue
        if not (run.isupper() or run.islower()):
            continue
        dotted = _DOTTED.match(text, at + length) if run.isupper() else None
        if dotted:
            key = (value, int(dotted["point"] or dotted["dashed"]), 0)
            found.append(Numeral(key, run + dotted[0], dotted.end()))
        doubt = 0.0 if length == len(match[0]) and not after.isalpha() else 1.0
        if after.isalpha() or run.islower():
            found.append(Numeral((value, 0, 0), run.upper(), at + length, doubt))
        else:
            found.append(_suffixed(text, value, run, at + length, doubt))
    scanned = _SCANNED_ROMAN.match(text, at)
    if scanned and not found:
        meant = scanned[0].translate(_AS_ROMAN)
        value = roman_value(meant)
        if value:
            found.append(_suffixed(text, value, meant, scanned.end(), 0.5))
    return found


def _scanned(text: str, at: int) -> list[Numeral]:
    match = _SCANNED.match(text, at)
    if not match:
        return []
    digits = match[0].translate(_AS_DIGITS)
    ordinal = _ORDINAL.match(text, match.end())
    if digits.startswith("0"):
        return []
    return [Numeral((int(digits), 0, 0), digits, ordinal.end() if ordinal else match.end(), 0.5)]


def _spelt(text: str, at: int) -> list[Numeral]:
    match = _WORD.match(text, at)
    if not match:
        return []
    first = WORDS.get(match[1].lower())
    second = WORDS.get((match[2] or "").lower())
    if first is None:
        return []
    if first in _TENS.values() and second and second < 10:
        return [Numeral((first + second, 0, 0), str(first + second), match.end())]
    return [Numeral((first, 0, 0), str(first), match.end(1))]
