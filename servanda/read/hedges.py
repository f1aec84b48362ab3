"""What softens or limits a clause: best efforts, as appropriate, subject to law, to funds, to agreement, approximate."""

from servanda.lexicon import Marks
from servanda.lexicon import lazy_re as re
from servanda.read.grammar import ADVERBS

_ORDER = (
    "best_efforts",
    "as_appropriate",
    "subject_to_law",
    "subject_to_funds",
    "subject_to_agreement",
    "approximate",
    "reported",
)
_NUMBER_NEXT = re.compile(
    r"[\s\xa0]*(?:a[\s\xa0]+|the[\s\xa0]+|further[\s\xa0]+)?(?:[€$£¥]|[a-z]{3}[\s\xa0]?)?(?:\d|(?:one|two|three|four|five|"
    r"six|seven|eight|nine|ten|"
    r"eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|ninety|hundred|thousand|million|half|quarter|once|twice)\b)",
)
_PARTED = re.compile(r",[\s\xa0]+(?:the|its|their|a|an|and[\s\xa0]+the|which|shall|will)\b|[;:]")
_TIME = re.compile(r"[\w\s\xa0()-]{0,24}?\b(?:days?|weeks?|months?|years?|hours?)\b")
_NEAR = 24
_FAR = 130


def hedges(text: str, start: int, end: int, floor: int, after: int, marks: Marks) -> tuple[str, ...]:
    """The hedges of the clause text[start:end], whose finite words stand at text[floor:after]; in the order of the codebook."""
    found: set[str] = set()
    opened = -_FAR
    for at, close, key in marks.within("hedge", start, end):
        name, _, how = key.partition(".")
        if name == "opens":
            opened = close if at >= after or close <= floor else -_FAR
        elif name == "law":
            if at - opened < _FAR and not _PARTED.search(text, opened, at) and not _obeyed(text, at, close):
                found.add("subject_to_law")
        elif how == "verb":
            if 0 <= at - after <= _NEAR and ADVERBS.fullmatch(text, after, at):
                found.add(name)
        elif how == "to":
            if text.startswith(" to", close):
                found.add(name)
        elif how == "number":
            number = _NUMBER_NEXT.match(marks.low, close, end)
            if number and not _TIME.match(marks.low, number.end(), end):
                found.add(name)
        else:
            found.add(name)
    if not found:
        return ()
    return tuple(key for key in _ORDER if key in found)


def _obeyed(text: str, at: int, close: int) -> bool:
    """Law that is named only to place something ("humanitarian law assistance") is no limit."""
    return text[close : close + 12].lstrip().lower().startswith(("enforcement", "reform", "school"))
