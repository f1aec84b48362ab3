"""Quotation marks and letters of a text that was decoded by the wrong table before it came to us, told by where they stand.

Macintosh quotation marks read as Latin-1 are capitals in odd places (ÒlightÓ, ChairÕs); UTF-8 read as Windows-1252 is a run of
signs that no language has (â€œ, Ã©).
"""

from servanda.lexicon import lazy_re as re

_MACINTOSH = str.maketrans("ÐÑÒÓÔÕ", "–—“”‘’")
_OPENING = re.compile(r"(?<![^\W\d_])Ò(?=\w)")
_CLOSING = re.compile(r"(?<=[\w.,;:!?)])Ó(?!\w)")
_ODD = re.compile(r"(?<![^\W\d_])[ÒÔ](?=\w)|(?<=[\w.,;:!?)])[ÓÕ](?!\w)|(?<=[a-zA-Z])Õ(?=[a-z]{1,2}\b)|(?<=\s)[ÐÑ](?=[\sA-Z])")
_FEWEST = 3
"""Quotation marks that must stand where only quotation marks do."""
_WINDOWS = "€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ"
_BYTES = {char: 0x80 + k for k, char in enumerate(_WINDOWS)}
_TWICE = re.compile(f"[ÂÃ][\xa0-\xbf{_WINDOWS}]|â€[\xa0-\xbf{_WINDOWS}]|â‚¬")
"""What two and three bytes of UTF-8 look like: accented letters, and punctuation and the euro sign. Other leads stand in sound
text before a quotation mark."""


def mended(text: str) -> str:
    """The text with the signs that were meant, where enough of them say so."""
    if text.isascii():
        return text
    if "Ó" in text and "Ò" in text:
        text = _from_macintosh(text)
    return _TWICE.sub(_decoded_once_more, text) if "Ã" in text or "â" in text or "Â" in text else text


def _from_macintosh(text: str) -> str:
    opening, closing = sum(1 for _ in _OPENING.finditer(text)), sum(1 for _ in _CLOSING.finditer(text))
    apart = text.count("Ò") - opening + text.count("Ó") - closing
    if min(opening, closing) < 1 or opening + closing < _FEWEST or apart > (opening + closing) // 4:
        return text
    return _ODD.sub(lambda match: match[0].translate(_MACINTOSH), text)


def _decoded_once_more(match: re.Match[str]) -> str:
    return bytes(_BYTES.get(char, ord(char) & 0xFF) for char in match[0]).decode("utf-8", "replace")
