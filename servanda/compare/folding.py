"""Conditions and terms in folded words, so that "within twenty-four (24) hours" and "within 24 hours" are the same."""

import re

from servanda.compare.features import words

_UNITS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_NUMBERS = {word: k for k, word in enumerate(_UNITS.split(), 1)} | {word: 10 * k for k, word in enumerate(_TENS.split(), 2)}
_EMPTY = frozenset(("a", "an", "the", "period", "of", "for", "time", "that"))
"""Words that a term can do without."""
_HUNDRED = re.compile(r"\b(?:one|a) hundred\b", re.IGNORECASE)


def folded(text: str | None) -> tuple[str, ...]:
    """The words of a condition or term: numbers in figures and once, articles and "a period of" left out.

    >>> folded("within a period of twenty-four (24) hours")
    ('within', '24', 'hours')
    """
    told: list[str] = []
    for word in words(_HUNDRED.sub("100", text or "")):
        value = _NUMBERS.get(word)
        if value is not None and value < 10 and told and told[-1] in ("20", "30", "40", "50", "60", "70", "80", "90"):
            told[-1] = str(int(told[-1]) + value)
            continue
        shown = word if value is None else str(value)
        if word not in _EMPTY and not (shown.isdigit() and told and told[-1] == shown):
            told.append(shown)
    return tuple(told)
