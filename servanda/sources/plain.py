"""Characters that no reader sees or that break a terminal: line ends become `\\n`, controls blanks, invisible ones nothing."""

from servanda.lexicon import lazy_re as re
from servanda.model import BadInput
from servanda.sources import limits
from servanda.sources.letter_spaced import closed_up
from servanda.sources.misdecoded import mended

_LATIN_CONTROLS = "€\ufffd‚ƒ„…†‡ˆ‰Š‹Œ\ufffdŽ\ufffd\ufffd‘’“”•–—˜™š›œ\ufffdžŸ"
"""What Windows programs mean by the control characters U+0080 to U+009F, which texts hold that were decoded as Latin-1."""
_TABLE: dict[int, str | None] = {
    **dict.fromkeys((*range(32), 127), " "),
    **{0x80 + k: char for k, char in enumerate(_LATIN_CONTROLS)},
    **dict.fromkeys((0xAD, 0x200B, 0x2060, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)), None),
    **dict.fromkeys((0x0B, 0x0C, 0x85, 0x2028, 0x2029), "\n"),
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
}
_TABLE[0x09], _TABLE[0x0A] = "\t", "\n"
_SEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b\u2028-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff]")
_BINARY_SHARE = 0.02
_FEW = 8
_HEAD = 100_000


def plain(text: str, origin: str) -> str:
    """The text with one kind of line end, the signs that were meant, and no characters that are none.

    BadInput where little else would be left.
    """
    if len(text) > limits.TEXT_CHARACTERS:
        raise BadInput(origin, f"has {len(text):,} characters; {limits.TEXT_CHARACTERS:,} is the most that is read as one text")
    if not text or text.isspace():
        raise BadInput(origin, "is empty" if not text else "holds nothing but blanks")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _SEEN.search(text):
        _refuse_binary(text[:_HEAD], origin)
    return visible(mended(text))


def visible(text: str) -> str:
    """The text without characters that no reader sees; controls become blanks or line ends, letter-spaced headings words."""
    return closed_up(text.translate(_TABLE) if _SEEN.search(text) else text)


def _refuse_binary(head: str, origin: str) -> None:
    strange = sum((char < " " and char not in "\n\t\f\v") or char == "\ufffd" for char in head)
    if strange > max(_FEW, _BINARY_SHARE * len(head)):
        raise BadInput(
            origin, "is not text (too many control characters) and no format that is read: give text, HTML, PDF, DOCX or XML"
        )


def refuse_endless_lines(text: str, origin: str) -> None:
    """BadInput for a line that no person wrote."""
    start, longest = 0, limits.LINE_CHARACTERS
    while len(text) - start > longest:
        end = text.rfind("\n", start, start + longest)
        if end < start:
            line = text.count("\n", 0, start) + 1
            raise BadInput(
                origin, f"line {line} is longer than {longest:,} characters: not a text that people wrote; break it into lines"
            )
        start = end + 1
