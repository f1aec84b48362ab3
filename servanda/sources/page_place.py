"""Why a line is no content, judged by where it stands: outside the page's body, in a menu, between paragraphs as a headline of
another story.
"""

from servanda.lexicon import lazy_re as re
from servanda.sources.page_lines import Line

_PAGE = 12
"""Short lines that a text needs before it is taken for a whole page with menus; fewer are left standing."""
_COST = 9.0
"""Words of running text that a line without any outweighs when the body is sought."""
_CAPTION = re.compile(
    r"\b(?:on|in)\s+(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?"
    r"(?:(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*\.?|May)\s+\d{1,2},\s+\d{4}\b"
    r"|\b\d{1,2}\s+[A-Z][a-z]+\s+\d{4}\W*$"
)
_PICTURED = re.compile(
    r"\b(?:talks?|speaks?|poses?|shakes?|walks?|looks?|attends?|arrives?|greets?|stands?|waves?|sits?|holds?|listens?|meets?"
    r"|gestures?|hugs?"
    r"|embraces?|smiles?|leaves?|addresse?s?|delivers?|shows?|signs?|takes?|pictured|seen|left|right|centre|center)\b"
)
_SHOUT = re.compile(r"\b[A-Z]{5,}\b.*\b[A-Z][a-z]|^['‘“\"]?[A-Z]{4,}\b\s*[:|-]")
_SITE = re.compile(r"[^\W\d_a-z][\w’'-]*(?:\s(?:of|the|for|and|in|[^\W\d_a-z][\w’'-]*)){0,3}")
"""A line of so few words, all with capitals, above the headline or instead of it is the name of the site or of a section."""
_NAME = re.compile(r"[^\W\d_a-z][\w'’.-]+(?:\s+(?:[^\W\d_a-z][\w'’.-]*|de|van|von|der|den|la|le|al|bin|da|di|el)){1,3}")


def judge_places(lines: list[Line], reasons: list[str | None]) -> None:
    """Fills in the reasons of lines that their place condemns."""
    prose = [k for k, line in enumerate(lines) if reasons[k] is None and line.prose]
    if not prose:
        return
    first, last = prose[0], prose[-1]
    if sum(not line.prose for line in lines) >= _PAGE:
        first, last = _body(lines, reasons)
        _cut_outside(lines, reasons, first, last)
    _by_line(lines, reasons, first)
    _author_box(lines, reasons)
    for k in range(first + 1, len(lines)):
        if reasons[k] is None:
            reasons[k] = _between(lines, reasons, k, first, last)
    _keep_lists(lines, reasons)


_ITEM = re.compile(r"(?:[•*·▪–—-]|\(?\d{1,2}[.)])\s+\w")
_LEAD = re.compile(
    r"(?:What|How)\s.*\b(?:do|does|agreed|promised|pledged|get|gets|give|gives|pay|pays)$|(?!.*(?:READ|Read|See|More)\b).*\s\w+:$"
)
_OF_LISTS = frozenset(("menu", "outside_body", "related_headline"))
_ITEM_WORDS = 4


def _keep_lists(lines: list[Line], reasons: list[str | None]) -> None:
    """Short lines are content where they are the items of a list that a line leads to: "What Peru will do", "Peru will:"."""
    lead = None
    for k, line in enumerate(lines):
        if not _ITEM.match(line.text):
            lead = k if _LEAD.fullmatch(line.text) and reasons[k] in (None, *_OF_LISTS) else None
        elif lead is not None and reasons[k] in _OF_LISTS and line.words >= _ITEM_WORDS:
            reasons[k] = reasons[lead] = None


def _body(lines: list[Line], reasons: list[str | None]) -> tuple[int, int]:
    """The stretch of lines with the most running text and the fewest others, first and last line."""
    best, best_span, total, start = 0.0, (0, len(lines) - 1), 0.0, 0
    for k, line in enumerate(lines):
        total += line.words if line.prose and reasons[k] is None else -_COST
        if total <= 0:
            total, start = 0.0, k + 1
        elif total > best:
            best, best_span = total, (start, k)
    return best_span


