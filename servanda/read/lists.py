"""Lists with a lead-in: which pieces are items, and whose subject, force and condition they take."""

from typing import NamedTuple

from servanda.lexicon import lazy_re as re
from servanda.read.clause import Clause
from servanda.read.sentences import Piece

_LISTS_CONDITIONS = re.compile(
    r"\b(?:if|where|when|whenever|unless|in[\s\xa0]+case|in[\s\xa0]+cases[\s\xa0]+where|provided[\s\xa0]+that|on[\s\xa0]+condition[\s\xa0]+that)"
    r"[\s\xa0,:;–—-]*$"
)
"""How a lead-in ends whose items are conditions."""
_SHORT_TAIL, _LEAST_LEAD = 40, 12
"""Characters at the end of a lead-in that are looked at, and before its "if:", where it says something."""
_FOLLOWING = re.compile(
    r"\bthe[\s\xa0]+following[\s\xa0]+(?:stipulations|provisions|conditions|terms|cessions|payments|engagements|obligations|"
    r"undertakings|sums|annuities|promises)\b[^.;:]{0,60}\.?$"
)
"""How a lead-in ends that a full stop parts from its items: "agree to the following stipulations. First, To pay ..."."""
_NEAR_ITS_END = 110
_COORDINATES = re.compile(r"\d[\d.,]*\s?(?:°|º|&#1(?:76|86);?|′|″|[\"'’]\s?[NSEWnsew]\b)")
"""Points of a line on a map: they spell out what the lead-in says, and nobody undertakes them."""


def before_conditions(low: str, start: int, end: int) -> int | None:
    """Where the conjunction of a lead-in `low[start:end]` stands whose items are conditions ("may be suspended where:")."""
    found = _LISTS_CONDITIONS.search(low, max(start, end - _SHORT_TAIL), end)
    return found.start() if found and found.start() > start + _LEAST_LEAD else None


def announces(low: str, piece: Piece) -> bool:
    """Whether a sentence leads a list in, although a full stop ends it: "agree to the following stipulations. First, To pay"."""
    return piece.stop == "." and _FOLLOWING.search(low, max(piece.start, piece.end - _NEAR_ITS_END), piece.end) is not None


def is_a_point(text: str, piece: Piece) -> bool:
    """Whether a piece is a point on a map, which only spells out its lead-in."""
    return _COORDINATES.search(text, piece.start, piece.end) is not None


class Lead(NamedTuple):
    """A lead-in. `clause`: what passes to the items.

    `coded`: whether the lead-in is a commitment beside its items. `on_condition`: its items are conditions of it ("may be
    suspended where:") and no undertakings.
    """

    path: str
    start: int
    end: int
    clause: Clause
    coded: bool = True
    on_condition: bool = False


class _Open:
    __slots__ = ("items", "kind", "lead", "path")

    def __init__(self, lead: Lead) -> None:
        self.lead = lead
        self.kind: str | None = None
        self.items = 0
        self.path = lead.path


_ROMAN = re.compile(r"[ivxl]+$")


class Lists:
    """The lists that are open at a place of the text, innermost last."""

    def __init__(self) -> None:
        self._open: list[_Open] = []
        self._previous: Piece | None = None
        self._just_opened = False
        self.without_items: list[Clause] = []
        """Lead-ins that turned out to lead nothing in: undertakings after all."""

    def open(self, lead: Lead) -> None:
        """A lead-in has been read; what comes next may be its first item."""
        self._open.append(_Open(lead))
        self._just_opened = True

    def passed(self, piece: Piece) -> None:
        """Remember the piece that was read last."""
        self._previous = piece

    def lead_of(self, piece: Piece) -> Lead | None:
        """The lead-in of the list that the piece is an item of, or None; lists that have ended are closed."""
        if not self._open:
            return None
        while self._open:
            last = self._open[-1]
            if self._belongs(last, piece):
                last.items += 1
                last.kind = last.kind or _kind(piece.label)
                self._just_opened = False
                return last.lead
            if self._continues(last, piece) or self._inside_an_item(last, piece):
                return None
            self._close()
        return None

    def _close(self) -> None:
        closed = self._open.pop()
        self._just_opened = False
        if not closed.items and not closed.lead.coded:
            self.without_items.append(closed.lead.clause)

    def no_item(self) -> None:
        """What was taken for an item is a sentence of its own: the list ends, or never began."""
        self._open[-1].items -= 1
        self._close()

    def close(self) -> None:
        """The text has ended."""
        while self._open:
            self._close()

    def _belongs(self, list_: _Open, piece: Piece) -> bool:
        previous = self._previous
        if list_.items == 0 and previous is not None and previous.stop == ":" and _follows_an_item(list_.path, piece):
            list_.path = piece.path.rpartition("/")[0]
        deeper = piece.path != list_.path and (piece.path.startswith(list_.path + "/") or (not list_.path and bool(piece.path)))
        if not deeper and piece.path != list_.path:
            return False
        kind = _kind(piece.label)
        if list_.items == 0:
            return bool(piece.label) or deeper or (previous is not None and previous.stop == ":")
        if deeper and previous is not None and previous.path != piece.path:
            return True
        if kind != list_.kind and not (kind and list_.kind and {kind, list_.kind} <= {"alpha", "roman"}):
            return False
        if kind:
            return True
        return previous is not None and previous.stop == ";" and previous.path == piece.path

    def _continues(self, list_: _Open, piece: Piece) -> bool:
        """A further sentence of an item: it is read by itself, and the list goes on behind it."""
        previous = self._previous
        return previous is not None and list_.items > 0 and not piece.label and not piece.fresh and previous.path == piece.path

    def _inside_an_item(self, list_: _Open, piece: Piece) -> bool:
        """A labelled point inside the item that was read last: the list goes on behind it."""
        previous = self._previous
        return (
            bool(piece.label)
            and list_.items > 0
            and previous is not None
            and previous.path == piece.path
            and bool(list_.path)
            and piece.path.startswith(list_.path + "/")
        )


def _follows_an_item(path: str, piece: Piece) -> bool:
    """Whether a lead-in stands in the last item of a list before it, and the piece is the first of a list beside that one."""
    above = piece.path.rpartition("/")[0]
    return bool(piece.label and above) and path != piece.path and path.rpartition("/")[0] == above


def _kind(label: str) -> str:
    core = label.strip("().° º")
    if not core:
        return ""
    if core.isdigit() or core[0].isdigit():
        return "digit"
    if len(core) > 1 and _ROMAN.match(core):
        return "roman"
    if core.isalpha():
        return "alpha" if core.islower() else "upper"
    return "dash"
