"""The action of a clause: the verb of what is to be done, behind the words that say how firmly, when and on which condition."""

from collections.abc import Sequence

from servanda.lexicon import lazy_re as re
from servanda.model import Force, Span
from servanda.read.finite import Finite
from servanda.read.grammar import (
    BEFORE_ACTION,
    COUNTING,
    DETERMINERS,
    DUTY_VERBS,
    FRONT_WORDS,
    OPENS_ADVERBIAL,
    OPENS_LEAD,
    PREPOSITIONS,
    PRONOUNS,
)

_WORD = re.compile(r"([a-z][a-z-]*)(?=[\s\xa0.,;:)(]|$)")
_BLANK = " \n\t\r\xa0,(–—"
_VERBS_IN_LY = frozenset({"apply", "comply", "supply", "rely", "imply", "reply", "ally", "multiply"})
_LIGHT = BEFORE_ACTION | frozenset(
    (
        "hereafter",
        "henceforth",
        "forthwith",
        "together",
        "otherwise",
        "instead",
        "so",
        "thus",
        "both",
        "each",
        "all",
        "never",
        "nor",
        "themselves",
        "itself",
        "then",
        "either",
        "again",
        "now",
        "later",
        "thereafter",
    )
)
_NUMBERS = COUNTING - {"clear", "full", "working", "calendar", "business", "consecutive", "successive", "further", "additional"}
_ADVERBIAL = re.compile(
    r"(?:(?:later|earlier|sooner|more|less|fewer)[\s\xa0]+than(?:[\s\xa0]+once[\s\xa0]+(?:a|every)[\s\xa0]+[a-z]+)?|at[\s\xa0]+(?:all|any)[\s\xa0]+times?|from[\s\xa0]+time[\s\xa0]+to[\s\xa0]+time|in[\s\xa0]+(?:no|any)[\s\xa0]+(?:case|event|way|manner)|"
    r"under[\s\xa0]+(?:no|any)[\s\xa0]+circumstances|in[\s\xa0]+good[\s\xa0]+faith|in[\s\xa0]+(?:particular|addition|turn|principle|general)|"
    r"for[\s\xa0]+(?:its|their|his)[\s\xa0]+part|as[\s\xa0]+(?:far|soon|early|quickly)[\s\xa0]+as[\s\xa0]+(?:possible|practicable)|"
    r"on[\s\xa0]+a[\s\xa0]+regular[\s\xa0]+basis|as[\s\xa0]+(?:appropriate|necessary|required)|"
    r"(?:where|when|if|as)[\s\xa0]+(?:so[\s\xa0]+)?(?:necessary|appropriate|possible|required|requested|needed|available))\b"
)
_LEADS_TO = re.compile(
    r"(?:(?:be|have|remain)[\s\xa0]+)?(?:fully[\s\xa0]+|[a-z]+ly[\s\xa0]+)?(?:entitled|obliged|obligated|required|bound|authori[sz]ed|permitted|allowed|"
    r"empowered|free|prepared|ready|willing|able|committed|expected|fail|omit|neglect|continue|agree|undertake|endeavou?r|strive|seek|"
    r"(?:the|an?)[\s\xa0]+(?:(?:sole|exclusive|full|same|primary)[\s\xa0]+)?(?:right|power|duty|obligation|option|authority|privilege|"
    r"responsibility|task|liberty))[\s\xa0]+(?:not[\s\xa0]+)?to[\s\xa0]+(?=(?P<next>[a-z-]+))"
)
_OBLIGING = re.compile(r"(?:oblig|requir|commit|bind|compel|forc)[a-z]*[\s\xa0]+[^,;.]{2,60}?[\s\xa0]to[\s\xa0]+(?P<verb>[a-z]+)")
_TO = re.compile(
    r"[\s\xa0]*,?[\s\xa0]*(?:(?:not|also|further|itself|themselves|[a-z]+ly)[\s\xa0]+)*to[\s\xa0]+(?=(?P<next>[a-z-]+))"
)
_INSERTED = re.compile(r"[\s\xa0]*,[^,;.]{2,120},[\s\xa0]+(?:not[\s\xa0]+)?to[\s\xa0]+(?=(?P<next>[a-z-]+))")
_STATES = re.compile(
    r"(?:subject|open|responsible|liable|accountable|without prejudice|opposed|applicable|equivalent)[\s\xa0]+(?:to|for)$"
)
_MOST = 12
"""How many words and insertions may stand before a verb."""
_NEAR = 80


