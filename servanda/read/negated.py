"""What a negation behind the verb does: a duty that must not be failed, an object that is none, leave that is bound."""

from servanda.lexicon import lazy_re as re
from servanda.model import Force

_FAIL = re.compile(r"[\s\xa0,]*(?:fail|omit|neglect|forget)[\s\xa0]+to\b")
_ADVERB = r"(?:(?:also|further|thereby|hereby|therefore|[a-z]+ly)[\s\xa0]+)*"
_NONE = r"[\s\xa0]+no[\s\xa0]+(?!(?:longer|other|doubt|one|later|earlier|sooner|more|less|fewer|greater|worse)\b)"
_DONE_TO_NONE = re.compile(
    rf"[\s\xa0,]*{_ADVERB}(?P<verb>(?!in\b|at\b|under\b|on\b|by\b|for\b|to\b|with\b)[a-z]+)(?:[\s\xa0]+(?:[a-z]+ed|subject|liable)(?:[\s\xa0]+(?:to|for|by|with|upon|on))?)?"
    rf"(?:[\s\xa0]+(?:itself|themselves))?{_NONE}(?P<what>[a-z]+)"
)
_PRESENT_NONE = re.compile(rf"{_NONE}(?P<what>[a-z]+)")
_BURDENS = frozenset(
    f"{verb}{ending}"
    for verb in (
        "accept",
        "assume",
        "bear",
        "incur",
        "owe",
        "undertake",
        "require",
        "need",
        "entail",
        "create",
        "acquire",
        "confer",
    )
    for ending in ("", "s")
) | {"have", "has", "carry", "carries", "imply", "implies"}
"""Who bears, has or owes none of something has no duty; who levies or makes none must not."""
_TAKES_EFFECT = re.compile(r"[\s\xa0]*(?:only[\s\xa0]+)?(?:be|enter|come|take|become|remain|cease|apply|extend)\b")
_ONLY = re.compile(r"[\s\xa0]+only[\s\xa0]+(?=[a-z])")
_CONSENT = re.compile(r"\b(?:consent|approv|agree|permission|permit|authori|if|unless|provided|condition|notif|notice|consult)")


def says_no(low: str, start: int, end: int) -> bool:
    """Whether the word "no" stands inside [start, end), cheaper to ask than any pattern with it."""
    at = low.find("no", start, end)
    while at >= 0:
        if low[at + 2 : at + 3].isspace() and low[at - 1 : at].isspace():
            return True
        at = low.find("no", at + 2, end)
    return False


def fails_nothing(low: str, closing: int, end: int) -> int | None:
    """Where "fail to" ends behind a negation: who shall not fail to pay shall pay."""
    match = _FAIL.match(low, closing, end)
    return match.end() if match else None


def without_object(low: str, closing: int, end: int) -> tuple[Force, int] | None:
    """The force of "shall bear no costs" (no duty) and of "shall levy no tolls" (a ban), and where "no" ends."""
    match = _DONE_TO_NONE.match(low, closing, end) if says_no(low, closing, end) else None
    return _of_none(match["verb"], match) if match else None


def present_without_object(low: str, verb: str, closing: int, end: int) -> tuple[Force, int] | None:
    """The same of a plain present: "Norway bears no costs"."""
    match = _PRESENT_NONE.match(low, closing, end)
    return _of_none(verb, match) if match else None


def _of_none(verb: str, match: re.Match[str]) -> tuple[Force, int]:
    force = Force.DENIAL if verb in _BURDENS else Force.PROHIBITION
    return force, match.start("what") - 1


def only_with_leave(low: str, closing: int, end: int, conditions: list[tuple[int, int]]) -> bool:
    """Whether "only" binds what shall be done to somebody's leave or to a condition: "shall only sell with the consent of ...".

    What only takes effect upon something is a rule on the instrument and stays one.
    """
    if not conditions or _TAKES_EFFECT.match(low, closing, end):
        return False
    early = _ONLY.match(low, closing, end)
    for start, stop in conditions:
        leave = _CONSENT.search(low, start, min(stop, start + 60))
        if leave and start >= closing and (early or low[max(closing, start - 6) : start].rstrip().endswith("only")):
            return True
        if leave and low.startswith("only", start):
            return True
    return False