def _cut_outside(lines: list[Line], reasons: list[str | None], first: int, last: int) -> None:
    title = _title_above(lines, reasons, first)
    for k in [*range(first), *range(last + 1, len(lines))]:
        if reasons[k] is None and k != title:
            reasons[k] = "outside_body" if lines[k].prose else "menu"


def _title_above(lines: list[Line], reasons: list[str | None], first: int) -> int | None:
    """The nearest line above the body that may be its headline: four words or more, no sentence of a teaser."""
    for k in range(first - 1, max(-1, first - 15), -1):
        if reasons[k] is None and 4 <= lines[k].words <= 25 and not lines[k].text.endswith("."):
            return k
    return None


def _by_line(lines: list[Line], reasons: list[str | None], first: int) -> None:
    """A bare name above the text is its author, if a headline stands beside it."""
    for k in range(min(first, 12)):
        line = lines[k]
        near = [lines[j] for j in (k - 1, k + 1) if 0 <= j < len(lines)]
        if reasons[k] is not None or line.words > 4 or line.ends_sentence:
            continue
        if _NAME.fullmatch(line.text) and any(n.words >= 5 for n in near):
            reasons[k] = "by_line"
        elif first > 1 and line.words <= 3 and _SITE.fullmatch(line.text):
            reasons[k] = "menu"


def _author_box(lines: list[Line], reasons: list[str | None]) -> None:
    """The last lines of a text that begin with the name in its by-line say who that is: "Mara Lind teaches law in Graz."."""
    names = {
        match[0]
        for line, reason in zip(lines, reasons, strict=True)
        if reason == "by_line"
        for match in _NAME.finditer(line.text)
    }
    names = {name.removeprefix("By ") for name in names}
    for k in range(max(0, len(lines) - _ENDING), len(lines)):
        about = _presented(lines, k) or any(
            lines[k].text.startswith(name + " ") and _TELLS.match(lines[k].text, len(name)) for name in names
        )
        if reasons[k] is None and about and lines[k].words <= _BOX:
            reasons[k] = "author_box"


def _presented(lines: list[Line], k: int) -> bool:
    """Whether one of the last lines says what somebody is of whom the text has not spoken: its author."""
    told = _AUTHOR.match(lines[k].text) if k >= len(lines) - _LAST else None
    return told is not None and not any(told["last"] in line.text for line in lines[3:k] if line.prose)


_LAST = 3
_AUTHOR = re.compile(
    r"[^\W\d_a-z][\w'’.-]+\s(?:[^\W\d_a-z][\w'’.-]*\s)?(?P<last>[^\W\d_a-z][\w'’-]+)\s(?:teaches|lectures|writes|blogs|is\s(?:an?|the|our)\s"
    r"(?:[\w'’-]+\s){0,4}(?:reporter|correspondent|journalist|editor|writer|columnist|fellow|professor|lecturer|researcher|historian|author"
    r"|analyst)\b)"
)
"""Said of its author at the end of a text, in words that no report would spend on somebody not named before."""
_ENDING, _BOX = 6, 60
_TELLS = re.compile(r"\s(?:is|was|teaches|writes|covers|reports|works|lives|has|holds|leads|edits|runs|researches|can be)\b")


def _between(lines: list[Line], reasons: list[str | None], k: int, first: int, last: int) -> str | None:
    line = lines[k]
    if line.prose:
        return "caption" if line.words <= 40 and _is_caption(line) else None
    if k > last:
        return "menu" if line.words <= 6 else "related_headline"
    if line.ends_sentence or line.words < 4:
        return None
    if line.text[:1] in "‘'" and line.text.count("’") + line.text.count("'") < 2:
        return "related_headline"
    if _SHOUT.search(line.text) or (line.title_case and line.words >= 7):
        return "related_headline"
    return None


def _is_caption(line: Line) -> bool:
    """One sentence in the present tense that ends with the day of the picture."""
    dated = _CAPTION.search(line.text)
    return bool(dated and len(line.text) - dated.end() < 25 and _PICTURED.search(line.text) and line.text.count(". ") <= 1)
