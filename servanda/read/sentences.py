"""The pieces that a leaf of the outline is read in: structure first, then sentences, then the parts of a list."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from servanda.lexicon import lazy_re as re
from servanda.read.grammar import ABBREVIATIONS


class Piece(NamedTuple):
    """A sentence, or a part of one that a semicolon, a colon or a label cuts off.

    `start`: behind the label. `stop`: what ends it: "." (or ! ?), ";", ":" or "" (a line that just ends).
    `fresh`: whether it begins a line.
    """

    path: str
    start: int
    end: int
    label: str
    stop: str
    fresh: bool


_LONGEST = 20_000
_ORDINALS = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|lastly"
_LABEL_WORD = (
    r"\d{1,3}(?:\.\d{1,2}){1,3}(?=[\s\xa0]+[\"“(]?(?-i:[A-Z]))|"
    r"\(?(?:[a-z]{1,2}|[ivxl]{1,6}|[IVXL]{1,6}|[A-Z]|\d{1,3}(?:\.\d{1,2}){0,3})(?:[.)]\)?(?!\d)|°|º)|\((?:[a-z]|\d{1,2})\)|[-–—•*·▪]"
)
_LABEL = re.compile(
    r"(?:(?:article|art\.|section|rule)\s*(?:\d+(?:\s?(?:bis|ter)\b)?|[IVXLC]+\b|"
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir)ty(?:-[a-z]+)?)"
    r"(?=[.:)\s\xa0–—-]+(?-i:[A-Z])))[.:)\s\xa0–—-]*)?"
    rf"(?:(?-i:{_ORDINALS.title()})(?:ly)?[,.][\s\xa0]+(?=(?:to|that|of)\b))?"
    rf"(?!e\.g|i\.e|no\.|p\.)(?:(?:(?:and|or)[\s\xa0]+)?(?:{_LABEL_WORD}))?[\s\xa0]*",
    re.IGNORECASE,
)
_MAYBE_LABELLED = re.compile(
    r"[\d(–—•*·▪-]|\w{1,6}[.)°º]|art|sec|rule|(?:and|or)\s|(?:" + _ORDINALS + r")(?:ly)?[,.]", re.IGNORECASE
)
"""What a piece with a label begins with; cheaper to ask than the label itself."""
_LABEL_BEGINNINGS = frozenset({"art", "sec", "rul", "and", *(word[:3] for word in _ORDINALS.split("|"))})
_BREAK = re.compile(
    r"[.;:!?\n](?:(?<!\n)[\"'”’)\]]*(?=[\s\xa0]|[A-Z(“\"‘]|[a-z0-9]{1,2}\)|$|(?<=;)[-–—])|(?<=\.)[–—]{1,2}(?=[A-Z])|"
    rf"(?<=\n)(?:[ \t\r\xa0]*\n|"
    rf"(?=[ \t\xa0]*(?:{_LABEL_WORD}|ARTICLE|Article)[ \t\xa0])))"
)
_BREAK_LOWERED = re.compile(_BREAK.pattern + r"|(?<=[a-z]{3})\.(?=[a-z]{3}|\d{1,2}\.[\s\xa0])")
_INLINE_LABEL = re.compile(r"[\s\xa0]*(?:(?:and|or)[\s\xa0]+)?(?:\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})\)[\s\xa0]*\S|[-–•*][\s\xa0]*\w)")
_LABEL_AHEAD = re.compile(rf"[\s\xa0]{{0,80}}(?:{_LABEL_WORD})")
_LONGEST_PART = 401
_RUN_IN = re.compile(r"[^.;:\n]{3,400}+;[\s\xa0]+[^.;:\n]{3,400}+[;.]")
_INITIALS = re.compile(r"[A-Z](?:\.[A-Z])+")
"""Initials with stops between them ("N.V."), behind which a name may go on."""
_BEGINNINGS = frozenset(
    {"The", "This", "These", "Each", "Any", "In", "If", "Such", "It", "They", "No", "Both", "All", "For", "When"}
)
_LETTERED = frozenset(
    {
        "annex",
        "schedule",
        "part",
        "appendix",
        "point",
        "zone",
        "group",
        "category",
        "class",
        "list",
        "table",
        "form",
        "and",
        "section",
    }
)


def pieces(text: str, path: str, start: int, end: int, lowered: bool = False) -> Iterator[Piece]:
    """The pieces of text[start:end] in order, without blanks around them; headings on lines of their own are pieces too."""
    at, fresh = start, True
    if end - start > _LONGEST:
        for low, high in _cut(text, start, end):
            yield from pieces(text, path, low, high, lowered)
        return
    for match in (_BREAK_LOWERED if lowered else _BREAK).finditer(text, start, end):
        stop = text[match.start()]
        if stop == "\n":
            if match.end() < end and _runs_on(text, match.start(), match.end(), at):
                continue
            piece = _piece(text, path, at, match.start(), "", fresh)
            fresh_next = True
        else:
            if match.start() < at or not _ends(text, stop, at, match.start(), match.end(), end, lowered):
                continue
            if stop == "." and text[match.start() - 1] in "zZtT" and _says_namely(text, at, match.start()):
                stop = ":"
            piece = _piece(text, path, at, match.end(), stop, fresh)
            fresh_next = text.startswith(("\n", " \n", "\r\n"), match.end())
        if piece:
            yield piece
            fresh = fresh_next
        else:
            fresh = fresh or fresh_next
        at = match.end()
    piece = _piece(text, path, at, end, "", fresh)
    if piece:
        yield piece


def _says_namely(text: str, start: int, at: int) -> bool:
    return text[max(start, at - 5) : at].lower().endswith(("viz", "vizt"))


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A long leaf in parts, cut behind a sentence where there is one near, so that nothing takes time with its square."""
    while end - start > _LONGEST:
        stop = max(text.rfind(mark, start + _LONGEST // 2, start + _LONGEST) for mark in (".\n", ". ", ";\n", "\n\n"))
        if stop < 0:
            stop = text.rfind(" ", start + _LONGEST // 2, start + _LONGEST)
        stop = stop + 1 if stop >= 0 else start + _LONGEST
        yield start, stop
        start = stop
    yield start, end


def _piece(text: str, path: str, start: int, end: int, stop: str, fresh: bool) -> Piece | None:
    while start < end and text[start].isspace():
        start += 1
    words = ""
    if _may_be_labelled(text[start : start + 3]) and _MAYBE_LABELLED.match(text, start, end):
        label = _LABEL.match(text, start, end)
        if label and label.end() > start:
            words = label[0].strip()
            start = label.end()
            while start < end and text[start] in " .,;:\n\xa0":
                start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start >= end or (end - start == 1 and not text[start].isalnum()):
        return None
    return Piece(path, start, end, words, "." if stop in ("!", "?") else stop, fresh)


@lru_cache(maxsize=4096)
def _may_be_labelled(beginning: str) -> bool:
    """Whether three characters can begin a label: no word does but a few, and long Roman figures; nor do one or two letters
    and a blank, but "or".
    """
    if not beginning.isalpha():
        word, blank = beginning[:-1], beginning[-1:]
        if len(beginning) == 3 and beginning[1].isspace():
            word, blank = beginning[0], beginning[1]
        return not (word.isalpha() and blank.isspace()) or word.lower() == "or"
    low = beginning.lower()
    return low in _LABEL_BEGINNINGS or not low.strip("ivxl")


def _runs_on(text: str, at: int, end: int, start: int) -> bool:
    """Whether an empty line or a line's end stands inside a sentence (a page break, a number at a line's start)."""
    if _LABEL_AHEAD.match(text, end):
        return False
    before = text[max(start, at - 200) : at].rstrip()[-1:]
    after = text[end : end + 40].lstrip()[:1]
    return bool(before) and before not in '.:;!?”"' and after.islower() and (before in ",-" or before.isalnum())


def _runs_in(text: str, at: int, end: int) -> bool:
    """Whether parts of a list, parted by semicolons, stand behind a colon in its line."""
    return text.find(";", at, min(end, at + _LONGEST_PART)) >= 0 and _RUN_IN.match(text, at, end) is not None


def _ends(text: str, stop: str, start: int, at: int, end: int, limit: int, lowered: bool) -> bool:
    if stop == ";":
        return True
    if stop == ":":
        at_line_end = text.startswith(("\n", " \n", "\r"), end) or not text[end : min(limit, end + 4)].strip()
        return at_line_end or bool(_INLINE_LABEL.match(text, end, limit)) or _runs_in(text, end, limit)
    if stop != ".":
        return True
    after = text[end : end + 6].lstrip()[:1]
    if after.islower() and not lowered:
        return False
    word = text[max(start, at - 12) : at].split()
    last = word[-1] if word else ""
    if len(word) <= 1 and at - start <= 8 and (last.isdigit() or len(last) <= 2):
        return False
    if last.lower() in {"viz", "vizt"} and end < limit:
        return True
    if last.lower().lstrip("(") in ABBREVIATIONS:
        return False
    if "." in last and _INITIALS.fullmatch(last):
        return not after or text[end : end + 8].lstrip().split(" ")[0] in _BEGINNINGS
    if len(last) == 1 and last.isupper():
        return not after or (after.islower() is False and len(word) > 1 and word[-2].lower() in _LETTERED)
    return lowered or not after.islower()
