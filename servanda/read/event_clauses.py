"""The clauses of a sentence and what each of them tells: event words, changed by the operators before them.

"Refused to release" is no release. The words and what they make of one another are tables (`event_verb`, `event_noun`,
`event_operator`, `event_rule`); this file only walks through a sentence.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import takewhile

from servanda.lexicon import Lexicon
from servanda.read.event_words import FINITE, GERUND, INFINITIVE, NOUN, OWNED, PARTICIPLE, PASSIVE, REDUCED, Grammar, Token, Words

Rules = Mapping[str, Mapping[str, str]]
"""What an operator makes of what it meets."""

MAIN, JOINED, BELOW = 0, 1, 2
"""Levels of a clause or an event: the sentence's own, one hung on to it, one inside another's words."""

_INTRANSITIVE = frozenset({"occur", "collapse", "start", "more", "end", "suspend"})
"""Operators that may have what they change before them: "talks collapsed", "the strike ended"."""
_PRONOUNS = frozenset({"he", "she", "it", "they", "we"})
_BREAKING = frozenset(
    {"and", "or", "but", "that", "has", "have", "had", "is", "are", "was", "were", "will", "would", "who", "which"}
)
MODAL = frozenset({"future", "plan", "may", "perhaps", "decide", "not"})
"""Operators that tell whether something happens; the others tell what."""
_ON_CONDITION = frozenset({"provided", "providing", "condition"})
_UNDER = frozenset({"under", "after", "despite", "since", "following", "within"})
"""Words whose noun is no object of the verb before them: "delivered boats under an old memorandum"."""
_NOT_YET = frozenset({"to", "must", "should", "can", "let", "helped", "help"})
_AIMS = {
    "send": ("ACCUSE/", "ASSAULT/"),
    "deploy": ("ACCUSE/", "ASSAULT/"),
    "call": ("SUPPORT/", "AGREE/"),
}
_HOSTILE = ("ASSAULT/", "COERCE/", "SANCTION/", "MOBILIZE/")
_OF_SOMEBODY = ("CONSULT/visited", "CONSULT/talked", "CONSULT/met", "AGREE/promised", "REQUEST/requested", "ACCUSE/accused")
"""Nouns that tell an event by themselves where they say of whom and towards whom."""
_TOWARDS = frozenset({"to", "with", "against", "that"})
_FAR_VERB, _FAR_NOUN, _FAR_WORD = 16, 12, 5
"""Words between an operator and what it changes; what stands farther apart has nothing to do with it."""


@dataclass(slots=True)
class Clause:
    """Words [first, last) of a sentence; `opener` is the word that opens it, if one does."""

    first: int
    last: int
    level: int
    opener: str = ""


@dataclass(slots=True)
class Told:
    """One event: its key after the operators, where its words stand, and what changed it.

    `operators`: the keys met, outermost first; `word`: the key of the event word itself; `tokens`: all of them. `said`: the
    word before it in the clause that says so ("the ministry said Arland had ..."), by its number; -1 if there is none.
    `itself`: the key without what makes it a plan, a possibility or a denial.
    """

    key: str
    word: str
    operators: tuple[str, ...]
    tokens: tuple[Token, ...]
    clause: Clause
    level: int
    said: int = -1
    itself: str = ""

    @property
    def start(self) -> int:
        """Where the first of its words begins."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """Where the last of its words ends."""
        return self.tokens[-1].end

    @property
    def passive(self) -> bool:
        """Whether the grammatical subject is the one it is done to."""
        last = self.tokens[-1].role
        return last in (PASSIVE, REDUCED) or (last == NOUN and self.tokens[0].role in (PASSIVE, REDUCED))


def rules_of(lexicon: Lexicon) -> Rules:
    """The rows of `event_rule` by operator and by what the operator meets."""
    rules: dict[str, dict[str, str]] = {}
    for row in lexicon.rows("event_rule"):
        for met in row["meets"].split():
            rules.setdefault(row["key"], {})[met] = row["makes"]
    return rules


def clauses(text: str, sentence: Words, grammar: Grammar) -> list[Clause]:
    """The clauses of a sentence, in order."""
    starts, ends, lows, found, leads = sentence.starts, sentence.ends, sentence.lows, list[Clause](), False
    now = Clause(0, len(lows), MAIN)
    for k, low in enumerate(lows):
        wide = k > 0 and starts[k] - ends[k - 1] > 1
        gap = text[ends[k - 1] : starts[k]] if wide else " "
        opened = None
        if wide and (";" in gap or ": " in gap):
            opened = MAIN, ""
        elif low == "that" and k and lows[k - 1] in _ON_CONDITION:
            opened = BELOW, "if"
        elif low in grammar.opening and _opens(lows, k, grammar):
            opened = BELOW, low
        elif now.level == BELOW and (wide or low in grammar.auxiliary) and _closes(lows, k, gap, now, leads, grammar):
            opened = MAIN, ""
        if opened:
            if k > now.first:
                found.append(Clause(now.first, k, now.level, now.opener))
            leads = leads or (k == 0 and opened[0] == BELOW)
            now = Clause(k, len(lows), *opened)
    return [*found, now]


def _opens(lows: list[str], k: int, grammar: Grammar) -> bool:
    """Whether a word that can open a clause does so here."""
    if lows[k] == "as":
        return _as_opens(lows, k)
    return lows[k] != "that" or (k > 0 and _that_relates(lows, k, grammar))


def _closes(lows: list[str], k: int, gap: str, now: Clause, leads: bool, grammar: Grammar) -> bool:
    """Whether the sentence goes on with its own clause here."""
    low, relative = lows[k], now.opener in grammar.relative or now.opener == "that"
    if "," in gap and low not in grammar.joining and (relative or leads or low in _PRONOUNS):
        return True
    if not relative or low not in grammar.auxiliary or k - now.first <= 2 or lows[k - 1] in grammar.joining:
        return False
    has_verb = any(lows[j] in grammar.auxiliary for j in range(now.first + 1, min(k, now.first + 3)))
    return has_verb or lows[now.first + 1].endswith("ed")


def _as_opens(lows: list[str], k: int) -> bool:
    """Whether "as" opens a clause here ("as he left"), and is not "as president" or "such as"."""
    return (
        k + 1 < len(lows)
        and lows[k + 1] in ("he", "she", "it", "they", "the")
        and lows[k - 1] not in ("such", "well", "known", "same")
    )


def _that_relates(lows: list[str], k: int, grammar: Grammar) -> bool:
    """Whether "that" stands for the noun before it ("a law that bans"), and does not open what is said."""
    return k + 1 < len(lows) and lows[k + 1] in grammar.auxiliary and not lows[k - 1].endswith(("ed", "id", "ys", "ns", "ts"))


@dataclass(slots=True)
class _Chain:
    """Operators seen so far in a clause, waiting for the word that they change."""

    tokens: list[Token] = field(default_factory=list)

    def takes(self, sentence: Words, token: Token) -> bool:
        """Whether the innermost operator can change this token."""
        last = self.tokens[-1]
        gap = token.first - last.last
        if token.role == NOUN:
            if not _UNDER.isdisjoint(sentence.lows[last.last + 1 : token.first]):
                return False
            return last.takes != "verb" and gap <= _FAR_NOUN and sentence.lows[last.last + 1] != "that"
        if last.takes == "noun":
            return token.noun is not None and token.role in (GERUND, PARTICIPLE) and gap <= _FAR_NOUN
        if last.role == INFINITIVE and last.takes == "verb" and token.role in (INFINITIVE, PASSIVE, FINITE):
            joined = sentence.lows[token.first - 1] in ("and", "or")
            return gap <= (_FAR_VERB if joined else _FAR_WORD)
        if token.role == GERUND and not token.linked:
            return False
        if token.role in (INFINITIVE, GERUND, PARTICIPLE):
            return gap <= _FAR_VERB
        return last.takes == "clause" and gap <= _FAR_VERB


def told(text: str, sentence: Words, clause: Clause, found: list[Token], rules: Rules, grammar: Grammar) -> list[Told]:
    """The events of a clause, in order."""
    chain, events = _Chain(), []
    before: Token | None = None
    said = -1

    def close(token: Token | None) -> None:
        event = _made(chain.tokens, token, rules, clause, before) if token or chain.tokens else None
        if event:
            event.said = said
            events.append(event)
        chain.tokens = []

    for k, token in enumerate(found):
        if k and _reduced(text, sentence, found[k - 1], token):
            continue
        if token.role == NOUN and k + 1 < len(found) and _heads(text, sentence, grammar, token, found[k + 1]):
            continue
        if chain.tokens and not chain.takes(sentence, token):
            if token.role == NOUN or _describes(sentence, chain.tokens[-1], token):
                continue
            shared = _modals(chain.tokens)
            close(None)
            before = None
            if _joined(sentence, token):
                chain.tokens = shared
        if not chain.tokens and events and _joined(sentence, token):
            chain.tokens = _modals(events[-1].tokens)
        if not chain.tokens and events and _goes_on(events[-1], token):
            chain.tokens = [t for t in events.pop().tokens if t.operator]
        if token.operator == "say":
            close(None)
            said = token.last
            continue
        if token.operator and (token.role != NOUN or chain.tokens):
            if chain.tokens or not _hangs(sentence, token):
                chain.tokens.append(token)
        elif token.verb:
            if chain.tokens or not _hangs(sentence, token):
                close(token)
        elif token.noun and chain.tokens and not _idle(chain.tokens[-1], token.noun, rules):
            close(token)
        elif token.noun and not chain.tokens and not token.noun.startswith(("THING/", "~")):
            before = token
    close(None)
    return events or _nominal(sentence, found, clause)


def _joined(sentence: Words, token: Token) -> bool:
    """Whether a verb in the infinitive shares what stands before the one it is joined to: "will lend boats and train men"."""
    return token.role == INFINITIVE and token.first > 0 and sentence.lows[token.first - 1] in ("and", "or")


def _modals(tokens: Iterable[Token]) -> list[Token]:
    """The operators that a chain begins with and that tell whether something happens."""
    return list(takewhile(lambda token: token.operator in MODAL, tokens))


def _reduced(text: str, sentence: Words, before: Token, token: Token) -> bool:
    """Whether a participle behind the object of another verb only tells which one: "welcomed the pact signed in May"."""
    if token.role != FINITE or before.role not in (FINITE, PASSIVE) or before.operator == "say" or before.takes == "clause":
        return False
    word = sentence.lows[token.first]
    if not word.endswith("ed") or sentence.lows[token.first - 1] in _PRONOUNS:
        return False
    between = sentence.lows[before.last + 1 : token.first]
    return 0 < len(between) < 12 and "," not in text[before.end : token.start] and not _BREAKING.intersection(between)


def _describes(sentence: Words, operator: Token, token: Token) -> bool:
    """Whether a participle only describes what the operator takes: "launched coordinated attacks"."""
    return operator.takes == "noun" and token.first - operator.last <= 2 and sentence.lows[token.first].endswith("ed")


def _heads(text: str, sentence: Words, grammar: Grammar, token: Token, behind: Token) -> bool:
    """Whether a noun only describes the one behind it: in "a trade and transport pact" the pact counts."""
    if behind.role != NOUN or behind.first > token.last + 4 or behind.operator or token.operator or token.closed:
        return False
    between = sentence.lows[token.last + 1 : behind.first]
    if not grammar.breaking.isdisjoint(between) or "," in text[token.end : behind.start]:
        return False
    return not (behind.noun or "").startswith(("~", "THING/leave", "THING/" if "and" in between else "~"))


def _goes_on(it: Told, token: Token) -> bool:
    """Whether a verb tells what an event was for, and so what it was: "sent experts to investigate", "sent a letter thanking"."""
    if not it.operators or token.role not in (INFINITIVE, PARTICIPLE) or token.first - it.tokens[-1].last > _FAR_VERB:
        return False
    if it.word == "THING/letter":
        return bool(token.verb or token.operator)
    if token.role == PARTICIPLE:
        return False
    aims = _AIMS.get(it.operators[-1], ())
    return (token.verb or "").startswith(aims) if aims else False


def _hangs(sentence: Words, token: Token) -> bool:
    """Whether a verb tells no act of its own: "to stop", "for violating", "states must protect"."""
    return token.role == GERUND or (token.role == INFINITIVE and sentence.lows[token.first - 1] in _NOT_YET)


def _idle(operator: Token, noun: str, rules: Rules) -> bool:
    """Whether an operator passes a noun by: "gave the army blankets"."""
    made = _lookup(rules, operator.operator or "", noun.removeprefix("~"))
    return made == "skip" or (made is None and noun.startswith("THING/"))


def _lookup(rules: Rules, operator: str, key: str) -> str | None:
    row = rules.get(operator, {})
    root = key.partition("/")[0]
    made = row.get(key) or row.get(root)
    return made if made or root == "THING" else row.get("*")


def _made(operators: list[Token], token: Token | None, rules: Rules, clause: Clause, before: Token | None) -> Told | None:
    keys = tuple(o.operator or "" for o in operators)
    if token:
        word = token.verb or (token.noun or "").removeprefix("~")
        key = apply(rules, keys, word)
    else:
        key, word = _subject_noun(operators, keys, rules, before) or _bare(operators, rules)
    if not key or key.startswith("THING"):
        return None
    used = (*operators, token) if token else tuple(operators)
    inner = next((k for k, operator in enumerate(keys) if operator not in MODAL), len(keys))
    itself = apply(rules, keys[inner:], word) or key
    return Told(key, word, keys, used, clause, _level(clause, used[0]), itself=itself)


def _subject_noun(operators: list[Token], keys: tuple[str, ...], rules: Rules, before: Token | None) -> tuple[str, str] | None:
    """What operators tell of the noun that stands before them: "the ban was lifted", "fighting broke out"."""
    if not operators or not before or not before.noun:
        return None
    if not (operators[-1].role == PASSIVE or (keys[-1] in _INTRANSITIVE and operators[-1].role == FINITE)):
        return None
    if _lookup(rules, keys[-1], before.noun) in (None, "skip"):
        return None
    key = apply(rules, keys, before.noun)
    return (key, before.noun) if key else None


def _level(clause: Clause, token: Token) -> int:
    if clause.level == BELOW or token.role in (REDUCED, GERUND):
        return BELOW
    return JOINED if token.role == PARTICIPLE else MAIN


def _modifies(it: Told, text: str, sentence: Words) -> bool:
    """Whether a participle only tells which ones are meant: "the coalition supporting Arland"."""
    token = it.tokens[0]
    return token.role == PARTICIPLE and token.first > 0 and "," not in text[sentence.ends[token.first - 1] : token.start]


def _bare(operators: list[Token], rules: Rules) -> tuple[str | None, str]:
    """What operators without an event word tell: the innermost one that means something alone, changed by the others."""
    for k in range(len(operators) - 1, -1, -1):
        alone = rules.get(operators[k].operator or "", {}).get("-")
        verb = operators[k].verb
        if verb and (alone is None or alone == "none" or alone.partition("/")[0] == verb.partition("/")[0]):
            alone = verb
        if alone == "none":
            alone = None
        if alone:
            return apply(rules, tuple(o.operator or "" for o in operators[:k]), alone), alone
    return None, ""


def apply(rules: Rules, operators: tuple[str, ...], key: str) -> str | None:
    """What the operators, the innermost last, make of an event word's key; None if nothing is left of it."""
    for operator in reversed(operators):
        made = _lookup(rules, operator, key) or "same"
        if made == "none":
            return None
        if made not in ("same", "skip"):
            key = made
    return key


