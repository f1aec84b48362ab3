"""Whether anybody is named behind an event, and whom a pronoun before it means."""

from functools import cached_property

from servanda.lexicon import Marks
from servanda.lexicon import lazy_re as re
from servanda.model import Span, Statement
from servanda.read.event_clauses import Told
from servanda.read.event_words import Grammar, Words
from servanda.read.report_subjects import Subjects
from servanda.read.scene import Scene

LIFE = frozenset(
    ("signed", "ratified", "entered_into_force", "ended", "expired", "terminated", "suspended", "approved", "agreed")
)
"""Kinds that tell of an agreement's life: worth telling even where the text does not say whose it is."""
_PRONOUNS = frozenset(("it", "they", "he", "she", "we", "i"))
_NAME = re.compile(
    r"\b(?!(?:The|This|That|These|Those|A|An|It|They|We|He|She|In|On|At|By|For|And|But|Its|His|Her|Their|Our|What|Who|No|Nothing|Nobody"
    r"|January|February|March|April|May|June|July|August|September|October|November|December|\w+day)\b)[A-ZÀ-Þ][\w.’'-]+"
)
_PEOPLE = re.compile(
    r"\b(?:[a-z-]+(?:ers|ors|ists|ians|ants|men|women)|people|rebels?|militants?|guerrillas?|police|army|troops|forces|soldiers?|pilots?|crowds?|mobs?"
    r"|courts?|judges?|groups?|unions?|teachers?|students?|citizens|families|villagers|refugees|migrants|civilians|gunmen|prisoners|hostages"
    r"|journalists?|children|m[ae]n|wom[ae]n|boys?|girls?|workers|guards|officers?|crews?|sailors|navy|militias?|parliament|opposition)\b",
    re.IGNORECASE,
)
_BOTH = re.compile(
    r"(?:both|the\stwo)(?:\s(?:sides|countries|governments|states|leaders|nations|neighbou?rs|allies|ministers|presidents|parties))?",
    re.IGNORECASE,
)
_CARGO = re.compile(
    r"\b(?:[mb]illions?|dollars?|euros?|money|aid|cash|tranche|shipments?|supplies|weapons|vehicles|jets|tanks|boats|ships|tonnes|grain"
    r"|ammunition|cargo|convoys?|it)\b"
)
_BODY = re.compile(
    r"(?:his|her|its|their|our)\s(?:country|government|nation|state)|the\s(?:government|bank|fund|council|commission|bloc|alliance|union|agency|organi[sz]ation|cabinet|ministry|administration|kingdom)",
    re.IGNORECASE,
)
_BACK = 500
"""Characters back in which "the two governments" have been named."""
_NOTHING = re.compile(r"(?:[^,;]*\bthat\s)?(?:nothing|nobody|no one|none|neither)\b|what(?:ever)?$", re.IGNORECASE)


class People:
    """Those behind the events of one report."""

    def __init__(self, scene: Scene, said: tuple[Statement, ...]) -> None:
        self._scene, self._said = scene, said

    @cached_property
    def _subjects(self) -> Subjects:
        return Subjects(self._scene, (), self._said)

    def meant(self, pronoun: Span) -> tuple[str, ...]:
        """The codes of whom a pronoun means; none where that is not certain."""
        if _BOTH.fullmatch(self._scene.text, pronoun.start, pronoun.end):
            return self._last_two(pronoun.start)
        if self._scene.text[pronoun.start : pronoun.end].lower() == "they" and self._scene.quotations.around(pronoun.start):
            return ()
        return self._subjects.of(pronoun, pronoun.end).codes

    def _last_two(self, at: int) -> tuple[str, ...]:
        """The two states spoken of last."""
        near = [a.code for a in self._scene.actors.before(at, _BACK) if not a.place and not a.body]
        codes = tuple(dict.fromkeys(near))[:2]
        return codes[::-1] if len(codes) == 2 else ()


def pronoun_before(text: str, sentence: Words, grammar: Grammar, it: Told, actor: Span | None) -> Span | None:
    """The pronoun that is the subject of an event in the active, if one is."""
    if actor and (text[actor.start : actor.end].lower() in _PRONOUNS or _BOTH.fullmatch(text, actor.start, actor.end)):
        return actor
    if actor and _BODY.fullmatch(text, actor.start, actor.end):
        return actor
    k = it.tokens[0].first - 1
    while k >= it.clause.first and (
        sentence.lows[k] in grammar.auxiliary or sentence.lows[k] in grammar.skipped or sentence.lows[k].endswith("ly")
    ):
        k -= 1
    if k < it.clause.first or sentence.lows[k] not in _PRONOUNS:
        return None
    return Span(sentence.starts[k], sentence.ends[k])


def somebody(text: str, marks: Marks, span: Span) -> bool:
    """Whether the words name a person, a body or people, who could be looked up."""
    if marks.any("source", span.start, span.end) or _PEOPLE.search(text, span.start, span.end):
        return True
    return _NAME.search(text, span.start, span.end) is not None


def is_cargo(text: str, span: Span | None) -> bool:
    """Whether the words name money or goods: these arrive, but pay no visit."""
    return span is not None and _CARGO.search(text, span.start, span.end) is not None


def nobody(text: str, span: Span | None) -> bool:
    """Whether the words say that nobody and nothing does it."""
    return span is not None and _NOTHING.match(text[span.start : span.end]) is not None
