"""The words of a sentence that may tell an event, each with the part that grammar gives it there.

English writes "attack" for the verb and for the noun, "armed" for a verb and in "armed men". Without a parser, the word before
and the word behind decide: after "has" it is a verb, after "the" it is none. What cannot be a verb where it stands is read as
a noun, or not at all.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate

from servanda.lexicon import Lexicon, Marks
from servanda.lexicon import lazy_re as re

_WORD = re.compile(r"([^\W_]+(?:['’][^\W_]+)*)")
"""One group, so that a split keeps the words."""
OWNED = ("'s", "’s", "s'", "s’")
_ADJECTIVE = re.compile(r"(?:al|ic|ive|ous|ary|ful|ish|ese|ian|ean|ani|aqi|eli|nuclear|armed|rebel|guerrilla|terror|terrorist)$")
FINITE, INFINITIVE, PASSIVE, PARTICIPLE, REDUCED, GERUND, NOUN = (
    "finite",
    "infinitive",
    "passive",
    "participle",
    "reduced",
    "gerund",
    "noun",
)


@dataclass(slots=True)
class Words:
    """The words of a sentence [start, end): their places and their lower-case forms."""

    start: int
    end: int
    starts: list[int]
    ends: list[int]
    lows: list[str]
    times: tuple[list[int], list[int]] | None = None
    """Where words stand that may name a day, a month or a year, and where those that do without the page's day; worked out
    when an event asks for it (`event_telling`).
    """

    def index(self, place: int) -> int:
        """The number of the word that begins at or before a place."""
        return max(0, bisect_right(self.starts, place) - 1)


def words(low: str, start: int, end: int) -> Words:
    """The words of a stretch of a text, which is given in lower case (`Marks.low`): a split and sums, nothing for each word."""
    pieces = _WORD.split(low[start:end])
    places = list(accumulate(map(len, pieces), initial=start))
    return Words(start, end, places[1:-1:2], places[2::2], pieces[1::2])


@dataclass(slots=True)
class Token:
    """An operator, an event verb, an event noun, or several of these at once; `role` is what grammar makes of it here.

    `takes`: what may follow an operator (table `event_operator`). `first`, `last`: the numbers of its words. `linked`: whether
    it may belong to an operator before it ("refrained from shelling", but not "helped in shelling"). `closed`: whether a
    preposition ends it ("boycott of").
    """

    start: int
    end: int
    first: int
    last: int
    role: str
    operator: str | None = None
    takes: str = ""
    verb: str | None = None
    noun: str | None = None
    linked: bool = True
    closed: bool = False


class Grammar:
    """The small words of English by what they do (table `event_grammar`), and how the operators of the lexicon behave."""

    def __init__(self, lexicon: Lexicon) -> None:
        small = {row["key"]: frozenset(row["forms"].split()) for row in lexicon.rows("event_grammar")}
        self.be, self.have, self.modal = small["be"], small["have"], small["modal"]
        self.determiner, self.preposition, self.behind_noun = small["determiner"], small["preposition"], small["behind_noun"]
        self.subject = small["subject"] | small["plural"]
        self.describing, self.skipped = small["describing"], small["skipped"]
        self.subordinate, self.relative, self.auxiliary = small["subordinate"], small["relative"], small["auxiliary"]
        self.breaking = self.preposition | self.determiner | self.auxiliary | {"to", "that", "which", "who"}
        self.opening = self.subordinate | self.relative | {"that"}
        self.joining, self.conditional = small["joining"], small["conditional"]
        self.probable, self.possible = small["probable"], small["possible"]
        self.claiming, self.denying = small["claiming"], small["denying"]
        self.trailing, self.leading = small["trailing"], small["leading"]
        self.hedging = self.probable | self.possible | self.claiming | self.denying | {"would", "should"}
        self.no_adjective = small["no_adjective"]
        self.oneself = small["oneself"]
        self.nounlike = small["nounlike"]
        self.dating = small["dating"]
        self.speaking, self.instrument = small["speaking"], small["instrument"]
        self.no_adverb, self.gerund = small["no_adverb"], small["gerund"]
        self.past = frozenset(form for row in lexicon.rows("irregular") for form in _past_forms(row))
        self.operators = {
            row["key"]: (row["key"].partition(":")[0], row["takes"], row["class"])
            for row in lexicon.rows("event_operator")
            if row["key"] != "!"
        }


def _past_forms(row: Mapping[str, str]) -> list[str]:
    """The forms of an irregular verb that tell the past; the base itself where it has no other ("they cut ties")."""
    return [form for form in row["forms"].split() if not form.endswith(("ing", "s"))] or [row["key"]]


_NAMES = re.compile(
    r"call(?:s|ed|ing)?\s(?:the|this|that|his|her|its|their|[A-Z])(?:(?!\s(?:to|for|about|after)\b)[^,.;:\"“”]){0,60}?\s(?:[\"“‘]|an?\s"
    r"(?!\w*\s?(?:meeting|halt|strike|ceasefire|truce|vote|election|summit|conference|session|referendum|boycott)))",
    re.IGNORECASE,
)
"""What somebody is called: "called the pact a mistake"."""
_TREATS = re.compile(r"treat(?:s|ed|ing)?\s[^,.;:]{1,60}?\sas\s", re.IGNORECASE)
_FOLLOWS = re.compile(r"follow(?:s|ed)?\s(?:the|a|an|its|his|their|similar|earlier|on\sfrom|other)\s", re.IGNORECASE)
"""What a text or an event follows has not happened by that."""
_ALSO_SAYS = frozenset({"recalled", "recalls", "asked", "asks", "joked", "repeated", "offered"})
"""Verbs that only tell who speaks where a quotation ends in front of them."""
_QUOTED_BEFORE = re.compile(r"[\"”’]\s(?:[\w.’'-]+\s){0,3}$")
_MODALS = frozenset({"will", "would", "shall", "may", "could", "might"})
_HEADED = 7
"""Words at the head of a headline in which "to" stands for a plan."""
_SHARED = 16
"""Words back to a modal that a second verb may share."""
_KINDS = ("event_verb", "event_noun", "event_operator")


def tokens(sentence: Words, marks: Marks, grammar: Grammar) -> Iterator[Token]:
    """The marks of the event tables in a sentence; of two that overlap the longer stays, of equal ones one token is made."""
    named: dict[tuple[int, int], list[str | None]] = {}
    for slot, kind in enumerate(_KINDS):
        for a, b, key in marks.within(kind, sentence.start, sentence.end):
            named.setdefault((a, -b), [None, None, None])[slot] = key
    reached = sentence.start
    text = marks.text
    plan = _headline_plan(sentence, named, grammar) if _is_headline(text, sentence) else None
    if plan:
        yield plan
    for (a, minus_b), (verb, noun, operator) in sorted(named.items()):
        if a < reached:
            continue
        end = -minus_b
        if text[a - 1 : a] != "-" and text[end : end + 1] != "-":
            token = _token(text, sentence, grammar, (a, end), verb, noun, operator)
            if token:
                reached = end
                yield token


def _token(
    text: str, sentence: Words, grammar: Grammar, span: tuple[int, int], verb: str | None, noun: str | None, operator: str | None
) -> Token | None:
    first = sentence.index(span[0])
    last = first if span[1] <= sentence.ends[first] else sentence.index(span[1] - 1)
    key, takes, kind = grammar.operators[operator] if operator else ("", "", "")
    if operator == "request:word" and (
        grammar.speaking.isdisjoint(sentence.lows) or not first or sentence.lows[first - 1] in grammar.oneself
    ):
        return None
    if key == "call" and _NAMES.match(text, span[0], sentence.end):
        key, takes, verb = "name", "noun", None
    elif key == "occur" and _FOLLOWS.match(text, span[0], sentence.end):
        return None
    if verb == "AID/rescued" and _TREATS.match(text, span[0], sentence.end):
        return None
    if (
        first == last
        and sentence.lows[last] in _ALSO_SAYS
        and _QUOTED_BEFORE.search(text, max(sentence.start, span[0] - 30), span[0])
    ):
        return None
    if kind in ("word", "noun"):
        return Token(*span, first, last, NOUN if kind == "noun" else INFINITIVE, key, takes)
    role = NOUN if not (verb or operator) else _role(text, sentence, grammar, first, last, noun is not None)
    if role == NOUN:
        if first and not verb and sentence.lows[first - 1] in grammar.modal and not (noun or "~").startswith("~"):
            return None
        closed = sentence.lows[last] in grammar.preposition or sentence.lows[last] == "to"
        return Token(*span, first, last, NOUN, noun=noun, closed=closed) if noun else None
    linked = role != GERUND or sentence.lows[first - 1] in grammar.gerund
    return Token(*span, first, last, role, key or None, takes, verb, noun, linked)


def _role(text: str, sentence: Words, grammar: Grammar, first: int, last: int, may_be_noun: bool) -> str:
    """What the verb whose words these are does in the sentence."""
    lows, word = sentence.lows, sentence.lows[first]
    k = first - 1
    while k >= 0 and (lows[k] in grammar.skipped or (lows[k].endswith("ly") and lows[k] not in grammar.no_adverb)):
        k -= 1
    before = lows[k] if k >= 0 else ""
    apart = k < 0 or "," in text[sentence.ends[k] : sentence.starts[first]]
    behind = lows[last + 1] if last + 1 < len(lows) else ""
    past = word.endswith("ed") or word in grammar.past
    if first and text[sentence.starts[first]].isupper() and _is_name(text, sentence, first):
        return NOUN
    if not apart and (before in grammar.determiner or before.endswith(OWNED) or (before.isdigit() and not past)):
        return NOUN
    if word in grammar.preposition or word in grammar.be or word in grammar.have:
        return FINITE
    if word.endswith("ing"):
        return NOUN if k < 0 and _describes(grammar, before, behind) and behind.endswith("s") else _ing(grammar, before, apart)
    if past:
        if word in grammar.describing and _describes(grammar, before, behind):
            named = bool(behind) and text[sentence.starts[last + 1]].isupper()
            return FINITE if named and before and before not in grammar.preposition and before not in grammar.determiner else NOUN
        if before in ("not", "never") and k and (lows[k - 1] in grammar.be or lows[k - 1] in grammar.have):
            before = lows[k - 1]
        role = _past(grammar, before, behind if first == last else "", apart, k < 0)
        return REDUCED if role == FINITE and behind in grammar.preposition and _goes_on(sentence, grammar, last) else role
    if not apart and before in grammar.preposition:
        return NOUN
    if before in grammar.modal and not apart:
        return INFINITIVE
    if word.endswith("s") and not word.endswith("ss"):
        if k < 0 or (may_be_noun and (behind in grammar.behind_noun or _adjective(grammar, before))):
            return NOUN
        if word in grammar.nounlike and first == last:
            near = behind and not text[sentence.ends[last] : sentence.starts[last + 1]].strip()
            takes = near and (behind in grammar.determiner or behind.isdigit() or text[sentence.starts[last + 1]].isupper())
            takes = takes or (near and k >= 0 and text[sentence.starts[k]].isupper() and _is_headline(text, sentence))
            return FINITE if takes and not _adjective(grammar, before) else NOUN
        return FINITE
    if before in ("and", "or") and not apart and _shares_modal(lows, grammar, k):
        return INFINITIVE
    named = k >= 0 and not may_be_noun and text[sentence.starts[k]].isupper() and not _adjective(grammar, before)
    return _base(grammar, before, apart, named)


def _is_headline(text: str, sentence: Words) -> bool:
    """Whether a sentence ends without a stop."""
    return text[sentence.end - 1].isalnum()


def _headline_plan(sentence: Words, named: Iterable[tuple[int, int]], grammar: Grammar) -> Token | None:
    """The "to" of a headline that tells a plan: "Arland to send doctors to Veldonia"."""
    if "to" not in sentence.lows[1:_HEADED]:
        return None
    k = sentence.lows.index("to", 1)
    start, end = sentence.starts[k], sentence.ends[k]
    if any(a < start for a, _ in named) or not grammar.auxiliary.isdisjoint(sentence.lows[:k]):
        return None
    return Token(start, end, k, k, INFINITIVE, "future", "verb")


def _shares_modal(lows: list[str], grammar: Grammar, k: int) -> bool:
    """Whether a bare form behind "and" goes on with the modal of the verb before: "will pay 5 million and train officers"."""
    for j in range(k - 1, max(-1, k - _SHARED), -1):
        if lows[j] in _MODALS:
            return j + 1 < k
        if lows[j] in grammar.relative or lows[j] in grammar.subordinate or lows[j] in grammar.have or lows[j] in grammar.be:
            return False
    return False


def _adjective(grammar: Grammar, word: str) -> bool:
    return word not in grammar.no_adjective and _ADJECTIVE.search(word) is not None


def _is_name(text: str, sentence: Words, first: int) -> bool:
    """Whether a word in capitals inside a sentence is part of a name; in a headline all words have capitals."""
    if text[sentence.starts[first] - 1] in '"“‘[(':
        return False
    capitals = sum(text[start].isupper() for start in sentence.starts)
    return capitals < 0.6 * len(sentence.starts)


def _ing(grammar: Grammar, before: str, apart: bool) -> str:
    if apart:
        return PARTICIPLE
    if before in grammar.be:
        return FINITE
    return GERUND if before in grammar.preposition else PARTICIPLE


def _describes(grammar: Grammar, before: str, behind: str) -> bool:
    """Whether a participle belongs to the noun behind it: "armed men", "the convicted poet"."""
    if behind in grammar.preposition or behind in grammar.determiner:
        return False
    return not before or before in grammar.determiner or before in grammar.preposition or _adjective(grammar, before)


def _goes_on(sentence: Words, grammar: Grammar, last: int) -> bool:
    """Whether another verb follows that has the same subject: "the jets promised in May have not come"."""
    for low in sentence.lows[last + 2 : last + 10]:
        if low in grammar.joining or low in grammar.relative or low in grammar.subordinate or low == "that":
            return False
        if low in grammar.auxiliary:
            return True
    return False


def _past(grammar: Grammar, before: str, behind: str, apart: bool, leads: bool) -> str:
    if not apart and before in grammar.be:
        return PASSIVE
    if not apart and before in grammar.have:
        return FINITE
    if behind == "by":
        return REDUCED
    if leads:
        return REDUCED if behind in grammar.preposition else NOUN
    return NOUN if not apart and before in grammar.preposition else FINITE


def _base(grammar: Grammar, before: str, apart: bool, named: bool) -> str:
    """A bare form is a verb only behind a subject in the plural: "they attack", "rebels attack"."""
    plural = before.endswith("s") and not before.endswith("ss")
    return FINITE if before in grammar.subject or ((plural or named) and not apart) else NOUN
