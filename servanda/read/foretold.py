"""What a finite word only foretells or holds possible: effects of things, opinions. They promise nothing."""

from servanda.lexicon import Marks
from servanda.lexicon import lazy_re as re
from servanda.read.finite import Finite
from servanda.read.grammar import PLURAL_ACTORS, SINGULAR_ACTORS

_FORECAST = re.compile(
    r"[\s\xa0]*(?:also[\s\xa0]+|further[\s\xa0]+|[a-z]+ly[\s\xa0]+)*(?:contribute|help|lead|result|benefit|serve|enable|"
    r"require|allow|make|constitute[\s\xa0]+an?[\s\xa0]+important|be[\s\xa0]+(?:preferable|desirable|advisable|useful|"
    r"essential|key|crucial|vital|important))\b",
    re.IGNORECASE,
)
_OPINION = re.compile(
    r"[\s\xa0]*(?:also[\s\xa0]+)?(?:become|serve|only[\s\xa0]+be|contribute|help|make|be[\s\xa0]+(?:an?|the|of)\b)", re.IGNORECASE
)

_LASTING_STATE = re.compile(r"\b(?:needs?|threats?|challenges?|demand|costs?|war|damage|risks?)\b")
_GOES_ON = re.compile(r"[\s\xa0]*(?:[a-z]+ly[\s\xa0]+)*(?:continue(?![\s\xa0]+to\b)|persist|grow|increase|rise|remain)\b")
"""What needs and threats do by themselves: "the needs will continue for decades"."""
_PREPOSITION = re.compile(r"\b(?:of|in|to|for|on|by|with)\b")


def foretold(text: str, finite: Finite, subject: tuple[int, int] | None, marks: Marks) -> bool:
    """Whether "will" foretells an effect of a thing instead of promising an act of somebody, or "could" is an opinion."""
    if finite.kind != "modal":
        return False
    if finite.force == "permission":
        if text.startswith("may", finite.start) or subject is None:
            return False
        return _of_a_thing(text, subject) and bool(_OPINION.match(text, finite.end))
    if finite.force != "commitment":
        return False
    if subject is not None and _LASTING_STATE.search(text, subject[0], subject[1]) and _GOES_ON.match(text, finite.end):
        return True
    if not _FORECAST.match(text, finite.end):
        return False
    if subject is None:
        return finite.role == "relative" and text[finite.begin : finite.begin + 5].lower() == "which"
    words = text[subject[0] : subject[1]].lower().replace(",", " ").split()
    if any(word in PLURAL_ACTORS or word in SINGULAR_ACTORS for word in words):
        return False
    return not marks.any("state", subject[0], subject[1])


def _of_a_thing(text: str, subject: tuple[int, int]) -> bool:
    """Whether the subject's head is no actor: "Utopia's industry", "the path to peace"."""
    words = _PREPOSITION.split(text[subject[0] : subject[1]], maxsplit=1)[0].split()
    last = words[-1].strip(",").lower() if words else ""
    return bool(last) and last not in PLURAL_ACTORS and last not in SINGULAR_ACTORS and not words[-1][0].isupper()


def by_an_actor(text: str, finite: Finite, marks: Marks) -> bool:
    """Whether the words in front of a plain present name a party, a state or a body."""
    words = text[finite.begin : finite.start].lower().split()
    if words and (words[-1] in PLURAL_ACTORS or words[-1] in SINGULAR_ACTORS):
        return True
    return any(marks.any(kind, finite.begin, finite.start) for kind in ("state", "organisation", "nation"))
