"""By whom a passage of a report is taken on, and towards whom."""

from typing import NamedTuple

from servanda.lexicon import lazy_re as re
from servanda.model import Span
from servanda.read.actors import Actor
from servanda.read.report_subjects import Subject, Subjects
from servanda.read.scene import Scene
from servanda.read.undertakings import Undertaking

GIVING = frozenset(
    (
        "military_aid",
        "training",
        "arms_transfer",
        "economic_support",
        "humanitarian",
        "reconstruction",
        "air_defence",
        "maritime_security",
        "demining",
        "funding",
        "energy_and_infrastructure",
    )
)
"""Areas in which one side gives and the other receives."""
_TO = re.compile(
    r"\b(?:to|for|with|towards?|in|against)\s(?:the\s|its\s|help\s)?(?:[\w-]+\s){0,2}$"
    r"|\b(?:gives?|gave|given|pays?|paid|sells?|sold|sends?|sent|lends?|lent|provide[sd]?|help(?:s|ed|ing)?|suppl(?:y|ies|ied)"
    r"|offer(?:s|ed|ing)?|grant(?:s|ed)?|deliver(?:s|ed)?|promise[sd]?|pledge[sd]?|owe[sd]?|support(?:s|ed|ing)?|assist(?:s|ed|ing)?|train|arm)"
    r"\s(?:the\s)?$",
    re.IGNORECASE,
)
_GIVEN_TO = re.compile(
    r"\b(?:give|hand|send|ship|supply|deliver|lend|lease|sell|transfer|donate|grant|provide|pay|offer|extend|return|cede"
    r"|dispatch)\b[^,;]*"
    r"\bto\s(?:the\s)?$",
    re.IGNORECASE,
)
_HELPS = re.compile(
    r"\b(?:train|equip|arm|feed|host|treat|support|help|shelter|employ|teach|pay|grant|give|allow|let|admit|exempt)s?"
    r"\s(?:[\w,.-]+\s){0,4}$",
    re.IGNORECASE,
)
_PEOPLE_OF = re.compile(r"\s(?:[a-z-]+\s){0,2}[a-z]+s\b")
_OUTWARD = re.compile(
    r"\s(?:\w+\s){0,2}(?:deliver|export|suppl(?:y|ies)|give|grant|lend|provide|train|send|issue|make up|hand over|return|repay"
    r"|sell|station|deploy|protect|help|assist|defend|compensate|pay|donate|transfer|lease|share|finance|fund)s?\b",
    re.IGNORECASE,
)
"""What a party of two does is done towards the other one."""
_BEGINS_IN = re.compile(r"\s(?:begin|start|open|end|stop|resume|close|be built|take place)\sin\s")
_NEAR = 5
_BOUGHT_FROM = re.compile(
    r"\b(?:buy|purchase|order|lease|rent|import|borrow|procure|acquire|take)\b[^,;]*"
    r"\bfrom\s(?:the\s)?$",
    re.IGNORECASE,
)
_COMES_FROM = re.compile(r"\b(?:come|comes|coming|paid|be)\s(?:\w+\s)?(?:from|by)\s(?:the\s)?$")
_OUT_OF = re.compile(r"\bfrom\s(?:the\s)?$")
_AGENT = re.compile(r"\bby\s(?:the\s)?$")
_NATURAL_AGENT = re.compile(r"(?:['’]s?)?\.?\s(?:to|forces|training|troops|support|aid|weapons|assistance|military)\b")


_FOR = re.compile(r"(?:\s\w+)?(?:\s(?:for|on|upon|by)\b|\s(?:the\s)?[A-Z])")
_NEXT_IN_LIST = re.compile(r"\.?,?\s(?:and\s)?(?:the\s)?")


class TwoSides(NamedTuple):
    """Who takes it on and towards whom; `to_words` is where the text names the latter."""

    by: tuple[str, ...]
    to: tuple[str, ...] = ()
    to_words: Span | None = None


