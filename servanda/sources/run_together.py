"""Pages whose lines ran together: menu, headline, by-line and advertisements stand inside one long line with the text.

A cue opens a piece of furniture. What has a form of its own (a by-line, a date, a share bar) ends with that; what is open (an
advertisement, a related headline) ends with its sentence, at the next cue, or where a sentence of the text begins again.
"""

from collections.abc import Iterator

from servanda.lexicon import Marks, fold
from servanda.lexicon import lazy_re as re
from servanda.model import Cut
from servanda.sources.furniture import WHEN, Furniture
from servanda.sources.page_lines import Line

_LONG, _FEW = 300, 6
"""Characters of a line in which others may have run together, and lines of a page of which that is thought."""
_OPEN_END = 240
"""Characters up to which an open piece may go on."""
_NETWORKS = (
    r"(?:Facebook|Twitter|X|WhatsApp|LinkedIn|Telegram|Instagram|YouTube|TikTok|E-?mail|Print|Reddit|Copy\slink|Threads|Bluesky)"
)
_NAME = r"[A-ZÀ-Þ][\w.’'-]+(?:\s(?:[A-ZÀ-Þ][\w.’'-]*|de|van|von|der|den|la|le|al|bin|da|di|el)){1,3}?"
_LABEL = r"(?:(?:First|Last)\s)?(?:Updated|Published|Posted|Modified|UPDATED|PUBLISHED|POSTED)(?:\s(?:on|at))?:?"
_CUE = re.compile(
    rf"(?P<by_line>\b(?:By|BY)\s{_NAME}(?:\sand\s{_NAME})?"
    rf"(?:,\s[\w\s]{{3,40}}?(?:correspondent|editor|reporter|writer)\b|(?=\s*\||\s{_LABEL}|\s(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s\d|\s\d{{1,2}}\s[A-Z]|\s[–—-]\s|\s(?:Listen|Share|Photo|Image)\b"
    r"|\s[A-Z]{4,}\b)))"
    rf"|(?P<date_line>(?<![\w’']){_LABEL}(?i:[\s,.|·–-]*{WHEN}(?!\w)){{1,12}})"
    rf"|(?P<share_bar>\bListen\sto\sthis\s(?:article|story)(?:\s\d+\s?min(?:utes?)?)?|\b\d+\s?min(?:ute)?s?\sread\b|\bShare(?:\son)?(?:\s{_NETWORKS})+"
    rf"|\b(?:Follow|Find|Like)\sus\son(?:(?:\s|,\s|\sand\s){_NETWORKS})+|\b(?:Comments?\s\(\d+\)|\d+\s(?:shares|views|likes)\b))"
    r"|(?P<copyright>(?:©|\(c\)\s?(?=\d{4})|\bCopyright\s)\s?(?:©\s?)?(?:19|20)\d\d)"
    r"|(?P<promo>\b(?:ADVERTISEMENT|Advertisement|SPONSORED|Sponsored(?:\scontent)?:|PROMOTED|PAID\sPOST)\s)"
    r"|(?P<read_more>\b(?:RELATED|Related(?:\s(?:articles?|stories))?:|READ\s(?:MORE|ALSO|NEXT)|Read\s(?:more|also|next):|SEE\sALSO|See\salso:|ALSO\sREAD|Also\sread:"
    r"|MOST\sREAD|Most\sread:?(?=\s1)|You\smay\salso\slike|WATCH:|Watch:|VIDEO:|Video:|GALLERY:|PODCAST:|UP\sNEXT|Don['’]t\smiss:|MORE\sON|RECOMMENDED)[:\s])"
    r"|(?P<caption>\b(?:Photo|Photograph|Image|Picture|Credit)s?(?:\s(?:by|credit|courtesy\sof))?:\s)"
    r"|(?P<newsletter>\b(?:Sign\sup|Subscribe)\s(?:for|to)\s(?:our|the)\s)"
)
_DATED = re.compile(rf"{WHEN}(?!\w)(?:[\s,.|·–-]*{WHEN}(?!\w)){{0,8}}\s*", re.IGNORECASE)
_FORMED = ("by_line", "date_line", "share_bar")
_SENTENCE = re.compile(r"[.!?…][\"”’)]*\s+(?=[“\"(]?[A-ZÀ-Þ])")
_DATELINE = re.compile(r"[A-Z]{3,}[A-Z .,/]*(?:,\s[A-Z][\w.]+)?\s?(?:\([A-Z][\w /]{1,30}\)\s?)?(?:—|–|--|-)\s")
_BEGINS = re.compile(
    r"(?<=[\w’'”)]\s)(?:The|An?|In|On|It|He|She|They|But|His|Her|Its|Their|Under|After)\s(?=[a-z\d“\"]|[A-Z][a-z]+\s[a-z])"
)
_DOES = re.compile(
    r"(?:['’]s?\s(?:\w+\s){1,3}?|\s(?:and\s(?:the\s)?[A-Z][\w-]+\s)?(?:\w+ly\s)?)(?:could|would|will|may|might|can|must|should|has|have|had|is|are|was|were|did|does"
    r"|said|says|told|[a-z]{2,}(?:ed|es|s))\b"
)
_GOES_ON = re.compile(
    r"(?:\b(?:of|in|for|from|to|with|at|by|on|and|or|the|a|an|new|its|their|over|about|between|than|as)|[,:(/-])\s$",
    re.IGNORECASE,
)
_WHO = ("state", "capital", "organisation", "office", "demonym")
_HEADLINE_WORDS = range(3, 31)
_MENU_WORDS, _MENU_GAP = 3, 4


