"""The plain present of duty: a verb right behind a party ("Each Party designates ...")."""

from servanda.lexicon import lazy_re as re
from servanda.read.grammar import DETERMINERS, DUTY_VERBS, NO_ACTORS, NO_PRESENT_VERB, PLURAL_ACTORS, SINGULAR_ACTORS

ACTOR_HEAD = re.compile(
    r"(?:(?i:(?:the|each|both|either|all|every|these|said|our|two|high|contracting|signatory|member|state|of|and|for|"
    r"its)[\s\xa0]+|"
    r"(?:parties|party|participants?|governments?|sides?|states?|countries|nations?|members?|signator(?:y|ies)|commission|"
    r"committee|council)(?:[\s\xa0]+(?:of|and|to|this|agreement|convention))*[\s\xa0]+)|[A-Z][\w’'-]*[\s\xa0](?![\s\xa0]))+"
)
_SMALL_WORD = re.compile(r"(?:(?:also|hereby|therefore|further|jointly|both|each|[a-z]+ly)[\s\xa0]+)*([a-z]{2,})\b(?![’'-])")

_COURTESY = re.compile(r"[\s\xa0]+(?:its|their|his|her)[\s\xa0]+(?:best[\s\xa0]+)?compliments\b")
"""What a note begins with, and nobody undertakes: "The Embassy presents its compliments"."""


def plain_present(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where the verb stands that follows right behind a party in the plain present ("Each Party designates"), if one does."""
    head = ACTOR_HEAD.match(text, start, end)
    verb = _SMALL_WORD.match(text, head.end(), end) if head else None
    if (
        head is None
        or verb is None
        or verb[1] in NO_PRESENT_VERB
        or verb[1].startswith("avail")
        or (verb[1].startswith("present") and _COURTESY.match(text, verb.end(1), end))
        or verb[1].endswith(("ed", "ing", "ly"))
    ):
        return None
    words = head[0].split()
    name, low = words[-1], words[-1].lower()
    third = verb[1].endswith("s") and not verb[1].endswith("ss")
    plural = low in PLURAL_ACTORS or "and" in words
    if low not in PLURAL_ACTORS and low not in SINGULAR_ACTORS and not _may_be_an_actor(name, low):
        return None
    if low == "states" and third:
        return verb.span(1) if verb[1][:-1] in DUTY_VERBS or verb[1][:-2] in DUTY_VERBS else None
    return verb.span(1) if third != plural or low == "states" else None


def names_an_actor(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] is a party and nothing else ("Each Party", "Sides")."""
    head = ACTOR_HEAD.match(text, start, end)
    if head is None or head.end() < end:
        return False
    name = head[0].split()[-1]
    low = name.lower()
    return low in PLURAL_ACTORS or low in SINGULAR_ACTORS or _may_be_an_actor(name, low)


def _may_be_an_actor(name: str, low: str) -> bool:
    return name[0].isupper() and low not in NO_ACTORS and low not in DETERMINERS and not name.endswith(("’s", "'s", "s’", "ing"))
