"""The title of an agreement and what kind of instrument it calls itself."""

from itertools import islice

from servanda.lexicon import Mark, Marks
from servanda.lexicon import lazy_re as re
from servanda.model import Provision, Span
from servanda.read.found import Found
from servanda.read.notes import first_words, is_note

_HEAD = 700
"""Characters in which a title must begin to name an instrument."""
_LONGEST = 450
_END = re.compile(
    r"[\npstw,.\s](?:(?<=\n)(?:\s*\n(?!\s*(?:between|and|on|concerning|regarding|relating|for|in the field|of|to|with|among|"
    r"the government|amending|\()\b)|\s*(?:article|chapter|part|section)\s+(?:1|i|one)\b)"
    r"|(?<=\bp)reamble|(?<=s)(?:ource:|rc:)|(?<=\bt)(?:reedt in werking|able of contents)|(?<=\bw)hereas\b"
    r"|(?:(?<=[,.])\s+|(?<=\s)\s*)(?:made|done|concluded|entered into|signed)\s+(?:and\s|at\s|in\s|on\s|between\s|this\s)"
    r"|(?<=[a-z]t)he (?:contracting parties|states parties|parties|government of|governments of|high contracting)\b)"
)
"""What ends a title, in a text in lower case; it begins with one of few letters and signs, which are found sooner."""
_OPENING_WORDS = re.compile(
    r"[A-Z](?:(?:(?<=\sW)ith a view|(?<=\sD)esiring|(?<=\sC)onsidering|(?<=\sR)ecalling|(?<=\sH)aving|(?<=\sW)ishing"
    r"|(?<=\sR)ecogni[sz]ing|(?<=\sI)n order|(?<=\sC)onvinced|(?<=\sN)oting)\b"
    r"|(?:(?<=\nC)ONSIDERING|(?<=\nR)ECALLING|(?<=\nD)ESIRING|(?<=\nD)ESIROUS|(?<=\nH)AVING|(?<=\nW)ISHING"
    r"|(?<=\nR)ECOGNI[SZ]ING|(?<=\nN)OTING|(?<=\nC)ONVINCED)\b"
    r"|(?P<opening>(?<=T)(?:he|HE)\s+(?:Contracting|States|High|Governments?|Parties|Participants|Kingdom|Republic|Federal|"
    r"undersigned|Member|member|President|General|Royal|United|European|Principality|Swiss|GCC|CONTRACTING|STATES|HIGH|"
    r"PARTIES|KINGDOM|GOVERNMENTS?|MEMBER|REPUBLIC)\b))"
)
"""The first words of an opening, which end a title by their capitals."""
_GOES_ON = re.compile(r"(?:\b(?:between|and|of|to|by|with|among|on|for|in|concerning)|,)\s*$", re.IGNORECASE)
"""Before an opening's first words, or before a blank line: the title goes on."""
_NO_TITLE = re.compile(
    r"(?:N(?:r|o|ote)\.? (?:I|1)|(?:preamble|introduction|contents)\s*(?:\n|$)|[IVX]+\s*(?:\n|$)|"
    r"(?:article|chapter|part|section|annex)\s+\w+|\d{1,3}[.)]|\(?[a-z]\))",
    re.IGNORECASE,
)
_OF_A_SERIES = re.compile(r"[ \t]+(?:and\s(?:other\s)?(?:international\s)?\w+\s)?(?:series|collection)\b", re.IGNORECASE)
_SERIES = re.compile(
    r"\s*(?:[^\n]{0,60}\b(?:treaty|treaties|acts|agreements|papers|command) series\b[^\n]{0,60}"
    r"|(?:TIAS|UNTS|CETS|ETS|Cmd|Cmnd|Cm)\.?\s?\d[^\n]{0,40}|(?:No|Nr|Number)\.?\s?\d[\d /-]{0,12}"
    r"|Presented to (?:the )?Parliament[^\n]{0,90}|(?:Command|White) Paper[^\n]{0,40})[ \t]*\n",
    re.IGNORECASE,
)
"""A line at the head of a print: the name and the number of its series."""
_LINE = re.compile(r"(?P<line>[A-Z][^\n.;]{8,150})\n\s*\n")
_NEXT_LINE = re.compile(r"(?P<gap>\s*\n\s*)(?P<line>[^\n]+)")
_JOINS = re.compile(r"(?:and|for|on|between|concerning|regarding|relating|of|to|with)\b", re.IGNORECASE)
_NEXT_JOINS = re.compile(r"[ \t\xa0]*\n[ \t\xa0]*(?:between|among|on|concerning|regarding|relating)\b")
_IN_THE_FORM = re.compile(r"\bin the form of an? $|\bconstituting\b|\bform of $", re.IGNORECASE)
_NO_FORMS = ("programme", "decision", "communique")
"""What a text may call something that it sets up, and not itself."""
_SELF = re.compile(r"\b(?:this|the present|present)\s+(?:\w+\s){0,2}?$", re.IGNORECASE)


