"""Lines in another script beside a text in Latin letters: the other half of a bilingual edition, which would be read as noise.

Only where the text has enough Latin letters to be read by itself; a text wholly in another script is left as it is.
"""

from servanda.lexicon import lazy_re as re
from servanda.model import Cut

_LETTERS = (
    "\u0370-\u03ff\u0400-\u058f\u0590-\u06ff\u0750-\u077f\u0900-\u10ff\u1100-\u11ff\u1200-\u137f\u1780-\u17ff"
    "\u3005-\u3007\u3040-\u30ff\u3100-\u312f\u31a0-\u31bf\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
)
_OTHER = re.compile(f"[{_LETTERS}]+")
_LATIN = re.compile(r"[A-Za-z]+")
_SIDE_BY_SIDE = re.compile(rf"\s*[{_LETTERS}][^A-Za-z]*?[\s/|]+(?=[A-Z])")
_LEAST = 200
"""Letters of another script, below which a text is not bilingual but quotes a name."""
_READABLE = 0.2
"""Of all letters that must be Latin for the rest to be read by itself."""
_LINE = 0.15
"""Of a line's letters that are Latin, up to which it belongs to the other language."""


def other_script(text: str) -> tuple[Cut, ...]:
    """The lines in another script as cuts, also the part of a heading that stands before the same in Latin letters."""
    if text.isascii() or not _OTHER.search(text):
        return ()
    other = sum(len(run) for run in _OTHER.findall(text))
    if other < _LEAST or sum(map(len, _LATIN.findall(text))) < _READABLE * other / (1 - _READABLE):
        return ()
    cuts: list[Cut] = []
    at = 0
    for line in text.splitlines(keepends=True):
        end = at + _foreign(line)
        if end > at:
            if cuts and cuts[-1].end == at:
                cuts[-1] = Cut(cuts[-1].start, end, "other_script")
            else:
                cuts.append(Cut(at, end, "other_script"))
        at += len(line)
    return tuple(cuts)


def _foreign(line: str) -> int:
    """How much of the line, from its beginning, is in another script."""
    other = sum(len(run) for run in _OTHER.findall(line))
    if not other:
        return 0
    latin = sum(len(run) for run in _LATIN.findall(line))
    if latin <= _LINE * (latin + other):
        return len(line)
    before = _SIDE_BY_SIDE.match(line)
    return before.end() if before else 0
