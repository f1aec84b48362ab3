"""The parties of a treaty with American Indian nations: the United States, and the nations as they are written."""

from collections.abc import Iterator

from servanda.lexicon import Marks
from servanda.lexicon import lazy_re as re
from servanda.read.party_lists import Name

_CHIEFS = re.compile(
    r"\b(?:chiefs?|warriors|head\s?-?men|sachems|delegates|tribes?|bands?|delegation|nations?\s+of\s+indians)\b", re.IGNORECASE
)
_TRIBES = re.compile(r"\b(?:tribes?|indians?|bands?|nation)\b", re.IGNORECASE)
_COLLECTIVE = re.compile(
    r",?\s+(?P<noun>[Tt]ribes?|[Nn]ations?|[Bb]ands?|Indians)\b(?!\s+or\s+[Nn]ation)|\s+(?P<or>[Tt]ribe\s+or\s+[Nn]ation)\b"
)
_CALLED = re.compile(r"\b(?:tribes|nations|bands)\s+of\s+(?:Indians\s+called\s+)?(?:the\s+)?(?=[A-Z])(?!Indians)")
_WARRIORS = re.compile(r"\b(?:[Cc]hiefs|[Ww]arriors|[Hh]ead\s?-?[Mm]en),?\s+of\s+the\s+(?=[A-Z])")
_WORD = re.compile(r"[A-Z][\w'’.-]*[\w'’]")
_LINK = re.compile(r"(?:,?\s+and\s+(?:the\s+)?|,\s+(?:the\s+)?|\s+)$", re.IGNORECASE)
_NEXT = re.compile(r"(?:,?\s+and\s+(?:the\s+)?|,\s+(?:the\s+)?|\s+)(?=[A-Z])")
_NO_NAME = re.compile(
    r"(?:United|States?|Indians?|Said|The|THE|A|An|This|These|Chiefs?|Kings?|Head|Men|Headmen|Warriors?|Sachems?|Delegates?|President|Secretary"
    r"|Commissioners?|Plenipotentiary|Superintendent|Territory|Treaty|Articles?|Article|America|North|South|East|West|Christian|Whereas|In"
    r"|Government|Confederated|Confederate|Nations?|Tribes?|Bands?|Agent|General|Governor|Department|Affairs|Peace|Friendship)$"
)
QUALIFIERS = frozenset({"Great", "Little", "Big", "Upper", "Lower", "Northern", "Southern", "Eastern", "Western"})
"""What parts of a nation are told apart by: "the Great and Little Osage Indians"."""
_OFFICE = re.compile(r"\b(?:commissioners?|governor|general|agent|colonel|superintendent|hon\.?|by)[\s,]+$", re.IGNORECASE)
"""Before the name of a person who treats for the United States."""
_READ, _OPENING = 2500, 900
_MOST = 14


def nations(text: str, marks: Marks, end: int) -> list[Name]:
    """The United States and the nations, named as written, of a treaty with American Indian nations; [] for other texts.

    Those named in the opening lines; where these name none, those named before the first article.
    """
    reach = min(len(text), end + 600, _READ)
    states = [Name(*mark, False) for mark in marks.within("state", 0, min(len(text), _READ)) if mark[2] == "USA"]
    if not states or not (_CHIEFS.search(text, 0, reach) and _TRIBES.search(text, 0, reach)):
        return []
    named: dict[str, Name] = {}
    for name in sorted(_named(text, reach), key=lambda name: name.start):
        if name.start > _OPENING and named:
            break
        telling = name.key.split()[0].lower().rstrip("s")
        if telling not in named or ("ation" in name.key and "ation" not in named[telling].key):
            named[telling] = name
    return [states[0], *sorted(named.values(), key=lambda name: name.start)[:_MOST]]


def _named(text: str, reach: int) -> Iterator[Name]:
    """Every name in front of "nation", "tribe", "Indians", and every one behind "the tribes of"."""
    for match in _COLLECTIVE.finditer(text, 0, reach):
        noun = match["noun"] or match["or"]
        before = _names_before(text, match.start())
        bare = noun.endswith("s") and (len(before) > 1 or noun == "Indians")
        if len(before) > 1 and _OFFICE.search(text, max(0, before[0][0] - 30), before[0][0]):
            before = before[1:]
        for (start, stop), (low, high) in zip(before, [*before[1:], (0, 0)], strict=False):
            called = text[start:stop]
            if called in QUALIFIERS and high:
                called = f"{called} {text[low:high].split()[-1]}"
            written = called if bare else f"{called} {noun}"
            yield Name(start, stop if bare else match.end(), " ".join(written.split()), False)
    for match in (*_CALLED.finditer(text, 0, reach), *_WARRIORS.finditer(text, 0, reach)):
        for start, stop in _names_behind(text, match.end(), reach):
            yield Name(start, stop, " ".join(text[start:stop].split()), False)


def _names_before(text: str, at: int) -> list[tuple[int, int]]:
    """The capitalised names of a list that ends at `at`; words of one name stand side by side."""
    found: list[tuple[int, int]] = []
    stop = at
    while len(found) < _MOST:
        start = max(text.rfind(" ", 0, stop), text.rfind("\n", 0, stop)) + 1
        word = text[start:stop]
        if not _WORD.fullmatch(word) or _NO_NAME.match(word):
            break
        link = _LINK.search(text, max(0, start - 12), start)
        side_by_side = link is not None and link[0].isspace()
        found.append((start, stop))
        if not link:
            break
        stop = link.start()
        if side_by_side:
            found[-1] = (start, found[-1][1])
            while (more := _word_before(text, stop)) is not None:
                found[-1] = (more, found[-1][1])
                link = _LINK.search(text, max(0, more - 12), more)
                if not link or not link[0].isspace():
                    break
                stop = link.start()
            if not link or link[0].isspace():
                break
            stop = link.start()
    return found[::-1]


def _word_before(text: str, stop: int) -> int | None:
    start = max(text.rfind(" ", 0, stop), text.rfind("\n", 0, stop)) + 1
    word = text[start:stop]
    return start if _WORD.fullmatch(word) and not _NO_NAME.match(word) else None


def _names_behind(text: str, at: int, reach: int) -> Iterator[tuple[int, int]]:
    start = at
    stop = at
    while at < reach:
        word = _WORD.match(text, at)
        if not word or _NO_NAME.match(word[0]):
            break
        stop = word.end()
        link = _NEXT.match(text, stop)
        if not link:
            break
        at = link.end()
        if not link[0].isspace():
            yield start, stop
            start = at
    if stop > start:
        yield start, stop
