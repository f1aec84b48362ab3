"""Why a line is the page's own furniture: its words (table `furniture`) or its form (by-line, date line, caption ...)."""

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from servanda.lexicon import Lexicon, Marks, fold
from servanda.lexicon import lazy_re as re
from servanda.sources.page_lines import Line

_LONGEST = 40
"""Words in a line that a phrase of the table may condemn; a longer line is text that happens to hold the phrase."""

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_PAGE_DATE = r"(?:date|published|posted|updated|created|modified|released|issued|publication date|release date|last updated)"
_DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?"
_CLOCK = r"\d{1,2}[:.h]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?"
WHEN = (
    rf"(?:{_DAY}|{_MONTH}|{_CLOCK}|\d{{1,4}}(?:st|nd|rd|th)?(?:[./-]\d{{1,2}}[./-]\d{{2,4}})?|[ap]\.?m\.?|at|on|of"
    r"|[acemp][mds]t\b|last modified|modified|updated|gmt[+-]?\d*|utc[+-]?\d*|[ecmp][sd]?t|ist|bst|cet|cest|eet|z|t"
    r"|\d+\s+(?:second|minute|min|hour|day|week|month|year)s?\s+ago|(?:an?|one)\s+(?:hour|day|week|month|year)\s+ago"
    r"|yesterday|today)"
)
_DATE_LINE = re.compile(
    rf"(?:first\s+|last\s+)?{_PAGE_DATE}?"
    r"(?:\s+(?:on|at))?\s*[:|]?\s*"
    rf"{WHEN}(?:[\s,.|/–—·•T+-]+{WHEN}){{0,12}}"
    r"(?:[\s,.|/–—·•-]+(?:facts|news|world|politics|local time|min(?:ute)?s? read|\d+\s*(?:views|comments)))?\W*",
    re.IGNORECASE,
)
_DATE_FIELD = re.compile(rf"(?:first\s+|last\s+)?{_PAGE_DATE}(?:\s+(?:on|at))?\s*[:|]", re.IGNORECASE)

