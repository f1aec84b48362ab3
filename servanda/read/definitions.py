"""Terms that an agreement defines: names for its parties ("hereinafter the Participants"), and words that it explains."""

from collections.abc import Iterator

from servanda.lexicon import Marks
from servanda.lexicon import lazy_re as re
from servanda.model import DefinedTerm, Span
from servanda.read.party_lists import Name, links, lists, members_of, names

EVERYBODY = "*parties*"
"""Stands for all parties (read.parties.ALL)."""
_OPEN, _CLOSE = "[\"“”„«‘'`´’]{1,2}", "[\"“”»’'`´]{1,2}"
_LEAD = (
    r"(?:\s*(?:,|:|jointly|collectively|both|together|each|individually|separately|respectively|simply|also|or|and|either|"
    r"state|country|member|"
    r"here(?:in)?\s?after|in this (?:agreement|memorandum|treaty|protocol|convention)|referred\s+to|called|named|designated|"
    r"known|termed|styled|to|be|as|a|an|the|“?party”?\s+or))*"
)
_NAMED = re.compile(rf"{_LEAD}\s*(?:the\s+)?{_OPEN}\s?(?:the\s+)?(?P<term>[^\"“”»\n]{{1,70}}?)\s?,?{_CLOSE}", re.IGNORECASE)
_BARE = re.compile(
    rf"{_LEAD}\s*(?:the\s+|as\s+)?(?P<term>[A-Z][\w.-]*(?:\s+(?:of\s+)?[A-Z][\w.-]*){{0,3}})\s*(?=\)|,\s*(?:on\s+the|of\s+the)\s+(?:one|other|first|second))"
)
"""A name without quotation marks, up to the bracket's end: "(hereinafter called the CSFR)"."""
_MORE = re.compile(
    rf"(?:\s*(?:,|or|and|respectively|individually|collectively|jointly|as|the|a|each|"
    rf"also)\s*)+{_OPEN}(?:the\s+)?(?P<term>[^\"“”»\n]{{1,60}}?),?{_CLOSE}",
    re.IGNORECASE,
)
_UNQUOTED = re.compile(
    rf"{_LEAD}\s*(?:the\s+|as\s+)(?P<term>(?:high\s+|contracting\s+|signatory\s+|[A-Z][\w-]*\s+){{0,3}}"
    r"(?:part(?:y|ies)|participants?|states?|sides?|signatories|governments?|community|commission|agency|organi[sz]ation|"
    r"union))\b",
    re.IGNORECASE,
)
_BRACKET = re.compile(rf"\s*\(\s*(?:the\s+)?{_OPEN}(?:the\s+)?(?P<term>[^\"“”»\n]{{1,60}}?){_CLOSE}\s*(?:\)|,|or|and)")
_TERM_BEFORE = re.compile(r"(?:[\"“‘'](?P<quoted>[^\"”’'\n]{2,70})[\"”’'],?|\b(?P<plain>[A-Z][\w-]*(?: [A-Z][\w-]*){0,4}))\s*$")
_MEANING_END = re.compile(
    r"[;.,\s](?:(?<=[;.])(?=\s|$)|(?<=\n)\s*\n|(?:(?<=,)\s+|(?<=\s)\s*)(?:and|while)\s+[\"“‘'«][^\"”’'»\n]{2,60}[\"”’'»],?\s+(?:also\s+)?(?:means?|shall\s+mean|denotes?|refers?\s+to|is)\b)"
)
_COLLECTIVE = re.compile(r"\b(?:jointly|collectively|both|together)\b", re.IGNORECASE)
_PLURAL = re.compile(r"(?:parties|participants|sides|states|governments|signatories|countries|members|two)$", re.IGNORECASE)
_ALL_PARTIES = re.compile(
    r"(?:the |high |contracting |signatory )*(?:part(?:y|ies)|participants?|sides?|signator(?:y|ies)|contracting states?)",
    re.IGNORECASE,
)
"""Terms that mean all who agree, whatever stands before them."""
_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_ANY_PARTY = ("party", "participant", "contracting party", "side", "signatory", "contracting state")
_STATE_WORDS = frozenset(
    {
        "state",
        "government",
        "republic",
        "kingdom",
        "federation",
        "union",
        "party",
        "side",
        "participant",
        "country",
        "authorities",
    }
    | {"ministry", "community", "commission", "confederation", "country", "administration", "nation", "tribe", "tribes"}
)
_NO_TERMS = ("It", "They", "This", "That", "These", "He", "She", "Which", "II", "III", "IV")
_FAR = 160
_RUN = 1500
_MOST = 200
_MEANING = 300


