"""Words on a terminal: tables that fit, marks that can be seen, and nothing that a text could do to the terminal."""

import os
import sys
import textwrap
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from servanda.model import Span
from servanda.show.passages import passages

_BOLD, _FAINT, _PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[0m"
_MARK, _UNMARK = "\x1b[1;30;43m", "\x1b[0m"
_GAP = "  "
_NARROWEST = 6
_NARROWEST_PAGE = 40


def colours() -> bool:
    """Whether standard output takes colours: a terminal, and nobody has set NO_COLOR."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def width() -> int:
    """Columns of the terminal, or as many as COLUMNS says; 110 where there is none."""
    told = os.environ.get("COLUMNS", "")
    if told.isdecimal() and int(told):
        return max(_NARROWEST_PAGE, int(told))
    try:
        # Not shutil's function of this name: with it come the libraries of all archive formats.
        found = os.get_terminal_size(sys.__stdout__.fileno()) if sys.__stdout__ else None
    except (OSError, ValueError):
        found = None
    return max(_NARROWEST_PAGE, found.columns if found and found.columns else 110)


def safe(text: str) -> str:
    """One line without anything that steers a terminal or turns the direction of writing."""
    if text.isprintable():
        return " ".join(text.split())
    words = "".join(c if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") else _instead(c) for c in text)
    return " ".join(words.split())


def _instead(character: str) -> str:
    return " " if character.isspace() else ""


def bold(text: str) -> str:
    """The text in bold where there are colours."""
    return f"{_BOLD}{text}{_PLAIN}" if colours() else text


def faint(text: str) -> str:
    """The text in a fainter colour where there are colours."""
    return f"{_FAINT}{text}{_PLAIN}" if colours() else text


def columns(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 0 if unicodedata.combining(c) else 1 for c in text)


def quoted(text: str, spans: Sequence[Span], indent: str = "      ") -> list[str]:
    """The sentences in which the spans stand, wrapped, with the meant words in colour, or between » and « without colours."""
    opening, closing = (_MARK, _UNMARK) if colours() else ("»", "«")
    lines = []
    for passage in passages(text, spans):
        # Marks are put in after wrapping, as words of no width would upset it: a private pair stands for them until then.
        marked = "".join(f"\ue000{_flat(piece)}\ue001" if meant else _flat(piece) for piece, meant in passage.pieces(text))
        wrapped = textwrap.wrap(" ".join(marked.split()), width() - len(indent), break_on_hyphens=False)
        lines += list(_marked(wrapped, indent, opening, closing))
    return lines


def _flat(piece: str) -> str:
    kept = safe(piece)
    return (" " if piece[:1].isspace() else "") + kept + (" " if piece[-1:].isspace() and kept else "")


def _marked(wrapped: Iterable[str], indent: str, opening: str, closing: str) -> Iterator[str]:
    inside = False
    coloured = opening == _MARK
    for line in wrapped:
        lead = opening if inside and coloured else ""
        inside = line.rfind("\ue000") > line.rfind("\ue001") or (inside and "\ue001" not in line)
        tail = closing if inside and coloured else ""
        yield indent + lead + line.replace("\ue000", opening).replace("\ue001", closing) + tail


def table(heads: Sequence[str], rows: Iterable[Sequence[object]], *, right: Sequence[int] = ()) -> str:
    """A table that fits the terminal: the widest columns are wrapped. `right` names the columns of figures."""
    cells = [[safe("" if cell is None else str(cell)) for cell in row] for row in rows]
    widths = _fitted([max([columns(head), *(columns(row[k]) for row in cells)]) for k, head in enumerate(heads)])
    lines = [bold(_line(heads, widths, right)), faint(_GAP.join("-" * w for w in widths))]
    for row in cells:
        wrapped = [_wrap(cell, w) for cell, w in zip(row, widths, strict=True)]
        for k in range(max(map(len, wrapped))):
            lines.append(_line([part[k] if k < len(part) else "" for part in wrapped], widths, right).rstrip())
    return "\n".join(lines)


def _fitted(wanted: list[int]) -> list[int]:
    room = width() - len(_GAP) * (len(wanted) - 1)
    widths = list(wanted)
    while sum(widths) > room and max(widths) > _NARROWEST:
        widest = max(widths)
        next_one = max((w for w in widths if w < widest), default=_NARROWEST)
        many = widths.count(widest)
        step = max(1, min(widest - max(next_one, _NARROWEST), -(-(sum(widths) - room) // many)))
        widths = [w - step if w == widest else w for w in widths]
    return widths


def _wrap(cell: str, room: int) -> list[str]:
    if columns(cell) <= room:
        return [cell]
    lines: list[str] = []
    line = ""
    for word in cell.split(" "):
        if line and columns(line) + 1 + columns(word) <= room:
            line = f"{line} {word}"
            continue
        if line:
            lines.append(line)
        while columns(word) > room:
            head = _head(word, room)
            lines.append(head)
            word = word[len(head) :]
        line = word
    return [*lines, line] if line else lines


def _head(word: str, room: int) -> str:
    taken = 0
    for k, character in enumerate(word):
        taken += columns(character)
        if taken > room:
            return word[: max(k, 1)]
    return word


def _line(cells: Sequence[str], widths: Sequence[int], right: Sequence[int]) -> str:
    padded = []
    for k, (cell, w) in enumerate(zip(cells, widths, strict=True)):
        blank = " " * max(0, w - columns(cell))
        padded.append(blank + cell if k in right else cell + blank)
    return _GAP.join(padded)


def count(n: int, word: str) -> str:
    """`1 document`, `2 documents`."""
    if n == 1:
        return f"1 {word}"
    return f"{n:,} {word[:-1]}ies" if word.endswith("y") and word[-2] not in "aeiou" else f"{n:,} {word}s"
