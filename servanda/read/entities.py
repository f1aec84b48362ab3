"""Agreements as a report builds them up: each mention adds to one of those known so far, or begins another."""

from dataclasses import dataclass, field

from servanda.lexicon import fold
from servanda.lexicon import lazy_re as re
from servanda.model import Span
from servanda.read.actors import Actor
from servanda.read.instruments import ABOUT, Instrument

_NEAR = 600
"""Characters after which a vague phrase no longer means the agreement mentioned last."""
_FEW = 5
"""Actors of a sentence that may be the parties of what the next sentence calls "the deal"."""
_REMEMBERED = 40
"""Agreements among which a mention looks for its own."""
_FORMS = frozenset({"treaty", "memorandum", "declaration", "convention", "protocol", "charter", "executive agreement"})


@dataclass(slots=True)
class Entity:
    """One agreement: its mentions, and its parties with the places that name them."""

    mentions: list[Instrument] = field(default_factory=list)
    parties: dict[str, Actor] = field(default_factory=dict)
    partner: str | None = None
    partner_at: Span | None = None
    names: list[str] = field(default_factory=list)
    related: list[Instrument] = field(default_factory=list)
    """Mentions of other agreements that it is said to be like."""

    @property
    def last(self) -> int:
        """Where it was mentioned last."""
        return self.mentions[-1].end

    def add(self, mention: Instrument, actors: list[Actor], name: str | None) -> None:
        """One more mention of it."""
        self.mentions.append(mention)
        for actor in actors:
            self.parties.setdefault(actor.code, actor)
        if mention.partner:
            self.partner = mention.partner.code
            self.partner_at = self.partner_at or Span(mention.partner.start, mention.partner.end)
        if name and name not in self.names:
            self.names.append(name)


class Entities:
    """The agreements of a text, in the order in which they come up."""

    def __init__(self, text: str, topic: str = "") -> None:
        """`topic`: the code of whom the text speaks of first."""
        self._text, self._topic = text, topic
        self.all: list[Entity] = []

    def place(self, mention: Instrument, context: list[Actor]) -> None:
        """Adds a mention to the agreement it means, or begins another; what is too vague to mean any is left out.

        `context` are the actors of the sentence before: "the deal" that nobody has spoken of is one between the two of them.
        """
        actors = _unique([*mention.signers, *mention.parties, *([mention.partner] if mention.partner else [])])
        if mention.parties and len({actor.code for actor in mention.parties}) > 1:
            actors = list(mention.parties)
        if mention.form == "another":
            self._one_more(mention)
            return
        name = self._name(mention) if mention.named else None
        declared = mention.form == "declaration"
        hoped = mention.future and mention.standing is not None and not mention.plural
        if (
            not self.all
            and (mention.definite or declared or hoped)
            and not actors
            and len({actor.code for actor in context}) <= _FEW
        ):
            actors = _unique(context)
        elif mention.plural and mention.form != "commitments":
            self._several(mention)
            return
        entity = self._meant(mention, actors, name)
        if mention.form == "signing" and entity:
            entity.mentions.append(mention)
            return
        if entity is None and mention.form == "signing":
            return
        if entity is None:
            if not actors and not name and mention.standing is None:
                return
            if not (mention.definite or declared) and mention.standing is None and len(actors) < 2:
                return
            entity = Entity()
            self.all.append(entity)
        entity.add(mention, actors, name)

    @property
    def _near(self) -> list[Entity]:
        """Those that a phrase may still mean: a text that names more agreements than this is a list."""
        return self.all[-_REMEMBERED:]

    def _meant(self, mention: Instrument, actors: list[Actor], name: str | None) -> Entity | None:
        if mention.form == "signing":
            near = [e for e in self._near if mention.start - e.last < _NEAR]
            return max(near, key=lambda e: e.last, default=None)
        codes = {actor.code for actor in actors}
        if name:
            named = next((e for e in self._near if any(_same_name(name, other) for other in e.names)), None)
            if named:
                return named
        if len(codes) > 1:
            same = (e for e in reversed(self._near) if _fits(e, codes, name))
            return next((e for e in same if mention.definite or not _is_another(e, mention)), None)
        recent = [e for e in self._near if not all(m.plural for m in e.mentions)]
        recent = [e for e in recent if mention.start - e.last < _NEAR or mention.definite]
        recent.sort(key=lambda e: e.last, reverse=True)
        if name and mention.form not in ("-", "agreement", "commitments"):
            return next(
                (e for e in recent[:1] if not e.names and mention.start - e.last < _NEAR and _same_form(e, mention)), None
            )
        if codes:
            return next((e for e in recent if codes & set(e.parties) and (mention.definite or len(e.parties) > 1)), None)
        if mention.definite and not name:
            called = self._head(mention)
            fitting = [e for e in recent if _same_form(e, mention)]
            return next(
                (e for e in fitting if called in {self._head(m) for m in e.mentions}), next(iter(fitting or recent), None)
            )
        return None

    def _head(self, mention: Instrument) -> str:
        """The last word of the noun that names it: "the compact" is what was called a compact before."""
        return self._text[mention.head.start : mention.head.end].split()[-1].lower().rstrip("s")

    def _several(self, mention: Instrument) -> None:
        """ "Similar pacts of A and B": one agreement each with the partner of the one spoken of."""
        known = max((e for e in self._near if len(e.parties) > 1), key=lambda e: e.last, default=None)
        if not known or not mention.parties:
            return
        signers = {actor.code: actor for actor in mention.signers}
        partner = next(iter(signers)) if len(signers) == 1 else known.partner or next(reversed(known.parties))
        keeper = signers.get(partner) or known.parties.get(partner)
        if not mention.similar and len(signers) != 1:
            return
        known.related.append(mention)
        for actor in mention.parties:
            if keeper and actor.code != partner and actor.code not in known.parties:
                entity = Entity(partner=partner)
                entity.add(mention, [actor, keeper], None)
                self.all.append(entity)

    def _one_more(self, mention: Instrument) -> None:
        """ "... and one with Peru": the side that the agreement before it shares with it is the one named first in both."""
        known = max((e for e in self._near if len(e.parties) > 1), key=lambda e: e.last, default=None)
        if known and mention.partner and mention.partner.code not in known.parties:
            keeper = known.parties.get(self._topic) or next(iter(known.parties.values()))
            entity = Entity(partner=mention.partner.code)
            entity.add(mention, [keeper, mention.partner], None)
            self.all.append(entity)

    def _name(self, mention: Instrument) -> str:
        words = self._text[mention.start : mention.end].split()
        return " ".join(words[1:] if words[0].lower() in ("the", "this", "that", "a", "an") else words)


