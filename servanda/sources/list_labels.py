"""The label that a program draws before an item of a numbered list: 3, c, C, iii, III."""

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_ROMAN_ONES = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def list_label(style: str, number: int) -> str:
    """The number in the style of HTML's `type` (1, a, A, i, I).

    >>> [list_label(style, 4) for style in "1aAiI"], list_label("a", 28)
    (['4', 'd', 'D', 'iv', 'IV'], 'ab')
    """
    if number < 1 or number > 3999:
        return str(number)
    if style in ("a", "A"):
        letters = ""
        while number:
            number, rest = divmod(number - 1, 26)
            letters = chr(97 + rest) + letters
        return letters if style == "a" else letters.upper()
    if style in ("i", "I"):
        roman = ""
        for value, sign in _ROMAN + _ROMAN_ONES:
            times, number = divmod(number, value)
            roman += sign * times
        return roman if style == "i" else roman.upper()
    return str(number)
