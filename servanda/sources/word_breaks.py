"""Words broken at the ends of lines, made whole: with or without the hyphen, as the document itself writes them elsewhere."""

from collections.abc import Iterable, Sequence

from servanda.lexicon import lazy_re as re

BREAK = "\x02"
"""What PDFium puts for a hyphen at the end of a line; the next line's first word follows it at once."""
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BROKEN = re.compile(rf"([\w-]*){BREAK}\s*(\w*)")
_KEEPS_HYPHEN = frozenset(
    ("non", "self", "ex", "vice", "quasi", "all", "anti", "euro", "pan", "well", "so", "third", "co", "cross")
)


def joined(lines: Sequence[str]) -> list[str]:
    """The lines with every broken word made whole on the line where it begins."""
    if not any(BREAK in line for line in lines):
        return list(lines)
    written = set(_words(lines))
    return [_BROKEN.sub(lambda match: _whole(match[1], match[2], written), line) if BREAK in line else line for line in lines]


def _words(lines: Iterable[str]) -> Iterable[str]:
    for line in lines:
        for word in _WORD.findall(line):
            lower = word.casefold()
            yield lower


def _whole(left: str, right: str, written: set[str]) -> str:
    together, apart = f"{left}{right}", f"{left}-{right}"
    if not left or not right:
        return apart if left or right else "-"
    if together.casefold() in written:
        return together
    last = left.rsplit("-", 1)[-1].casefold()
    if apart.casefold() in written or not right[0].islower() or not last.isalpha() or last in _KEEPS_HYPHEN:
        return apart
    return together
