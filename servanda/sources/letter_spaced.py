"""Words that a printer spread out letter by letter ("T R E A T Y"), closed up where they are words of headings."""

from servanda.lexicon import lazy_re as re

_SPREAD = re.compile(r"(?<![^\W_])[A-Z](?:[ \xa0]{1,6}[A-Z]){2,60}(?![^\W_])")
_GAP = re.compile(r"[ \xa0]{2,}")
_LONG = frozenset(
    (
        *(
            "TREATY",
            "AGREEMENT",
            "CONVENTION",
            "PROTOCOL",
            "MEMORANDUM",
            "UNDERSTANDING",
            "ARRANGEMENT",
            "DECLARATION",
            "CHARTER",
        ),
        *("ACCORD", "PACT", "STATUTE", "COVENANT", "CONSTITUTION", "EXCHANGE", "NOTES", "LETTERS", "ARTICLE", "ANNEX", "ANNEXES"),
        *(
            "APPENDIX",
            "SCHEDULE",
            "PREAMBLE",
            "CHAPTER",
            "PART",
            "SECTION",
            "TITLE",
            "CONTENTS",
            "COMMUNIQUE",
            "CONTRACT",
            "DECLARATION",
        ),
    )
)
_NUMBERED = re.compile(rf"({'|'.join(sorted(_LONG))})([IVX]{{1,5}})")
_PAIRS = ("R E", "A N", "A C", "A R", "C O", "C H", "N O", "P A", "P R", "P P", "S E", "T I", "T E")
"""A plain search for one of these is cheaper than the pattern; each word above holds one."""


def closed_up(text: str) -> str:
    """The text with its letter-spaced headings as words; single letters that make no such word (a table's) stay as they are."""
    return _SPREAD.sub(_closed, text) if any(pair in text for pair in _PAIRS) else text


def _closed(match: re.Match[str]) -> str:
    spread = match[0]
    words = ["".join(group.split()) for group in _GAP.split(spread)] if _GAP.search(spread) else ["".join(spread.split())]
    if not any(word in _LONG for word in words) and "".join(words) in _LONG:
        words = ["".join(words)]
    if len(words) == 1 and (numbered := _NUMBERED.fullmatch(words[0])):
        return f"{numbered[1]} {numbered[2]}"
    return " ".join(words) if any(word in _LONG for word in words) else spread
