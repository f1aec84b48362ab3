"""What a text says has happened, with PLOVER root codes: who did what to whom, when, and how certain the text is of it.

`event_words` finds the words that may tell an event, `event_clauses` what they tell together, `event_sides` who did it to whom,
`event_telling` how certain it is and when it was.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from servanda.lexicon import Lexicon, Marks
from servanda.lexicon import lazy_re as re
from servanda.model import Event, Factuality, Span, Statement, finding_id
from servanda.read.actors import Actors
from servanda.read.datelines import behind_dateline
from servanda.read.doubts import Doubt, Doubts, weakened
from servanda.read.event_clauses import BELOW, Rules, Told, of_sentence, rules_of
from servanda.read.event_people import LIFE, People, is_cargo, nobody, pronoun_before, somebody
from servanda.read.event_sides import evidence, is_instrument, sides
from servanda.read.event_telling import factuality, kind_of, when
from servanda.read.event_words import Grammar, Words, tokens, words
from servanda.read.scene import Scene
from servanda.read.telling import Told as Line

_MOVING = frozenset(("MOBILIZE/deployed", "MOBILIZE/troops", "MOBILIZE/mobilised", "CONSULT/visited"))
_WITH_SOMEBODY = frozenset(("signed", "ratified", "approved", "talked", "met", "agreed", "negotiated", "promised", "offered"))
"""Kinds of events that are done with somebody: signed in Riga is not signed with Latvia."""
_NEITHER = re.compile(r"neither\s[^,;]{2,60}\snor\s[A-Z]", re.IGNORECASE)
_NOBODY = frozenset(("nothing", "nobody", "no", "none", "neither", "what", "whatever"))
"""One of these is in every sentence whose actor is nobody; cheaper to look for."""
_DUTY = re.compile(r"must\b|ha(?:s|ve) to\b", re.IGNORECASE)
_PAPER = re.compile(r"\b(?:draft|text|document|treaty|agreement|pact|deal|memorandum|law|statement)\b", re.IGNORECASE)
"""What a text lays down ("the two must meet once a year") nobody demands."""
_PEACE = "AID/protected"
"""Troops sent to keep the peace are aid (PLOVER), not a threat."""
_MEETINGS = ("met", "visited", "talked", "hosted")
_OF_TEXTS = frozenset(("entered_into_force", "ended", "expired"))
"""Kinds of events that happen to a text; nothing else is done by one."""


@lru_cache(maxsize=4)
def _tables(lexicon: Lexicon) -> tuple[Rules, Grammar]:
    return rules_of(lexicon), Grammar(lexicon)


def events(scene: Scene, said: tuple[Statement, ...], lexicon: Lexicon) -> tuple[Event, ...]:
    """Every event, sentence by sentence; of each sentence first what it tells itself, then what its clauses tell besides."""
    grammar = _tables(lexicon)[1]
    speakers = {s.evidence[0].start: s.speaker for s in reversed(said)}
    people, doubted = People(scene, said), Doubts(scene)
    found = (
        _event(scene, people, grammar, sentence, happened, it, speakers.get(line.start), doubted.of(line.start, line.end))
        for line, sentence, happened in happenings(scene.text, scene.sentences, lexicon, scene.marks)
        for it in happened
    )
    return tuple(event for event in found if event)


def happenings(text: str, lines: Iterable[Line], lexicon: Lexicon, marks: Marks) -> Iterator[tuple[Line, Words, list[Told]]]:
    """The sentences that tell events, each with its events: its own before those of its clauses."""
    rules, grammar = _tables(lexicon)
    for line in lines:
        sentence = words(marks.low, behind_dateline(text, line.start, line.end), line.end)
        marked = list(tokens(sentence, marks, grammar)) if sentence.lows else []
        happened = of_sentence(text, sentence, marked, rules, grammar) if marked else []
        if happened:
            yield line, sentence, happened


def _event(
    scene: Scene,
    people: People,
    grammar: Grammar,
    sentence: Words,
    happened: list[Told],
    it: Told,
    speaker: str | None,
    doubted: tuple[Doubt, ...],
) -> Event | None:
    text = scene.text
    if it.clause.opener in grammar.conditional:
        return None
    if it.operators[:1] == ("request",) and _DUTY.match(text, it.start) and speaker and _PAPER.search(speaker):
        return None
    key = key_of(scene.marks, sentence, it)
    actor, target = sides(text, sentence, grammar, happened, it)
    kind = kind_of(it, key)
    of_text = actor and kind not in _OF_TEXTS and not it.passive and is_instrument(text, sentence, grammar, actor)
    if of_text and actor and not any(a.body and a.end >= actor.end - 2 for a in scene.actors.within(actor.start, actor.end)):
        return None
    if target and it.passive and kind.startswith(_MEETINGS) and is_instrument(text, sentence, grammar, target):
        return None
    if actor and kind in _OF_TEXTS and not it.passive:
        actor, target = None, actor
    neither = actor is not None and text[actor.start] in "Nn" and _NEITHER.match(text, actor.start, actor.end) is not None
    if (not _NOBODY.isdisjoint(sentence.lows) and nobody(text, actor) and not neither) or (
        kind == "visited" and it.word.startswith("CONSULT") and is_cargo(text, actor)
    ):
        return None
    by, to = _codes(scene.actors, actor), _codes(scene.actors, target, places=kind not in _WITH_SOMEBODY)
    pronoun = None if by or it.passive else pronoun_before(text, sentence, grammar, it, actor)
    if pronoun:
        by = tuple(code for code in people.meant(pronoun) if code not in to)
        actor = pronoun if by else actor
    if (
        not by
        and not to
        and ((it.level == BELOW and happened[0].level < BELOW) or not _is_told(scene, sentence, kind, it, actor, pronoun))
    ):
        return None
    return Event(
        id=finding_id("event", scene.document.id, it.key, it.start, it.end),
        kind=kind,
        plover=key.partition("/")[0],
        actors=by,
        targets=to,
        date=when(text, sentence, grammar, it, scene.published),
        factuality=weakened(
            Factuality.DENIED if neither else factuality(text, sentence, grammar, happened, it), doubted, it.start
        ),
        actor_evidence=(actor,) if actor else (),
        target_evidence=(target,) if target else (),
        evidence=(evidence(sentence, it),),
        attributed_to=None if it.clause.opener == "which" and kind == "denied" else speaker,
        decided_by=tuple(Span(token.start, token.end) for token in it.tokens),
    )


def _is_told(scene: Scene, sentence: Words, kind: str, it: Told, actor: Span | None, pronoun: Span | None) -> bool:
    """Whether an event without the code of anybody is worth telling: somebody is named beside it, or it belongs to an
    agreement's life."""
    if kind in LIFE or (actor and not pronoun):
        return True
    first, last = (0, len(sentence.lows)) if pronoun else (it.clause.first, it.clause.last)
    return somebody(scene.text, scene.marks, Span(sentence.starts[first], sentence.ends[last - 1]))


def key_of(marks: Marks, sentence: Words, it: Told) -> str:
    """The key that the tables give an event, in the light of its sentence."""
    return _PEACE if it.key in _MOVING and _peaceful(marks, sentence) else it.key


def _peaceful(marks: Marks, sentence: Words) -> bool:
    return any(key == _PEACE for _, _, key in marks.within("event_noun", sentence.start, sentence.end))


def _codes(actors: Actors, span: Span | None, *, places: bool = True) -> tuple[str, ...]:
    """The codes of the states and bodies named in a span; what is only a place there counts where nothing else is named, if at
    all.
    """
    if span is None:
        return ()
    named = actors.within(span.start, span.end)
    return tuple(dict.fromkeys(actor.code for actor in [a for a in named if not a.place] or (named if places else [])))