class Sides:
    """Names both sides of the passages of one report."""

    def __init__(self, scene: Scene, subjects: Subjects) -> None:
        self._scene, self._subjects = scene, subjects

    def of(self, undertaking: Undertaking, subject: Subject, areas: tuple[str, ...], index: int | None) -> TwoSides:
        """The sides of one passage; `index` is the agreement it belongs to."""
        if (undertaking.frame in ("object", "unhindered", "inverted", "asks") and (bound := self._bound(undertaking, index))) or (
            undertaking.frame in ("bare", "is")
            and (bound := self._bound(undertaking, index))
            and _FOR.match(self._scene.text, undertaking.words.end)
        ):
            by = bound
        elif undertaking.frame == "content" and (head := self._that(undertaking)):
            by = head
        elif undertaking.passive and subject.kind in ("actor", "government"):
            return self._of_passive(undertaking, subject, index)
        elif not subject.codes and subject.kind in ("text", "thing", "group", "none", "asset"):
            by = self._of_text(undertaking, areas, index)
        else:
            by = subject.codes
        if not by and (giver := self._out_of(undertaking)):
            by = giver
        if subject.kind == "thing" and not undertaking.passive and (where := self._where(undertaking)):
            by = where
        receivers = self._receivers(undertaking, by)
        if receivers:
            return TwoSides(by, tuple(dict.fromkeys(a.code for a in receivers)), Span(receivers[0].start, receivers[-1].end))
        parties = self._subjects.parties_of(index)
        if len(parties) > 1 and set(by) == set(parties):
            return TwoSides(by, by)
        others = tuple(code for code in parties if code not in by)
        outward = set(areas) & GIVING or _OUTWARD.match(self._scene.text, undertaking.words.end)
        return TwoSides(by, others if len(others) == 1 and set(by) < set(parties) and outward else ())

    def _receivers(self, undertaking: Undertaking, by: tuple[str, ...]) -> list[Actor]:
        """Who stands behind "to", "for", "with", or right behind a verb of giving."""
        floor = undertaking.words.start
        return [
            actor
            for actor in self._scene.actors.within(undertaking.words.end, undertaking.end)
            if actor.code not in by and self._is_receiver(undertaking, actor, floor)
        ]

    def _is_receiver(self, undertaking: Undertaking, actor: Actor, floor: int) -> bool:
        """Whether an actor receives: a capital may be where to something is given, or only a place; people may be trained."""
        text, after = self._scene.text, undertaking.words.end
        if actor.place:
            return bool(_GIVEN_TO.search(text, after, actor.start))
        if _TO.search(text, max(floor, actor.start - 40), actor.start):
            return True
        if actor.kind == "demonym":
            return bool(_HELPS.search(text, undertaking.words.start, actor.start) and _PEOPLE_OF.match(text, actor.end))
        return bool(_BOUGHT_FROM.search(text, after, actor.start))

    def _of_passive(self, undertaking: Undertaking, subject: Subject, index: int | None) -> TwoSides:
        """Of "Peru will be given boats" the giver: the agent behind "by", else the other party of the agreement."""
        text = self._scene.text
        for actor in self._scene.actors.within(undertaking.words.end, undertaking.end):
            if _AGENT.search(text, max(undertaking.words.end, actor.start - 8), actor.start):
                return TwoSides((actor.code,), subject.codes, subject.words)
        parties = self._subjects.parties_of(index)
        others = tuple(code for code in parties if code not in subject.codes)
        if others and set(subject.codes) & set(parties):
            return TwoSides(others, subject.codes, subject.words)
        return TwoSides((), subject.codes, subject.words)

    def _out_of(self, undertaking: Undertaking) -> tuple[str, ...]:
        """From whom something comes whose giver is not the subject: "not one of the boats has reached Chile from Peru"."""
        text, floor = self._scene.text, undertaking.words.end
        for actor in self._scene.actors.within(floor, undertaking.end):
            if _OUT_OF.search(text, max(floor, actor.start - 12), actor.start):
                return (actor.code,)
        return ()

    def _where(self, undertaking: Undertaking) -> tuple[str, ...]:
        """Whose a thing is that begins or ends in states: "production is set to begin in Peru and Chile"."""
        text, after = self._scene.text, undertaking.words.end
        begins = _BEGINS_IN.match(text, after, undertaking.end)
        if not begins:
            return ()
        found: list[Actor] = []
        for actor in self._scene.actors.within(begins.end(), undertaking.end):
            if actor.body or (found and not _NEXT_IN_LIST.fullmatch(text, found[-1].end, actor.start)):
                break
            if not found and actor.start - begins.end() > _NEAR:
                break
            found.append(actor)
        return tuple(dict.fromkeys(actor.code for actor in found))

    def _bound(self, undertaking: Undertaking, index: int | None) -> tuple[str, ...]:
        """Whom the words bind or allow: named right behind them, or "both sides"."""
        words, text = undertaking.words, self._scene.text
        for start, _, key in self._scene.marks.within("subject", words.end, min(undertaking.end, words.end + 25)):
            if key == "both" and start - words.end < 8:
                return self._subjects.parties_of(index)
        near = self._scene.actors.within(words.end, min(undertaking.end, words.end + 60))
        found = near[:1]
        for actor in near[1:]:
            if not _NEXT_IN_LIST.fullmatch(text, found[-1].end, actor.start):
                break
            found.append(actor)
        return tuple(dict.fromkeys(actor.code for actor in found))

    def _that(self, undertaking: Undertaking) -> tuple[str, ...]:
        """The subject of a clause that an agreement is said to hold: "foresees that Peru opens ..."."""
        words, text = undertaking.words, self._scene.text
        if not text[words.start : words.end].endswith(" that") and not text.startswith(" that ", words.end):
            return ()
        near = self._scene.actors.within(words.end, min(undertaking.end, words.end + 30))
        return (near[0].code,) if near and not near[0].place else ()

    def _of_text(self, undertaking: Undertaking, areas: tuple[str, ...], index: int | None) -> tuple[str, ...]:
        """By whom what a text holds is taken on: whom it names as agent, the giver of aid, else all parties."""
        parties, text = self._subjects.parties_of(index), self._scene.text
        for actor in self._scene.actors.within(undertaking.words.end, undertaking.end):
            if _COMES_FROM.search(text, max(undertaking.words.start, actor.start - 24), actor.start):
                return (actor.code,)
            led = _TO.search(text, max(undertaking.words.start, actor.start - 12), actor.start)
            if actor.code in parties and _NATURAL_AGENT.match(text, actor.end) and not led:
                return (actor.code,)
        partner = self._subjects.partner_of(index)
        if set(areas) & GIVING and partner in parties and len(parties) == 2:
            return tuple(code for code in parties if code != partner)
        return parties