def _unique(actors: list[Actor]) -> list[Actor]:
    return list({actor.code: actor for actor in reversed(actors)}.values())[::-1]


def _fits(entity: Entity, codes: set[str], name: str | None) -> bool:
    """Whether these parties are those of the agreement, or it has not been told whose it is."""
    if name and entity.names and not any(_same_name(name, other) for other in entity.names):
        return False
    known = set(entity.parties)
    return known == codes or (len(known) == 1 and known < codes) or (len(known) > 2 and codes < known)


def _same_name(one: str, other: str) -> bool:
    a, b = fold(one).split(), fold(other).split()
    return a == b or set(a) < set(b) or set(b) < set(a)


def _is_another(entity: Entity, mention: Instrument) -> bool:
    """Whether a phrase like "a memorandum" brings up another agreement of the same parties: one of another form, or one that was
    signed, where the one spoken of is yet to be.
    """
    if mention.similar or mention.form in ("signing", "another"):
        return False
    if not _same_form(entity, mention):
        return True
    return (
        mention.standing == "signed"
        and not mention.future
        and all(m.future or m.standing is None for m in entity.mentions)
        and (any(m.future for m in entity.mentions))
    )


def _same_form(entity: Entity, mention: Instrument) -> bool:
    forms = {m.form for m in entity.mentions} & _FORMS
    return not forms or mention.form not in _FORMS or mention.form in forms


def phrase(text: str, mention: Instrument) -> Span:
    """The noun phrase without its article, with what it is "on"."""
    start = mention.start
    article = re.compile(
        r"(?:the|a|an|no|agreed|this|that|these|those|such|its|their|another|similar|other|new|significant|landmark|historic|so-called"
        r"|major|important|key|long-awaited|forthcoming|upcoming|planned|proposed|controversial|latest)\s+",
        re.IGNORECASE,
    )
    while match := article.match(text, start, mention.end):
        start = match.end()
    about = None if mention.named else ABOUT.match(text, mention.end, mention.sentence.end)
    return Span(start, about.end() if about else mention.end)