def action_of(text: str, low: str, start: int, end: int, asides: Sequence[Span] = ()) -> Span | None:
    """The verb from `start` on; `low` is the text in lower case, `asides` are conditions and dates that may stand before it."""
    light: Span | None = None
    at = start
    for _ in range(_MOST):
        at = _behind(text, at, end, asides)
        word = _WORD.match(text, at, end)
        first = word[1] if word else None
        adverbial = _ADVERBIAL.match(low, at, end) if first is None or first in OPENS_ADVERBIAL else None
        if adverbial:
            at = adverbial.end()
            continue
        leads = _LEADS_TO.match(low, at, end) if first is None or first in OPENS_LEAD or first.endswith("ly") else None
        if leads and not _is_a_noun_word(leads["next"]):
            at = leads.end()
            continue
        if word is None:
            return light
        if word[1] in _LIGHT or (word[1].endswith("ly") and word[1] not in _VERBS_IN_LY):
            light = Span(*word.span(1)) if word[1] in {"be", "have", "continue"} else light
            at = word.end()
        elif not _opens_an_aside(word[1]) or (light is not None and word[1].endswith("ed")):
            return Span(*word.span(1))
        elif light is not None:
            return light
        else:
            comma = text.find(",", at, min(end, at + 4 * _NEAR))
            if comma < 0:
                return _duty_verb(low, at, min(end, at + _NEAR))
            at = comma
    return light


def _behind(text: str, at: int, end: int, asides: Sequence[Span]) -> int:
    """Behind blanks, commas, brackets and what dates or conditions the clause; what reaches to its end is no aside."""
    while True:
        while at < end and text[at] in _BLANK:
            at += 1
        aside = next((a for a in asides if a.start <= at < a.end < end - 1), None)
        if aside is None:
            return at
        at = aside.end


def _opens_an_aside(word: str) -> bool:
    return word in FRONT_WORDS or word in PREPOSITIONS or _is_a_noun_word(word)


def _is_a_noun_word(word: str) -> bool:
    return word in DETERMINERS or word in PRONOUNS or word in _NUMBERS or word in {"and", "or", "as", "that", "which", "than"}


def _duty_verb(low: str, at: int, end: int) -> Span | None:
    """The first verb of duty behind a phrase that no comma closes: "at its own cost repair the pier"."""
    before = "at"
    for match in re.finditer(r"[a-z-]+", low[at:end]):
        if match[0] in DUTY_VERBS and before not in DETERMINERS and before not in PREPOSITIONS and match.start():
            return Span(at + match.start(), at + match.end())
        before = match[0]
    return None


def action(text: str, low: str, finite: Finite, force: Force, end: int, asides: Sequence[Span]) -> Span | None:
    """The verb of a clause with this finite word; None where it has none ("both texts being equally authentic")."""
    start, stop = finite.start, finite.end
    if finite.kind == "texts":
        return None
    inner = finite.complement
    if (
        force in (Force.COMMITMENT, Force.OBLIGATION)
        and finite.force == "declaration"
        and inner is not None
        and inner.kind == "modal"
    ):
        # "affirms that in those circumstances it would provide": what is affirmed is the promise.
        return action_of(text, low, inner.end, end, asides)
    if force is Force.DENIAL and (obliged := _OBLIGING.search(low, start, min(end, start + 3 * _NEAR))):
        return Span(*obliged.span("verb"))
    if finite.kind == "modal":
        behind = finite.subject[1] if finite.subject and finite.subject[0] >= stop else stop
        return action_of(text, low, behind, end, asides)
    if low.endswith(("hereby", "herewith"), start, stop):
        return action_of(text, low, stop, end, asides) or Span(start, stop)
    if low.endswith(" to", start, stop) and not _STATES.search(low, start, stop):
        return action_of(text, low, stop, end, asides) or Span(start, stop)
    to = _TO.match(low, _behind(text, stop, end, asides), end) or _INSERTED.match(low, stop, end)
    if to and not _is_a_noun_word(to["next"]) and not _STATES.search(low, start, to.end() - 1):
        return action_of(text, low, to.end(), end, asides) or Span(start, stop)
    return Span(start, stop)
