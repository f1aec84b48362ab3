"""Where the passage of a clause begins and ends, and what in it is subject and object."""

from collections.abc import Iterable

from servanda.lexicon import lazy_re as re
from servanda.model import Span
from servanda.read.grammar import FRONT_WORDS, LINK_WORDS, NO_SUBJECT, NOUN_PHRASE, PLURAL_ACTORS, SINGULAR_ACTORS, SO_ASKED
from servanda.read.present import ACTOR_HEAD

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
_CLOSING = " ,;:.\n\t\xa0\r—"
_LINKS_END = frozenset({"and", " or", "but", "nor", "ile", "eas", "ver", "yet", "viz", "lso", "hat", "/or", "eof"})
"""How the words of _TAIL end."""
_ACTOR_AHEAD = re.compile(
    r"\b(?:the|each|both|either|any)[\s\xa0]+(?:high[\s\xa0]+)?(?:contracting[\s\xa0]+)?(?:parties|party|participants?|"
    r"governments?|sides?|states?)\b",
    re.IGNORECASE,
)


_NEGATIVE = re.compile(
    rf"(?:{NO_SUBJECT.pattern})(?=[\s\xa0]*,?(?:[\s\xa0]+(?:and|or)[\s\xa0]+[a-z\s\xa0]+,?)?[\s\xa0]*$)"
    r"|nor[\s\xa0]|neither[\s\xa0]*$|(?:in|under|at|on|by|for)[\s\xa0]+no[\s\xa0][^,;]{3,60}$",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"(?:it|they|he|she)\b")


def opening(text: str, start: int, finite: int) -> tuple[int, int]:
    """(where the passage begins, where its subject begins), both before the finite word.

    Linking words, recitals and purposes in front of the subject are left out; conditions, times and limits belong to it.
    """
    subject = start
    asked = SO_ASKED.search(text, start, finite)
    if asked and NOUN_PHRASE.match(text, asked.end(), finite):
        return start, asked.end() + 1
    if not _is_subject(text, start, finite):
        subject = _behind_adjunct(text, start, finite)
        if subject > start and _links(text, start, finite):
            start = subject
    return start, subject


def inverted(text: str, start: int, finite: int, at: int, end: int) -> tuple[int, int] | None:
    """Where the subject stands that follows its auxiliary: "Under no circumstances shall either Party ...", "nor may it ..."."""
    if not (_NEGATIVE.match(text, start, finite) or text.startswith(("Only ", "only "), start)):
        return None
    while at < end and text[at].isspace():
        at += 1
    head = _PRONOUN.match(text, at, end) or ACTOR_HEAD.match(text, at, end)
    if head is None:
        return None
    name = head[0].split()[-1]
    known = name.lower() in PLURAL_ACTORS or name.lower() in SINGULAR_ACTORS
    return (at, head.end()) if known or (name[0].isupper() and len(name) > 1) else None


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
    while True:
        while stop > start and text[stop - 1] in _CLOSING:
            stop -= 1
        if stop - start <= 3 or text[stop - 3 : stop].lower() not in _LINKS_END:
            return stop
        tail = _TAIL.search(text, max(start, stop - 24), stop)
        if tail is None:
            return stop
        stop = tail.start()


def object_of(text: str, at: int | None, end: int, limits: Iterable[int]) -> Span | None:
    """What stands behind the action, which ends at `at`, up to the first condition or deadline (`limits`: where those begin)."""
    if at is None:
        return None
    low = at
    while low < end and text[low] in " ,\n\t\xa0":
        low += 1
    stop = min((limit for limit in limits if limit >= low), default=end)
    high = passage_end(text, low, stop)
    return Span(low, high) if high > low else None