def run_together(text: str, lines: list[Line], known: Furniture, marks: Marks) -> Iterator[Cut]:
    """The pieces of long lines that are no content, in order; none where a page has lines enough to be judged by them."""
    if len(lines) > _FEW:
        return
    for line in lines:
        if line.end - line.start >= _LONG:
            yield from _pieces(text, line, known, marks)


def _pieces(text: str, line: Line, known: Furniture, marks: Marks) -> Iterator[Cut]:
    cues = [(m.start(), m.end(), str(m.lastgroup)) for m in _CUE.finditer(text, line.start, line.end)]
    if not cues:
        return
    reached = _menu_end(text, line, known)
    if reached > line.start:
        yield Cut(line.start, reached, "menu")
    for k, (start, end, reason) in enumerate(cues):
        if start < reached:
            continue
        if reason in ("by_line", "date_line") and _is_headline(
            text, reached, start, line, first=k == 0 or cues[k - 1][0] < reached
        ):
            yield Cut(reached, start, "headline")
        following = cues[k + 1][0] if k + 1 < len(cues) else line.end
        last = reason == "copyright" and line.end - end < _OPEN_END
        stop = end if reason in _FORMED else line.end if last else _open_end(text, end, following, marks)
        reached = _behind(text, stop, line.end)
        yield Cut(start, reached, reason)
        dated = _DATED.match(text, reached, line.end) if reason == "by_line" else None
        if dated and any(char.isdigit() for char in dated[0]):
            yield Cut(reached, dated.end(), "date_line")
            reached = dated.end()


def _behind(text: str, at: int, end: int) -> int:
    """A place without the blanks and bars behind it."""
    while at < end and text[at] in " |·":
        at += 1
    return at


def _is_headline(text: str, start: int, end: int, line: Line, *, first: bool) -> bool:
    """Whether what stands before the by-line, behind a menu, is a headline."""
    words = text[start:end].split()
    return first and start - line.start < 600 and len(words) in _HEADLINE_WORDS and not _SENTENCE.search(text, start, end)


def _menu_end(text: str, line: Line, known: Furniture) -> int:
    """Where a menu ends that a line begins with: words that stand alone in menus, with a few in capitals between them."""
    words = [(m.start(), m.end()) for m in re.finditer(r"\S+", text[line.start : min(line.end, line.start + 600)])]
    folded = [b" ".join(fold(text[line.start + a : line.start + b]).split()) for a, b in words]
    k = last = found = 0
    while k < len(words):
        n = next((n for n in (4, 3, 2, 1) if k + n <= len(words) and b" ".join(folded[k : k + n]) in known.alone), 0)
        if n:
            k, found = k + n, found + 1
            last = k
        elif (
            k - last < _MENU_GAP
            and text[line.start + words[k][0] : line.start + words[k][1]].upper()
            == text[line.start + words[k][0] : line.start + words[k][1]]
        ):
            k += 1
        else:
            break
    if found < _MENU_WORDS:
        return line.start
    return line.start + (words[last][0] if last < len(words) else words[-1][1])


def _open_end(text: str, start: int, following: int, marks: Marks) -> int:
    """Where a piece ends that has no form: with its sentence, at the next cue, or where the text goes on."""
    limit = min(following, start + _OPEN_END)
    sentence = _SENTENCE.search(text, start, limit)
    ends = [limit if limit == following else start]
    ends += [sentence.end()] if sentence else []
    for begins in (_DATELINE, _BEGINS):
        found = begins.search(text, start, limit)
        ends += [found.start()] if found else []
    for kind in _WHO:
        ends += [a for a, b, _ in marks.within(kind, start + 10, limit) if _is_subject(text, a, b)][:1]
    return min((end for end in ends if end > start), default=_word_end(text, start, limit))


def _is_subject(text: str, start: int, end: int) -> bool:
    return text[start].isupper() and not _GOES_ON.search(text, start - 10, start) and _DOES.match(text, end) is not None


def _word_end(text: str, start: int, limit: int) -> int:
    at = text.rfind(" ", start, limit)
    return at + 1 if at > 0 else limit
