"""Which encoding of the time before UTF-8 a text is in: the doorman of charset-normalizer."""

import charset_normalizer

from servanda.model import BadInput, Problem

_SAMPLE = 128 * 1024
_CANDIDATES = [
    "cp1252",
    "cp1250",
    "cp1251",
    "koi8_r",
    "koi8_u",
    "mac_roman",
    "mac_cyrillic",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
    "cp1257",
    "cp850",
    "cp866",
    "gb18030",
    "big5",
    "shift_jis",
    "euc_jp",
    "euc_kr",
]


def guess(content: bytes, origin: str) -> tuple[str, tuple[Problem, ...]]:
    """The text in its likeliest encoding, and the problem that it was guessed; BadInput where no encoding makes it text."""
    best = charset_normalizer.from_bytes(_sample(content), cp_isolation=_CANDIDATES, threshold=0.35).best()
    if best is None:
        raise BadInput(origin, "is in no encoding that is known (or is no text): save it as UTF-8")
    text = content.decode(best.encoding, "replace")
    message = f"is not UTF-8; it was read as {best.encoding}, the likeliest encoding: save it as UTF-8 if that is wrong"
    return text, (Problem("source_encoding", message),)


def _sample(content: bytes) -> bytes:
    """The lines with bytes beyond ASCII, which alone tell encodings apart."""
    if len(content) <= _SAMPLE:
        return content
    lines, size = [], 0
    for line in content.splitlines(keepends=True):
        if not line.isascii():
            lines.append(line[:_SAMPLE])
            size += len(line)
            if size >= _SAMPLE:
                break
    return b"".join(lines)[:_SAMPLE]