_HAS_DIGIT = re.compile(r"\d")
_BY_LINE = re.compile(
    r"(?:[Bb]y|BY|Von|Par|Por|Text|Story|Author|Reporter|Correspondent)\s*:?\s+(?:[A-Z][\w.'’-]+|[A-Z]{2,})", re.ASCII
)
_NAME = re.compile(r"[A-Z][\w'’.-]+(?:\s+(?:[A-Z][\w'’.-]*|de|van|von|der|den|la|le|al|bin|da|di|el)){1,3}")
_CREDIT = re.compile(
    r"(?:\(|\[|/|\|)\s*(?:photo|image|picture|file|credit|getty|afp|ap|reuters|epa|shutterstock|tass|ria|xinhua|dpa|anadolu"
    r"|ukrinform)\b[^)\]]{0,60}[)\]]?\.?$"
    r"|^(?:photo|image|picture|illustration|caption|credit|source)s?\s*(?:by|:|/|©|credit|courtesy)"
    r"|\b(?:ap|afp|reuters|epa|getty)\s*/\s*[A-Z]"
    r"|(?:[.!?\"”)]|\s[-–—|])\s*(?:photo(?:graph)?|image|picture|pic|illustration|foto|credit|copyright)s?(?:\s(?:credit|by|courtesy(?:\sof)?))?"
    r"\s?[:/©|]\s?[^\s:;][^:;.!?]{0,60}(?:\.[^:;.!?]{1,20})?[.)]?$"
    r"|[.!?\"”]\s[A-Z][\w.’'-]+(?:\s[A-Z][\w.’'-]+){1,3}\s?/\s?(?:ap|afp|reuters|epa|getty|tass|anadolu|xinhua|bloomberg|nurphoto|shutterstock|dpa)\b[^.!?]{0,30}$",
    re.IGNORECASE,
)
_CREDITED = re.compile(r"[(\[/|:©]|^[PICSpics]")
"""Every credit has one of these signs or begins with one of these letters; cheaper to look for."""
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+$|^[\w.+-]+@[\w-]+\.[\w.]+$|^@\w+$", re.IGNORECASE)
_COUNT = re.compile(
    r"[\d.,]+\s*[km]?\s*(?:shares?|views?|comments?|likes?|reads?|followers?|min(?:ute)?s?(?:\s+read)?|retweets?)\b.{0,20}",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(r"^(?:©|\(c\)\s*\d{4}|copyright\b)|©\s*\d{4}", re.IGNORECASE)
_HASHTAGS = re.compile(r"(?:#\w+[\s,]*){2,}$")
_AGENCY = re.compile(
    r"(?:\(?(?:dpa|afp|ap|reuters|tass|upi|ani|pti|ians|ansa|efe|apa|belga|xinhua|kyodo|yonhap|anadolu|ukrinform"
    r"|interfax(?:-ukraine)?|rfe/rl)\)?[\s/,-]*){1,3}(?:/[a-z]{2,4})?",
    re.IGNORECASE,
)
_AGENCIES = 7
"""Words of the longest line of agencies' names."""
_DATELINE = re.compile(
    r"[A-Z][A-Z .'/-]{2,30}(?:,\s*[A-Z][\w. ]{2,20})?(?:\s*\((?:AP|AFP|Reuters|dpa|TASS)\))?\s*[-–—]*", re.ASCII
)
_MENU = 14
"""Words of a menu that ran together into one line."""
_SPLIT = re.compile(r"\s*[|·•/»«>,‧–—]+\s*|\s{2,}")


class Furniture(NamedTuple):
    """The table `furniture`, ready for use: exact lines, and beginnings of lines, with their reasons."""

    alone: Mapping[bytes, str]
    starts: Mapping[bytes, str]
    longest_start: int


@cache
def furniture_of(lexicon: Lexicon) -> Furniture:
    """The words of the table, folded."""
    rows = lexicon.rows("furniture")
    alone = {_folded(word): row["key"] for row in rows for word in row["alone"].split("|") if word}
    starts = {_folded(word): row["key"] for row in rows for word in row["start"].split("|") if word}
    return Furniture(alone, starts, max((word.count(b" ") + 1 for word in starts), default=0))


def _folded(text: str) -> bytes:
    return b" ".join(fold(text).split())


def reason_of(line: Line, known: Furniture, marks: Marks) -> str | None:
    """Why the line is no content, judged by itself; None if nothing in it says so."""
    if line.words > _LONGEST:
        return None
    said = marks.within("furniture", line.start, line.end)
    if said and not (line.prose and line.words > 25 and len(said) == 1):
        return said[0][2]
    if line.prose:
        return _reason_of_prose(line, known)
    return _reason_of_words(line, known) or _reason_of_form(line)


_CALL = 9
"""Words of the longest line that only calls on the reader."""
_CALLS = re.compile(
    r"(?P<list>(?:Subscribe|Sign up|Register)\s(?:to|for|here|now)\b)|Follow\s(?:us|[A-Z@][\w@.]*)\s(?:\w+\s)?on\s[A-Z]",
    re.IGNORECASE,
)


def _reason_of_prose(line: Line, known: Furniture) -> str | None:
    if line.words <= _LONGEST and _CREDITED.search(line.text) and _CREDIT.search(line.text):
        return "caption"
    if line.words <= _CALL and (call := _CALLS.match(line.text)):
        return "newsletter" if call["list"] else "share_bar"
    if line.text[:1] in "©" or _COPYRIGHT.search(line.text):
        return "copyright"
    head = line.text.partition(":")
    if head[1] and len(head[0]) < 30:
        return known.starts.get(_folded(head[0]))
    return None


def _reason_of_words(line: Line, known: Furniture) -> str | None:
    words = _folded(line.text).split()
    if not words:
        return None if any(char.isalnum() for char in line.text) else "separator"
    whole = b" ".join(words)
    if whole in known.alone:
        return known.alone[whole]
    pieces = [p for p in (_folded(piece) for piece in _SPLIT.split(line.text)) if p]
    listed = [piece for piece in pieces if piece in known.alone]
    if listed and (len(listed) == len(pieces) or (len(listed) >= 3 and len(listed) * 2 >= len(pieces))):
        return known.alone[listed[0]]
    for n in range(min(known.longest_start, len(words)), 0, -1):
        reason = known.starts.get(b" ".join(words[:n]))
        if reason and (
            n > 1 or line.words <= 3 or line.text[len(words[0]) :].lstrip()[:1] in (":", "|", "-", "–", "—", ">", "»", "#")
        ):
            return reason
    return None


def _reason_of_form(line: Line) -> str | None:
    text = line.text
    if (
        len(text) < 90
        and _HAS_DIGIT.search(text)
        and (_DATE_LINE.fullmatch(text) or (_DATE_FIELD.match(text) and line.words <= 14))
    ):
        return "date_line"
    if text.startswith(("Home ", "Start ", "HOME ")) and line.words <= _MENU and line.title_case:
        return "menu"
    if "|" in text and line.words <= 16 and any(_is_date(piece) for piece in text.split("|")):
        return "date_line"
    if _COPYRIGHT.search(text):
        return "copyright"
    if _HASHTAGS.search(text):
        return "tags"
    if (line.words <= _AGENCIES and _AGENCY.fullmatch(text)) or (line.words <= 12 and _BY_LINE.match(text)):
        return "by_line"
    if _CREDITED.search(text) and _CREDIT.search(text):
        return "caption"
    if _ADDRESS.search(text) and line.words <= 8:
        return "link"
    if _COUNT.fullmatch(text):
        return "share_bar"
    if text.startswith(("...", "…")):
        return "read_more"
    if line.words <= 4 and _DATELINE.fullmatch(text):
        return "date_line"
    return None


def _is_date(piece: str) -> bool:
    piece = piece.strip()
    return len(piece) < 60 and bool(_HAS_DIGIT.search(piece)) and bool(_DATE_LINE.fullmatch(piece))