def _nominal(sentence: Words, found: list[Token], clause: Clause) -> list[Told]:
    """A clause without an event verb tells what a noun of somebody's tells: "since Arland's annexation of the island"."""
    for token in found:
        if token.noun and token.noun.startswith(_HOSTILE) and token.first and sentence.lows[token.first - 1].endswith(OWNED):
            return [Told(token.noun, token.noun, (), (token,), clause, BELOW)]
        if token.noun and token.noun.startswith(_OF_SOMEBODY) and _is_of_somebody(sentence, token, clause):
            return [Told(token.noun, token.noun, (), (token,), clause, clause.level)]
    return []


def _is_of_somebody(sentence: Words, token: Token, clause: Clause) -> bool:
    """Whether a noun has whose it is and towards whom behind it: "the visit of Arland's king to Veldonia"."""
    behind = sentence.lows[token.last + 1 : min(clause.last, token.last + _FAR_VERB)]
    if not behind or behind[0] not in ("of", "by", "between"):
        return False
    return (
        behind[0] == "between" or not _TOWARDS.isdisjoint(behind[2:]) or sentence.lows[clause.last : clause.last + 1] == ["that"]
    )


def of_sentence(text: str, sentence: Words, found: list[Token], rules: Rules, grammar: Grammar) -> list[Told]:
    """Every event of a sentence: its own before those of its clauses, each in order."""
    at, events = 0, list[Told]()
    for clause in clauses(text, sentence, grammar):
        inside: list[Token] = []
        while at < len(found) and found[at].first < clause.last:
            inside.append(found[at])
            at += 1
        if inside:
            events += told(text, sentence, clause, inside, rules, grammar)
    if any(it.level == MAIN for it in events):
        events = [it for it in events if not _modifies(it, text, sentence)]
    return sorted(events, key=lambda it: it.level)
