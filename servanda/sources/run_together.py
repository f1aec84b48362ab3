"""Pages whose lines ran together: menu, headline, by-line and advertisements stand inside one long line with the text.

A cue opens a piece of furniture. What has a form of its own (a by-line, a date, a share bar) ends with that; what is open (an
advertisement, a related headline) ends with its sentence, at the next cue, or where a sentence of the text begins again.
"""

from collections.abc import Iterator
from itertools import islice

from servanda.lexicon import Marks, fold
from servanda.lexicon import lazy_re as re
from servanda.model import Cut
from servanda.sources.furniture import WHEN, Furniture
from servanda.sources.page_lines import Line

_LONG, _FEW = 300, 6
"""Characters of a line in which others may have run together, and lines of a page of which that is thought."""
_MOST = 200
"""Pieces of one line; more are no page but a trap."""
_OPEN_END = 240
"""Characters up to which an open piece may go on."""
_NETWORKS = (
    r"(?:Facebook|Twitter|X|WhatsApp|LinkedIn|Telegram|Instagram|YouTube|TikTok|E-?mail|Print|Reddit|Copy\slink|Threads|Bluesky)"
)
_NAME = r"[A-ZÀ-Þ][\w.’'-]+(?:\s(?:[A-ZÀ-Þ][\w.’'-]*|de|van|von|der|den|la|le|al|bin|da|di|el)){1,3}?"
_LABEL = r"(?:(?:First|Last)\s)?(?:Updated|Published|Posted|Modified|UPDATED|PUBLISHED|POSTED)(?:\s(?:on|at))?:?"
_CUE = re.compile(
    rf"(?P<by_line>\b(?:By|BY|Text:|Words:|Story:)\s{_NAME}(?:\sand\s{_NAME})?"
    rf"(?:,\s[\w\s]{{3,40}}?(?:correspondent|editor|reporter|writer)\b|(?=\s*\||\s{_LABEL}|\s(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s\d|\s\d{{1,2}}\s[A-Z]|\s[–—-]\s|\s(?:Listen|Share|Photo|Image)\b"
    r"|\s[A-Z]{4,}\b)))"
    rf"|(?P<date_line>(?<![\w’']){_LABEL}(?i:[\s,.|·–-]*{WHEN}(?!\w)){{1,12}})"
    rf"|(?P<share_bar>\bListen\sto\sthis\s(?:article|story)(?:\s\d+\s?min(?:utes?)?)?|\b\d+\s?min(?:ute)?s?\sread\b|\bShare(?:\son)?(?:\s{_NETWORKS})+"
    rf"|\b(?:Follow|Find|Like)\sus\son(?:(?:\s|,\s|\sand\s){_NETWORKS})+|\b\d+\s(?:shares|views|likes)\b)"
    r"|(?P<comment>\bComments?\s\(\d+\))|(?P<cookie_notice>\b(?:We|This\s(?:web)?site)\suses?\scookies\b)"
    r"|(?P<copyright>(?:©|\(c\)\s?(?=\d{4})|\bCopyright\s)\s?(?:©\s?)?(?:19|20)\d\d)"
    r"|(?P<promo>\b(?:ADVERTISEMENT|Advertisement|SPONSORED|Sponsored(?:\scontent)?:|PROMOTED|PAID\sPOST)\s)"
    r"|(?P<read_more>\b(?:Skip\sto\s(?:main\s)?content(?=\s)|RELATED|Related(?:\s(?:articles?|stories))?:|READ\s(?:MORE|ALSO|NEXT)|Read\s(?:more|also|next):|SEE\sALSO|See\salso:|ALSO\sREAD|Also\sread:"
    r"|MOST\sREAD|Most\sread:?(?=\s1)|You\smay\salso\slike|WATCH:|Watch:|VIDEO:|Video:|GALLERY:|PODCAST:|UP\sNEXT|Don['’]t\smiss:|MORE\sON|RECOMMENDED)[:\s])"
    r"|(?P<caption>\bImage\scaption(?=\s[A-Z])|\b(?:Photo|Photograph|Image|Picture|Credit)s?(?:\s(?:by|credit|courtesy\sof))?:\s)"
    r"|(?P<newsletter>\b(?:Sign\sup|Subscribe)\s(?:for|to)\s(?:our|the)\s)"
)
_DATED = re.compile(rf"{WHEN}(?!\w)(?:[\s,.|·–-]*{WHEN}(?!\w)){{0,8}}\s*", re.IGNORECASE)
_FORMED = ("by_line", "date_line", "share_bar")
_LISTS = re.compile(r"Most\sread|MOST\sREAD|You\smay\salso\slike")
_DATE_BEFORE = re.compile(
    r"(?:\d{1,2}[./]\d{1,2}[./]\d{4}|\d{1,2}\s[A-Z][a-z]{2,8}\.?\s\d{4}|[A-Z][a-z]{2,8}\.?\s\d{1,2},\s\d{4})\s+$"
)
_FIRST_WORDS = re.compile(r"(?:[^\w\n]*\w\S*){1,4}")
_TELLS = re.compile(r"\b(?:said|says|told|will|would|must|shall|has|have|had|was|were|signed|agreed)\b")
_SENTENCE = re.compile(r"[.!?…][\"”’)]*\s+(?=[“\"(]?[A-ZÀ-Þ])")
_DATELINE = re.compile(r"[A-Z]{3,}[A-Z .,/]*(?:,\s[A-Z][\w.]+)?\s?(?:\([A-Z][\w /]{1,30}\)\s?)?(?:—|–|--|-)\s")
_BEGINS = re.compile(
    r"(?<=[\w’'”)]\s)(?:The|An?|In|On|It|He|She|They|But|His|Her|Its|Their|Under|After|If|When|While|As|Since|For|With|At|By|From|However|Although|Both|There|This|These|We)\s(?=[a-z\d“\"]|[A-Z][a-z]+\s[a-z])"
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
_MENU_WORDS, _MENU_GAP, _MENU = 3, 4, 700


def run_together(text: str, lines: list[Line], known: Furniture, marks: Marks) -> Iterator[Cut]:
    """The pieces of long lines that are no content, in order; none where a page has lines enough to be judged by them."""
    if len(lines) > _FEW:
        return
    for line in lines:
        if line.end - line.start >= _LONG:
            yield from _pieces(text, line, known, marks)


def _pieces(text: str, line: Line, known: Furniture, marks: Marks) -> Iterator[Cut]:
    cues = [(m.start(), m.end(), str(m.lastgroup)) for m in islice(_CUE.finditer(text, line.start, line.end), _MOST)]
    if not cues:
        return
    reached = _menu_end(text, line.start, line.end, known)
    if reached > line.start:
        yield Cut(line.start, reached, "menu")
    titled = False
    for k, (start, end, reason) in enumerate(cues):
        if start < reached:
            continue
        day = _DATE_BEFORE.search(text, max(reached, start - 24), start) if reason == "by_line" else None
        head = day.start() if day else start
        if reason in ("by_line", "date_line") and not titled and _is_headline(text, reached, head, line):
            titled = True
            yield Cut(reached, head, "headline")
        if day:
            yield Cut(head, start, "date_line")
        following = cues[k + 1][0] if k + 1 < len(cues) else line.end
        stop = end if reason in _FORMED else _stop(text, line, (start, end, reason), following, marks)
        if stop is None:
            continue
        reached = _behind(text, stop, line.end)
        yield Cut(start, reached, reason)
        for reason_behind, behind in (("date_line", _dated(text, reached, line.end, reason)), ("menu", None)):
            high = behind if behind is not None else _menu_end(text, reached, line.end, known)
            if high > reached:
                yield Cut(reached, high, reason_behind)
                reached = high


def _dated(text: str, start: int, end: int, reason: str) -> int:
    """Where the day ends that stands right behind a by-line."""
    day = _DATED.match(text, start, end) if reason == "by_line" else None
    return day.end() if day and any(char.isdigit() for char in day[0]) else start


def _stop(text: str, line: Line, cue: tuple[int, int, str], following: int, marks: Marks) -> int | None:
    """Where a piece without a form of its own ends; None where it may have swallowed a sentence of the text."""
    start, end, reason = cue
    if reason in ("copyright", "comment") and line.end - end < 3 * _OPEN_END:
        return line.end
    if reason == "comment":
        return end
    if _LISTS.match(text, start) and following - end < _OPEN_END:
        return following
    stop = _open_end(text, end, following, marks)
    whole = text[stop - 2 : stop - 1] in (".", "!", "?")
    if whole and _TELLS.search(text, end, stop) and any(marks.any(kind, end, stop) for kind in ("state", "capital")):
        return None
    return stop


def _behind(text: str, at: int, end: int) -> int:
    """A place without the blanks and bars behind it."""
    while at < end and text[at] in " |·":
        at += 1
    return at


def _is_headline(text: str, start: int, end: int, line: Line) -> bool:
    """Whether what stands before the by-line, behind a menu, is a headline."""
    words = text[start:end].split()
    return start - line.start < _MENU and len(words) in _HEADLINE_WORDS and not _SENTENCE.search(text, start, end)


def _begins_menu(words: list[str], known: Furniture) -> bool:
    """Whether the first of some words stand alone in menus, or are in capitals."""
    folded = [b" ".join(fold(word).split()) for word in words]
    return words[0].isupper() or any(b" ".join(folded[:n]) in known.alone for n in range(1, 5))


def _menu_end(text: str, start: int, end: int, known: Furniture) -> int:
    """Where a menu ends that begins at a place: words that stand alone in menus, with a few in capitals between them."""
    first = _FIRST_WORDS.match(text, start, end)
    if first is None or not _begins_menu(first[0].split(), known):
        return start
    words = [
        (m.start() + start, m.end() + start)
        for m in re.finditer(r"\S+", text[start : min(end, start + _MENU)])
        if any(char.isalnum() for char in m[0])
    ]
    folded = [b" ".join(fold(text[a:b]).split()) for a, b in words]
    k = last = found = 0
    while k < len(words):
        n = next((n for n in (4, 3, 2, 1) if k + n <= len(words) and b" ".join(folded[k : k + n]) in known.alone), 0)
        if n:
            k, found = k + n, found + 1
            last = k
        elif k - last < _MENU_GAP and not any(char.islower() for char in text[words[k][0] : words[k][1]]):
            k += 1
        else:
            break
    if found < _MENU_WORDS:
        return start
    return words[last][0] if last < len(words) else words[-1][1]


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
        ends += [a for a, b, _ in marks.within(kind, start + 3, limit) if _is_subject(text, a, b)][:1]
    return min((end for end in ends if end > start), default=_word_end(text, start, limit))


def _is_subject(text: str, start: int, end: int) -> bool:
    return text[start].isupper() and not _GOES_ON.search(text, max(0, start - 12), start) and _DOES.match(text, end) is not None


def _word_end(text: str, start: int, limit: int) -> int:
    at = text.rfind(" ", start, limit)
    return at + 1 if at > 0 else limit