def title(text: str, structure: tuple[Provision, ...], marks: Marks) -> Found:
    """`title` and `legal_form`."""
    named = [mark for mark in marks.within("legal_form", 0, min(len(text), _HEAD)) if not _OF_A_SERIES.match(text, mark[1])]
    span = _title(text, marks, named)
    values: dict[str, object] = {}
    evidence: dict[str, tuple[Span, ...]] = {}
    if span:
        values["title"] = " ".join(text[span.start : span.end].split())
        evidence["title"] = (span,)
    form = _form(text, marks, named, span)
    if form:
        values["legal_form"] = form[2]
        evidence["legal_form"] = (Span(form[0], form[1]),)
    return Found(values, evidence)


def _title(text: str, marks: Marks, named: list[Mark]) -> Span | None:
    start = _first_letter(text, _behind_series(text))
    name = next((mark for mark in named if _alone(text, mark)), named[0]) if named else (len(text), len(text), "")
    if named and _alone(text, name):
        start = name[0]
    if is_note(marks, min(name[0], _HEAD)) or _NO_TITLE.match(text, start):
        return None
    if name[0] - start > 250:
        return _first_line(text, start)
    limit = min(len(text), start + _LONGEST + 60)
    stop = min(
        (
            match
            for pattern, where in ((_END, marks.low), (_OPENING_WORDS, text))
            for match in islice((at for at in pattern.finditer(where, name[1], limit) if not _goes_on(text, start, at)), 1)
        ),
        key=lambda match: match.start(),
        default=None,
    )
    end = stop.start() if stop else _end_of_lines(text, start, name[1])
    if not stop and not start < end <= start + _LONGEST:
        return None
    line = text.rfind("\n\n", start, name[0])
    start = _first_letter(text, line) if line >= 0 else start
    return _trimmed(text, start, _before_repetition(text, start, end))


def _alone(text: str, mark: Mark) -> bool:
    """Whether the word for an instrument fills a line, and the next line goes on: "AGREEMENT", "between ..."."""
    before = text[max(0, mark[0] - 40) : mark[0]].rpartition("\n")[2]
    return not before.strip() and text[mark[0]].isupper() and _NEXT_JOINS.match(text, mark[1]) is not None


def _behind_series(text: str) -> int:
    """Behind the lines at the head that name the series in which a text was printed, not the text."""
    at = 0
    while match := _SERIES.match(text, at):
        at = match.end()
    return at


def _goes_on(text: str, start: int, stop: re.Match[str]) -> bool:
    """Whether the words before an end of the title ask for more: "Agreement between", and then a blank line or a party."""
    dangling = _GOES_ON.search(text, start, stop.start())
    if stop.re.groups and stop["opening"]:
        return bool(dangling)
    return bool(dangling and dangling[0][0] != "," and stop[0].isspace())


def _end_of_lines(text: str, start: int, at: int) -> int:
    """The end of the line; of the last line in capitals where the title is in capitals; -1 where there is none.

    A line that asks for more ("Agreement between") takes the next one.
    """
    end = text.find("\n", at)
    while 0 <= end <= start + _LONGEST:
        following = _NEXT_LINE.match(text, end)
        if not following or _NO_TITLE.match(following["line"]) or not _wrapped(text, start, end, following):
            break
        end = following.end()
    return end


def _wrapped(text: str, start: int, end: int, following: re.Match[str]) -> bool:
    """Whether the next line belongs to the title."""
    line = following["line"]
    if _GOES_ON.search(text, start, end):
        return True
    capitals = text[start:end].isupper() and line.isupper() and not line.startswith("THE ")
    return following["gap"].count("\n") < 2 and (capitals or bool(_JOINS.match(line)))


def _first_line(text: str, start: int) -> Span | None:
    """The first line, where a blank line sets it apart and it is no sentence: a title that names no instrument."""
    line = _LINE.match(text, start)
    if _OPENING_WORDS.match(text, start):
        return None
    return _trimmed(text, start, line.end("line")) if line else None


def _before_repetition(text: str, start: int, end: int) -> int:
    """Where a title ends that stands twice in a row."""
    again = text.find(text[start : start + 40], start + 40, end) if end - start > 80 else -1
    return again if again > 0 else end


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:.-–"):
        end -= 1
    return Span(start, end) if start < end else None


def _first_letter(text: str, at: int) -> int:
    while at < len(text) and not text[at].isalnum():
        at += 1
    return at


def _form(text: str, marks: Marks, named: list[Mark], span: Span | None) -> Mark | None:
    """The mark that names the form: of the title, of an exchange of notes, or of what the text calls itself."""
    if span:
        inside = [mark for mark in named if mark[0] >= span.start and mark[1] <= span.end]
        exchange = next((mark for mark in inside if mark[2] == "exchange_of_notes"), None)
        if exchange and (exchange is inside[0] or _IN_THE_FORM.search(text, max(0, exchange[0] - 30), exchange[0])):
            return exchange
        if inside:
            return inside[0]
    note = first_words(marks, min(len(text), 1500))
    if note:
        return (*note, "exchange_of_notes")
    return next(
        (
            mark
            for mark in marks.within("legal_form", 0, min(len(text), 60_000))
            if mark[2] not in _NO_FORMS and _SELF.search(text, max(0, mark[0] - 30), mark[0])
        ),
        None,
    )
