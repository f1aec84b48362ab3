"""What a text says has happened, with PLOVER root codes: who did what to whom.

`event_words` finds the words that may tell an event, `event_clauses` what they tell together, `event_sides` who did it to whom.
"""

from collections.abc import Iterator
from functools import lru_cache

from servanda.lexicon import Lexicon, Marks
from servanda.lexicon import lazy_re as re
from servanda.model import Document, Event, Factuality, finding_id
from servanda.read.event_clauses import Rules, Told, of_sentence, rules_of
from servanda.read.event_sides import codes, evidence, sides
from servanda.read.event_words import Grammar, Words, tokens, words
from servanda.read.telling import told_sentences

_MOVING = frozenset(("MOBILIZE/deployed", "MOBILIZE/troops", "MOBILIZE/mobilised", "CONSULT/visited"))
_PEACE = "AID/protected"
"""Troops sent to keep the peace are aid (PLOVER), not a threat."""
_DATELINE = re.compile(
    r"[A-Z][\w.'’]*(?:[ ,/]+[A-Z][\w.'’]*){0,4},?\s*(?:\([A-Z][\w ]*\)\s*)?(?:--|–|—|-)\s+|[A-Z][A-Z ,./]{2,40}:\s+"
    r"|[A-Z]\w+:\s+(?=[A-Z])"
)


@lru_cache(maxsize=4)
def _tables(lexicon: Lexicon) -> tuple[Rules, Grammar]:
    return rules_of(lexicon), Grammar(lexicon)


def events(document: Document, lexicon: Lexicon, marks: Marks) -> tuple[Event, ...]:
    """Every event, sentence by sentence; of each sentence first what it tells itself, then what its clauses tell besides."""
    grammar = _tables(lexicon)[1]
    return tuple(
        _event(document, marks, grammar, sentence, happened, k)
        for sentence, happened in happenings(document.text, lexicon, marks)
        for k in range(len(happened))
    )


def happenings(text: str, lexicon: Lexicon, marks: Marks) -> Iterator[tuple[Words, list[Told]]]:
    """The sentences that tell events, each with its events: its own before those of its clauses."""
    rules, grammar = _tables(lexicon)
    for line in told_sentences(text):
        sentence = words(text, _behind_dateline(text, line.start, line.end), line.end)
        marked = list(tokens(sentence, marks, grammar)) if sentence.lows else []
        happened = sorted(of_sentence(text, sentence, marked, rules, grammar), key=lambda it: it.level) if marked else []
        if happened:
            yield sentence, happened


def _behind_dateline(text: str, start: int, end: int) -> int:
    line = _DATELINE.match(text, start, min(end, start + 70))
    return line.end() if line else start


def _event(document: Document, marks: Marks, grammar: Grammar, sentence: Words, happened: list[Told], k: int) -> Event:
    it = happened[k]
    root, _, kind = key_of(marks, sentence, it).partition("/")
    actor, target = sides(document.text, sentence, grammar, happened, k)
    where = evidence(sentence, it)
    return Event(
        id=finding_id("event", document.id, it.key, it.start, it.end),
        kind=kind,
        plover=root,
        actors=codes(marks, actor),
        targets=codes(marks, target),
        date=None,
        factuality=Factuality.CERTAIN,
        actor_evidence=(actor,) if actor else (),
        target_evidence=(target,) if target else (),
        evidence=(where,),
    )


def key_of(marks: Marks, sentence: Words, it: Told) -> str:
    """The key that the tables give an event, in the light of its sentence."""
    return _PEACE if it.key in _MOVING and _peaceful(marks, sentence) else it.key


def _peaceful(marks: Marks, sentence: Words) -> bool:
    return any(key == _PEACE for _, _, key in marks.within("event_noun", sentence.start, sentence.end))
