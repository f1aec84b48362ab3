"""Where the text of a leaf begins: behind its heading, or behind a title on a line of its own that the outline does not hold."""

from servanda.lexicon import Marks
from servanda.lexicon import lazy_re as re
from servanda.model import Span
from servanda.read.present import names_an_actor, plain_present

_LONGEST_LABEL = 60
"""Characters of a label in front of a heading, at most."""
_FAR = 400
"""Characters of a leaf without a line's end that show that it begins with no title."""
_TITLE = re.compile(
    r"[\s\xa0]{0,40}(?:(?:\(?(?:\d{1,3}(?:\.\d{1,2}){0,3}|[A-Z]|[IVX]{1,6}|[a-z])[.)]\)?|\d{1,3})[ \t\xa0]+)?"
    r"(?P<title>[A-Z“\"][^\n.;:!?]{2,110}[\w)”\"])[ \t\xa0]*\n[ \t\xa0]*(?=[A-Z“\"](?P<next>[^\n]*))"
)
_UNFINISHED = re.compile(
    r"(?:,|\b(?:the|of|that|to|and|or|in|for|an?|by|with|which|from|on|at|as|any|its|their|this|such|between|under|concerning|"
    r"Mr|Mrs|H\.E|No))$",
    re.IGNORECASE,
)
_LONGER = 1.5
"""By how much the line below a title is longer at least: lines of a page that is cut at its width are of one length."""
_FINITE = ("modal", "aux")
_VERBS = ("verb", "rule")


def behind_heading(text: str, marks: Marks, above: tuple[Span, ...] | None, start: int, end: int) -> int:
    """Where the text of a leaf begins: behind its own heading or title, unless that is a sentence with a finite word."""
    own = above[-1] if above else None
    if own is not None and start <= own.start < own.end < end and own.start - start <= _LONGEST_LABEL:
        return start if _is_a_sentence(text, marks, own.start, own.end) else own.end
    title = titled(text, start, end)
    return title.end if title and title.end < end and not _is_a_sentence(text, marks, title.start, title.end) else start


def titled(text: str, start: int, end: int) -> Span | None:
    """The title on the first line of a leaf, if the line below begins with a capital and is much longer."""
    if text.find("\n", start, min(end, start + _FAR)) < 0:
        return None
    match = _TITLE.match(text, start, end)
    if match is None or _UNFINISHED.search(match["title"]) or len(match["next"]) < _LONGER * len(match["title"]):
        return None
    return Span(*match.span("title"))


def _is_a_sentence(text: str, marks: Marks, start: int, end: int) -> bool:
    """Whether a finite word stands there: a modal, a form of be, or a verb right behind a party ("Norway welcomes ...")."""
    ends = "." in text[end - 1 : end + 1]
    for at, _, key in marks.within("clause", start, end):
        if ends and key.startswith("rule"):
            return True
        if key.startswith(_FINITE) or (key.startswith(_VERBS) and names_an_actor(text, start, at)):
            return True
    return ends and plain_present(text, start, end) is not None