def definitions(text: str, marks: Marks, parties: list[Name]) -> tuple[DefinedTerm, ...]:
    """The defined terms, in the order of the text, each term once."""
    found: dict[str, DefinedTerm] = {}
    for term in sorted((*_names(text, marks, parties), *_meanings(text, marks)), key=lambda term: term.evidence):
        found.setdefault(term.term.lower(), term)
    return tuple(found.values())


def _names(text: str, marks: Marks, parties: list[Name]) -> Iterator[DefinedTerm]:
    reached = found = 0
    for start, _, key in marks.of("definition"):
        if key == "named" and start >= reached and found < _MOST:
            match = _NAMED.match(text, start) or _UNQUOTED.match(text, start) or _BARE.match(text, start)
            if match and match.end() - start < _FAR:
                yield from _named(text, marks, start, match, parties)
                reached, found = match.end(), found + 1
    for name in parties:
        bracket = _BRACKET.match(text, name.end, min(len(text), name.end + _FAR))
        if bracket:
            yield from _named(text, marks, bracket.start(), bracket, parties)


def _named(text: str, marks: Marks, start: int, match: re.Match[str], parties: list[Name]) -> Iterator[DefinedTerm]:
    at: re.Match[str] | None = match
    while at:
        words = _ARTICLE.sub("", " ".join(at["term"].split())).strip(" ,")
        if words and not words[0].isdigit() and not words.lower().startswith(("this ", "the present ")):
            collective = bool(_COLLECTIVE.search(text, max(0, at.start() - 12), at.end()))
            itself = _named_in(marks, *at.span("term")) & {name.key for name in parties}
            meant = tuple(itself) if len(itself) == 1 else _meant(text, marks, start, words, collective, parties)
            yield DefinedTerm(words, None, meant, (Span(*at.span("term")),))
        at = _MORE.match(text, at.end(), min(len(text), at.end() + _FAR))


def _meant(text: str, marks: Marks, at: int, words: str, collective: bool, parties: list[Name]) -> tuple[str, ...]:
    """Whom a name given at a place means: all named so far where it is a plural, else the last one named."""
    keys = {name.key for name in parties}
    everybody = (EVERYBODY,) if keys and _ALL_PARTIES.fullmatch(words) else ()
    run = list(lists(text, names(text, marks, max(0, at - _RUN), at)))[-1:]
    before = [name for first in (run[0] if run else ()) for name in (members_of(first) or [first]) if name.key in keys]
    if not before or links(text, before[-1].end, at) is None:
        return everybody
    if collective or _PLURAL.search(words):
        earlier = [end for start, end, key in marks.within("definition", before[0].start, at) if key == "named"]
        if earlier and not _ALL_PARTIES.fullmatch(words):
            before = [name for name in before if name.start > earlier[-1]] or before
        named = tuple(dict.fromkeys(name.key for name in before))
        return (EVERYBODY,) if len(named) == len(keys) else named
    if words.lower() in _ANY_PARTY:
        return (EVERYBODY,)
    if _names_a_thing(text, before[-1].end, at, words):
        return ()
    return (before[-1].key,)


def _names_a_thing(text: str, start: int, at: int, words: str) -> bool:
    """Whether a name is of something called after a party: "the Norwegian Institute of Lamps, hereinafter the Institute"."""
    head = words.split()[-1]
    return head.lower() not in _STATE_WORDS and re.search(rf"\b{re.escape(head)}\b", text[start:at]) is not None


def _named_in(marks: Marks, start: int, end: int) -> set[str]:
    """The codes that a term itself names: "Ukraine", "the Dutch Government"."""
    return {key for kind in ("state", "demonym", "organisation") for _, _, key in marks.within(kind, start, end)}


def _meanings(text: str, marks: Marks) -> Iterator[DefinedTerm]:
    for start, end, key in marks.of("definition"):
        if key == "means":
            match = _TERM_BEFORE.search(text, max(0, start - 80), start)
            stop = _MEANING_END.search(text, end, min(len(text), end + _MEANING))
            if match and stop and stop.start() > end:
                words = _ARTICLE.sub("", " ".join((match["quoted"] or match["plain"]).split()))
                meaning = " ".join(text[end : stop.start()].split()).strip(" ,:")
                if (
                    meaning
                    and (match["quoted"] or _opens_sentence(text, match.start("plain")))
                    and words.split()[0] not in _NO_TERMS
                ):
                    yield DefinedTerm(words, meaning, (), (Span(match.start(), stop.start()),))


def _opens_sentence(text: str, at: int) -> bool:
    before = text[max(0, at - 8) : at].rstrip(" \t")
    return not before or before[-1] in '\n.;:)”"'
