"""All forms of a verb or noun, so that a table can say `accuse*` for accuse, accuses, accused, accusing; `ban+` for ban, bans."""

import re
from collections.abc import Iterator, Mapping

_STEM = re.compile(r"([A-Za-z]+)\*")
_NOUN = re.compile(r"(.*[A-Za-zé])\+$")
_DOUBLING = re.compile(r"[^aeiou][aeiou][bdfglmnprtvz]$")
_HISSING = ("s", "x", "z", "ch", "sh", "o")


def forms(word: str, irregular: Mapping[str, str]) -> Iterator[str]:
    """The word itself; where a star follows one of its words, one variant for each form of that verb; with a plus its plural too.

    `irregular` maps a base form to its other forms, separated by blanks. Where English may or may not double the last
    letter both spellings come out: a form that nobody writes matches nothing.
    """
    noun = _NOUN.fullmatch(word)
    if noun:
        yield from (noun[1], _plural(noun[1]))
        return
    starred = _STEM.search(word)
    if not starred:
        yield word
        return
    for form in _verb(starred[1], irregular):
        yield word[: starred.start()] + form + word[starred.end() :]


def _verb(base: str, irregular: Mapping[str, str]) -> list[str]:
    known = irregular.get(base)
    if known is not None:
        return [base, *known.split()]
    if base.endswith("e"):
        return [base, base + "s", base + "d", base[:-1] + "ing"]
    if base.endswith("y") and base[-2:-1] not in "aeiou":
        return [base, base[:-1] + "ies", base[:-1] + "ied", base + "ing"]
    third = base + ("es" if base.endswith(_HISSING) else "s")
    doubled = [base + base[-1] + "ed", base + base[-1] + "ing"] if _DOUBLING.search(base) else []
    return [base, third, base + "ed", base + "ing", *doubled]


def plural(word: str) -> str:
    """The regular plural of the last word: treaty, treaties; box, boxes; mine, mines."""
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "z", "ch", "sh")) else "s")


def _plural(noun: str) -> str:
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "z", "ch", "sh")) else "s")
