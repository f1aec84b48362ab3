"""Where the passage of a clause begins and ends, and what in it is subject, action and object."""

from collections.abc import Iterable

from servanda.lexicon import lazy_re as re
from servanda.model import Span
from servanda.read.grammar import BEFORE_ACTION, FRONT_WORDS, LINK_WORDS, NOUN_PHRASE

_LINK = re.compile(
    r"(?:in[\s\xa0]+(?:this|that)[\s\xa0]+(?:context|regard|respect|connection|spirit|framework|way|light|vein)|"
    r"to[\s\xa0]+(?:this|that|these|those)[\s\xa0]+(?:end|ends|effect|purpose)|"
    r"for[\s\xa0]+(?:this|that|these|the[\s\xa0]+(?:above|said|aforesaid|purposes?|benefit))|in[\s\xa0]+addition|"
    r"furthermore|moreover|however|therefore|accordingly|"
    r"in[\s\xa0]+particular|also|additionally|likewise|similarly|in[\s\xa0]+order|with[\s\xa0]+a[\s\xa0]+view|"
    r"with[\s\xa0]+the[\s\xa0]+(?:aim|view|purpose|objective|intention)|as[\s\xa0]+(?:an?|the)\b|"
    r"at[\s\xa0]+the[\s\xa0]+same[\s\xa0]+time|further[\s\xa0]+to|in[\s\xa0]+view|in[\s\xa0]+light|"
    r"in[\s\xa0]+the[\s\xa0]+light|thus|consequently|hence|finally|in[\s\xa0]+so[\s\xa0]+doing|"
    r"having|nevertheless|meanwhile|second(?:ly)?|first(?:ly)?|third(?:ly)?|building[\s\xa0]+on|underpinned|mindful|"
    r"convinced|conscious|aware|guided|"
    r"desirous|determined|as[\s\xa0]+part|notwithstanding[\s\xa0]+the[\s\xa0]+foregoing|in[\s\xa0]+consideration|given|"
    r"based[\s\xa0]+on|following[\s\xa0]+in|"
    r"to[\s\xa0]+(?:ensure|promote|facilitate|achieve|enhance|support|strengthen|further|implement|enable|improve|avoid|"
    r"prevent|increase|assist|help|provide)\b|"
    r"(?:recalling|recogni[sz]ing|noting|considering|acknowledging|bearing|taking|welcoming|reaffirming|affirming|"
    r"emphasi[sz]ing|"
    r"stressing|believing|desiring|wishing|expressing|underlining|continuing|seeking|aiming|recogni[sz]ed)\b)",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"(?:\b(?:and/or|and|or|but|nor|while|whereas|however|yet|viz|also|that|instead thereof)\b[\s\xa0,;:.]*|[\s\xa0,;:.])+$",
    re.IGNORECASE,
)
_CLOSING = " ,;:.\n\t\xa0\r"
_LINKS_END = frozenset({"and", " or", "but", "nor", "ile", "eas", "ver", "yet", "viz", "lso", "hat", "/or", "eof"})
"""How the words of _TAIL end."""
_VERBS_IN_LY = frozenset({"apply", "comply", "supply", "rely", "imply", "reply", "ally"})
_LIGHT_WORDS = 8
"""How many auxiliaries and adverbs may stand before a verb."""
_VERB_NEXT = re.compile(
    r"[\s\xa0,]*(?:(?:if|where|when|whenever|as)[\s\xa0]+(?:so[\s\xa0]+)?(?:necessary|appropriate|possible|required|"
    r"requested|needed|available)\b"
    r"[\s\xa0,]*)?([a-z][a-z-]*)(?=[\s\xa0.,;:]|$)"
)
_ACTOR_AHEAD = re.compile(
    r"\b(?:the|each|both|either|any)[\s\xa0]+(?:high[\s\xa0]+)?(?:contracting[\s\xa0]+)?(?:parties|party|participants?|"
    r"governments?|sides?|states?)\b",
    re.IGNORECASE,
)


def opening(text: str, start: int, finite: int) -> tuple[int, int]:
    """(where the passage begins, where its subject begins), both before the finite word.

    Linking words, recitals and purposes in front of the subject are left out; conditions, times and limits belong to it.
    """
    subject = start
    if not _is_subject(text, start, finite):
        subject = _behind_adjunct(text, start, finite)
        if subject > start and _links(text, start, finite):
            start = subject
    return start, subject


def _links(text: str, start: int, end: int) -> bool:
    return _first_word(text, start) in LINK_WORDS and _LINK.match(text, start, end) is not None


def _first_word(text: str, start: int) -> str:
    words = text[start : start + 20].split(None, 1)
    return words[0].lower().rstrip(",") if words else ""


def _is_subject(text: str, start: int, end: int) -> bool:
    word = _first_word(text, start)
    if word in FRONT_WORDS or not NOUN_PHRASE.match(text, start, end):
        return False
    return word not in LINK_WORDS or not _LINK.match(text, start, end)


def _behind_adjunct(text: str, start: int, end: int) -> int:
    """Behind the last comma of what stands in front of the subject."""
    comma = text.rfind(",", start, end)
    while comma >= 0:
        if NOUN_PHRASE.match(text, comma + 1, end) and _first_word(text, comma + 1) not in FRONT_WORDS:
            at = comma + 1
            while at < end and text[at].isspace():
                at += 1
            return at
        comma = text.rfind(",", start, comma)
    match = _ACTOR_AHEAD.search(text, start, end)
    return match.start() if match else start


def passage_end(text: str, start: int, stop: int) -> int:
    """Where a passage ends that may go to `stop`: without closing punctuation and linking words."""
    while stop > start and text[stop - 1] in _CLOSING:
        stop -= 1
    if stop - start > 3 and text[stop - 3 : stop].lower() in _LINKS_END:
        tail = _TAIL.search(text, max(start, stop - 24), stop)
        return tail.start() if tail else stop
    return stop


def action_of(text: str, start: int, end: int) -> Span | None:
    """The verb behind a finite word: what is to be done."""
    for _ in range(_LIGHT_WORDS):
        match = _VERB_NEXT.match(text, start, end)
        if match is None:
            return None
        if match[1] not in BEFORE_ACTION and (not match[1].endswith("ly") or match[1] in _VERBS_IN_LY):
            return Span(*match.span(1))
        start = match.end()
    return None


def object_of(text: str, action: Span | None, end: int, limits: Iterable[int]) -> Span | None:
    """What stands behind the action, up to the first condition or deadline (`limits`: where those begin)."""
    if action is None:
        return None
    low = action.end
    stop = min((limit for limit in limits if limit > low), default=end)
    while low < stop and text[low] in " ,\n\t\xa0":
        low += 1
    high = passage_end(text, low, min(stop, end))
    return Span(low, high) if high > low else None
