"""Years in figures and in words: "1999", "A.D. 1999", "nineteen hundred and eighty", "in the year of our Lord one thousand ...".

Years of the Buddhist Era (Thailand) come out as Gregorian ones; "B.E. 2522 (1979)" and "2522/1979" give what stands beside.
"""

from servanda.lexicon import lazy_re as re

_BELOW_TWENTY = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
)
_BELOW_TWENTIETH = (
    "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|"
    "sixteenth|seventeenth|eighteenth|nineteenth"
)
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_VALUES = {
    **{word: n for words in (_BELOW_TWENTY, _BELOW_TWENTIETH) for n, word in enumerate(words.split("|"), 1)},
    **{form: n * 10 for n, word in enumerate(_TENS.split("|"), 2) for form in (word, word[:-1] + "ieth")},
    **dict.fromkeys(("hundred", "hundreds", "hundredth", "hundered", "houndred", "hunderd", "hundren"), 100),
    **dict.fromkeys(("thousand", "thousands", "thousant", "thoussand", "thosand"), 1000),
    **dict.fromkeys(("and", "aud", "an"), 0),
    **{"ninteen": 19, "nineten": 19, "thirtheen": 13, "fourtheen": 14, "twelth": 12, "nineth": 9},
    **{"fourty": 40, "fify": 50, "sisty": 60, "eigthy": 80, "eighthy": 80, "ninty": 90, "nintey": 90},
}
"""Every word of a number, with the misspellings that are met in treaties."""
_NUMBER_WORD = re.compile(rf"[\s,-]{{0,4}}({'|'.join(sorted(_VALUES, key=len, reverse=True))})", re.IGNORECASE)
_FILLER = re.compile(
    r"[\s.,;:)(-]{0,4}(?:of|in|(?:the)?years?|the|this|our|lord|a\.?\s?d\b\.?|ad\b|anno|domini|common era|c\.?e\b\.?|christian"
    r"|b\.?\s?e\b\.?|buddhist era|era|be\b)(?![a-z])",
    re.IGNORECASE,
)
_FIGURES = re.compile(
    r"[\s.,'’)(/-]{0,4}(?<!\d)(?P<year>[12lI][\dlIO]{3}|[12]\s\d\d\d|[12]\d\s\d\d|[12]\d\d\s\d)(?!\d)(?!\s?(?:km|kg|m\b))"
)
_BESIDE = re.compile(r"\s?[/(\[]\s?(?P<year>1[5-9]\d\d|20\d\d)\b\s?[)\]]?(?:\s?[)\]])?")
_BEFORE = re.compile(
    r"(?:\byear\s(?:of\s(?:our\s)?(?:lord\s|grace\s)?)?(?P<words>[a-z][a-z\s,-]{6,70}?)|(?:\b(?:year|in|of)\s)(?P<figures>1[5-9]\d\d|20\d\d))"
    r"[\s,;]{1,3}(?:and\s)?(?:on\s)?(?:this\s|the\s)*$",
    re.IGNORECASE,
)
_EARLIEST, _LATEST, _BUDDHIST = 1500, 2200, 543


def year_after(text: str, at: int, end: int) -> tuple[int, int] | None:
    """The year that begins at `at`, behind words such as "in the year of our Lord", and where it ends."""
    for _ in range(9):
        figures = _FIGURES.match(text, at, end)
        if figures:
            return _gregorian(text, _number(figures["year"]), figures.end("year"), end)
        filler = _FILLER.match(text, at, end)
        if not filler:
            break
        at = filler.end()
    words = words_of_year(text, at, end)
    return _gregorian(text, *words, end) if words else None


def year_before(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The year that stands right before `end` ("in the year 1990, on the"), and where it begins."""
    match = _BEFORE.search(text, max(start, end - 100), end)
    if not match:
        return None
    if match["figures"]:
        return int(match["figures"]), match.start("figures")
    words = words_of_year(text, match.start("words"), match.end("words"))
    return (words[0], match.start("words")) if words and _EARLIEST <= words[0] <= _LATEST else None


def words_of_year(text: str, at: int, end: int) -> tuple[int, int] | None:
    """The number that the words from `at` on say, and where they end; None if they are no year."""
    numbers: list[int] = []
    last = at
    while len(numbers) < 12:
        match = _NUMBER_WORD.match(text, last, end)
        if not match:
            break
        numbers.append(_VALUES[match[1].lower()])
        last = match.end()
    value = _value([number for number in numbers if number])
    return (value, last) if value >= 1000 else None


def _value(numbers: list[int]) -> int:
    """
    >>> _value([1, 1000, 9, 100, 30, 5]), _value([19, 80]), _value([20, 15]), _value([19, 100, 4])
    (1935, 1980, 2015, 1904)
    """
    if len(numbers) >= 2 and 10 <= numbers[0] <= 20 and 10 <= numbers[1] < 100:
        return numbers[0] * 100 + sum(numbers[1:3])
    total = part = 0
    for number in numbers:
        if number == 1000:
            total, part = total + (part or 1) * 1000, 0
        elif number == 100:
            part = (part or 1) * 100
        else:
            part += number
    return total + part


def _number(written: str) -> int:
    return int(re.sub(r"\s", "", written).translate(str.maketrans("lIO", "110")))


def _gregorian(text: str, year: int, at: int, end: int) -> tuple[int, int] | None:
    beside = _BESIDE.match(text, at, end)
    if beside and year > _LATEST:
        return int(beside["year"]), beside.end()
    if year > _LATEST:
        year -= _BUDDHIST
    return (year, at) if _EARLIEST <= year <= _LATEST else None
