"""Commitments as a report tells them: content of an unsigned text is not yet a promise."""

import re

from servanda.lexicon import Lexicon
from servanda.model import Agreement, Amount, Commitment, Force, Span, Statement, finding_id
from servanda.read.amounts import amounts_in
from servanda.read.areas import Subjects as Areas
from servanda.read.clauses import Clause
from servanda.read.legalization import legalization
from servanda.read.quantities import quantities_in
from servanda.read.report_subjects import Subject, Subjects
from servanda.read.scene import Scene
from servanda.read.undertakings import Undertaking, undertakings

_CONDITION = re.compile(
    r"\b(?:only\s)?(?:if|unless|once|provided(?:\sthat)?|as long as|so long as|on condition that|on the condition that"
    r"|in the event of|in case of"
    r"|subject to|depending on|pending|only when|only after|should(?=\s(?:[A-Z]|the\s|its\s|either\s"
    r"|another\s)))\s[^,;.]{3,140}",
)
_DEADLINE = re.compile(
    r"\b(?:by\s(?:the\s(?:end|middle|start)\sof\s)?(?:\d{4}|next\s\w+|mid-?\d{4}|late\s\d{4}|early\s\d{4}|[A-Z][a-z]+\s\d{4}"
    r"|(?:this|the)\syear|the\s\d{4}s|[A-Z][a-z]+(?=[.,;\s]))"
    r"|until\s(?:the\send\sof\s)?[\w ]{3,30}?(?=[,.;]|$|\sand\b)|within\s(?:the\snext\s)?\w+\s(?:hours|days|weeks|months|years)"
    r"|(?:over|for|in|during)\s(?:the\s)?(?:next|coming)\s(?:\w+\s)?(?:days|weeks|months|years|decade|year|month)"
    r"|for\s(?:the\s)?(?:long\sterm|\w+\syears)"
    r"|(?:this|next|every|each)\s(?:year|month|week|quarter)|annually|a\syear|per\syear|(?:in|from|before|after|not\sbefore"
    r"|since)\s(?:early\s|late\s|mid-?)?(?:\d{4}s?|the\s(?:late\s|early\s)?\d{4}s|(?:January|February|March|April|May|June"
    r"|July|August|September|October|November|December)(?:\s\d{4})?)"
    r"|soon|in\sthe\slong\sterm|immediately|in\sthe\s\d{4}s|for\sthe\slate\s\d{4}s)\b"
)
_REPORTED = re.compile(
    r"\b(?:reportedly|is expected|are expected|expected to|is said|is likely|are likely|likely|supposedly|allegedly"
    r"|according to|rumou?red|presumably)\b",
    re.IGNORECASE,
)
_POSSIBLE = re.compile(
    r"\b(?:may|might|could|possibly|perhaps|potentially|whether|considering|examining|weighing|mulls|studying)\b", re.IGNORECASE
)
_GIVING = frozenset(
    {
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
    }
)
_TO = re.compile(
    r"\b(?:to|for|with|towards?|in|against)\s(?:the\s|its\s|help\s)?(?:[\w-]+\s){0,2}$|\b(?:give|gives|gave|pay|pays|sell"
    r"|sells|send|lend|provide|help|helps|supply|offer|grant|deliver|promised|pledged|support|assist|train|arm|supporting"
    r"|assisting)\s(?:the\s)?$",
    re.IGNORECASE,
)


def reported(
    scene: Scene, mentioned: tuple[Agreement, ...], said: tuple[Statement, ...], lexicon: Lexicon
) -> tuple[Commitment, ...]:
    """Each commitment with its factuality and its source; `agreement` is the index into `mentioned`, or None."""
    reader = _Reader(scene, mentioned, said, lexicon)
    found: list[Commitment] = []
    for sentence in scene.sentences:
        if sentence.headline:
            continue
        for undertaking in undertakings(scene, sentence):
            one = reader.commitment(undertaking)
            if one:
                found.append(one)
    return tuple(found)


class _Reader:
    def __init__(self, scene: Scene, mentioned: tuple[Agreement, ...], said: tuple[Statement, ...], lexicon: Lexicon) -> None:
        self._scene, self._mentioned = scene, mentioned
        self._subjects = Subjects(scene, mentioned, said)
        self._areas = Areas(scene.text, scene.marks, lexicon.codebook)
        self._speakers = {s.evidence[0].start: s.speaker for s in reversed(said)}

    def commitment(self, undertaking: Undertaking) -> Commitment | None:
        """The commitment that a passage tells of; None where nobody in particular takes anything on."""
        scene, text = self._scene, self._scene.text
        subject = self._subjects.of(undertaking.subject, undertaking.end)
        if not _counts(scene, undertaking, subject):
            return None
        force = _force(text, undertaking, subject)
        index = self._subjects.agreement_at(undertaking.end)
        clause = self._clause(undertaking, force)
        areas = self._areas.of(clause)
        amounts = _own_sums(text, amounts_in(text, undertaking.start, undertaking.end, scene.marks))
        quantities = quantities_in(text, undertaking.start, undertaking.end, scene.marks)
        by, to = self._who(undertaking, subject, areas, index)
        sentence = undertaking.sentence
        condition = _CONDITION.search(text, sentence.start, sentence.end)
        deadline = _DEADLINE.search(text, undertaking.start, undertaking.end)
        return Commitment(
            id=finding_id("commitment", scene.document.id, undertaking.start, undertaking.end, force),
            by=by,
            by_words=text[subject.words.start : subject.words.end] if subject.words else None,
            to=to,
            to_words=None,
            force=force,
            force_words=text[undertaking.words.start : undertaking.words.end],
            hedges=_hedges(text, undertaking),
            areas=areas,
            action=None,
            object=None,
            condition=condition[0].strip() if condition else None,
            deadline=deadline[0] if deadline else None,
            amounts=amounts,
            quantities=quantities,
            provision=None,
            factuality=self._factuality(undertaking, force, index, subject),
            legalization=legalization(text, clause, amounts, quantities, scene.marks),
            evidence=(Span(undertaking.start, undertaking.end),),
            attributed_to=self._speakers.get(sentence.start),
            agreement=index,
        )

    def _clause(self, undertaking: Undertaking, force: Force) -> Clause:
        sentence = undertaking.sentence
        return Clause(
            undertaking.start,
            undertaking.end,
            "",
            Span(sentence.start, sentence.end),
            force,
            undertaking.words,
            "promise",
            subject=undertaking.subject,
            passive=undertaking.passive,
        )

    def _who(
        self, undertaking: Undertaking, subject: Subject, areas: tuple[str, ...], index: int | None
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        after = list(self._scene.actors.within(undertaking.words.end, undertaking.end))
        by = subject.codes
        if undertaking.frame == "object" and (bound := self._bound(undertaking, index)):
            by = bound
        elif undertaking.frame == "content" and (head := self._that(undertaking)):
            by = head
        elif undertaking.passive and subject.kind in ("actor", "government"):
            by, to = self._of_passive(undertaking, subject, index)
            if by or to:
                return by, to
        elif subject.kind in ("text", "thing", "group", "none", "asset") and not by:
            by = self._of_text(undertaking, areas, index)
        receivers = [
            a.code
            for a in after
            if a.code not in by
            and not (a.place and a.kind == "capital")
            and _TO.search(self._scene.text, max(undertaking.words.start, a.start - 40), a.start)
        ]
        if not receivers:
            parties = self._subjects.parties_of(index)
            receivers = (
                [code for code in parties if code not in by and code != "*parties*"][:1]
                if set(by) < set(parties) and set(areas) & _GIVING
                else []
            )
        return by, tuple(dict.fromkeys(receivers))

    def _of_passive(
        self, undertaking: Undertaking, subject: Subject, index: int | None
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Of "Peru will be given boats" the giver: the agent behind "by", else the other party."""
        text = self._scene.text
        for actor in self._scene.actors.within(undertaking.words.end, undertaking.end):
            if re.search(r"\bby\s(?:the\s)?$", text[max(undertaking.words.end, actor.start - 8) : actor.start]):
                return (actor.code,), subject.codes
        others = tuple(code for code in self._subjects.parties_of(index) if code not in subject.codes)
        return (others, subject.codes) if others and set(subject.codes) & set(self._subjects.parties_of(index)) else ((), ())

    def _bound(self, undertaking: Undertaking, index: int | None) -> tuple[str, ...]:
        """Whom the words bind or allow: named right behind them, or "both sides"."""
        words, text = undertaking.words, self._scene.text
        for start, _, key in self._scene.marks.within("subject", words.end, min(undertaking.end, words.end + 25)):
            if key == "both" and start - words.end < 8:
                return self._subjects.parties_of(index)
        near = self._scene.actors.within(words.end, min(undertaking.end, words.end + 60))
        found = near[:1]
        for actor in near[1:]:
            if not re.fullmatch(r"\.?,?\s(?:and\s)?(?:the\s)?", text[found[-1].end : actor.start]):
                break
            found.append(actor)
        return tuple(dict.fromkeys(actor.code for actor in found))

    def _that(self, undertaking: Undertaking) -> tuple[str, ...]:
        """The subject of a clause that an agreement is said to hold: "foresees that Peru opens ..."."""
        words, text = undertaking.words, self._scene.text
        if not re.search(r"\bthat$", text[words.start : words.end]) and not text.startswith(" that ", words.end):
            return ()
        near = self._scene.actors.within(words.end, min(undertaking.end, words.end + 30))
        return (near[0].code,) if near and not near[0].place else ()

    def _of_text(self, undertaking: Undertaking, areas: tuple[str, ...], index: int | None) -> tuple[str, ...]:
        """By whom what a text holds is taken on: whom it names as agent, the giver of aid, else all parties."""
        parties = self._subjects.parties_of(index)
        text = self._scene.text
        for actor in self._scene.actors.within(undertaking.words.end, undertaking.end):
            if _COMES_FROM.search(text, max(undertaking.words.start, actor.start - 24), actor.start):
                return (actor.code,)
            if (
                actor.code in parties
                and re.match(
                    r"(?:['’]s?)?\.?\s(?:to|forces|training|troops|support|aid|weapons|assistance|military)\b",
                    text[actor.end : actor.end + 14],
                )
                and not _TO.search(text, max(undertaking.words.start, actor.start - 12), actor.start)
            ):
                return (actor.code,)
        partner = self._subjects.partner_of(index)
        if set(areas) & _GIVING and partner in parties and len(parties) == 2:
            return tuple(code for code in parties if code != partner)
        return parties

    def _factuality(self, undertaking: Undertaking, force: Force, index: int | None, subject: Subject) -> str:
        text = self._scene.text
        if force is Force.DENIAL:
            return "denied"
        if force is not Force.PERMISSION and _POSSIBLE.search(text, undertaking.start, undertaking.words.end):
            return "possible"
        status = self._mentioned[index].status if index is not None and index < len(self._mentioned) else None
        if _REPORTED.search(text, undertaking.start, undertaking.words.end) or (
            status in ("expected", "proposed") and subject.kind in ("text", "both", "thing")
        ):
            return "probable"
        return "certain"


def _own_sums(text: str, amounts: tuple[Amount, ...]) -> tuple[Amount, ...]:
    """The sums without those in brackets that say another one over in another currency."""
    kept: list[Amount] = []
    for amount in amounts:
        before = kept[-1] if kept else None
        bracketed = amount.start is not None and "(" in text[max(0, amount.start - 2) : amount.start + 1]
        if not (before and bracketed and before.currency != amount.currency):
            kept.append(amount)
    return tuple(kept)


def _force(text: str, undertaking: Undertaking, subject: Subject) -> Force:
    """The force; a negative subject ("no soldier will") or object ("contains no clause") turns it."""
    if undertaking.subject and _NOBODY.match(text, undertaking.subject.start, undertaking.subject.end):
        return Force.DENIAL if undertaking.force in ("obligation", "intention") else Force.PROHIBITION
    if undertaking.force == "content" and re.match(
        r"\s(?:no|neither|nothing)\b", text[undertaking.words.end : undertaking.words.end + 9]
    ):
        return Force.DENIAL
    if undertaking.force == "prohibition" and subject.kind == "text":
        return Force.DENIAL
    if undertaking.force == "content":
        return Force.COMMITMENT
    return Force(undertaking.force)


def _hedges(text: str, undertaking: Undertaking) -> tuple[str, ...]:
    found = []
    if _REPORTED.search(text, undertaking.start, undertaking.words.end):
        found.append("reported")
    if re.search(
        r"\b(?:about|around|some|nearly|almost|up to|at least|more than|over|approximately)\s(?:[$€£]|\d)",
        text[undertaking.start : undertaking.end],
    ):
        found.append("approximate")
    return tuple(found)


_COMES_FROM = re.compile(r"\b(?:come|comes|coming|paid|be)\s(?:\w+\s)?(?:from|by)\s(?:the\s)?$")
_NOBODY = re.compile(r"(?:no|neither|none|nobody|not one|not a)\b", re.IGNORECASE)
_STRICT = {
    "noun": ("actor", "government", "both", "group", "text"),
    "content": ("text",),
    "object": ("text", "actor", "government", "both"),
}


def _counts(scene: Scene, undertaking: Undertaking, subject: Subject) -> bool:
    """Whether somebody who can bind a state takes it on, or an agreement holds it."""
    frame, force, text = undertaking.frame, undertaking.force, scene.text
    if frame in _STRICT and subject.kind not in _STRICT[frame]:
        return False
    about_text = undertaking.subject is not None and bool(
        scene.marks.within("instrument", undertaking.subject.start, undertaking.subject.end)
    )
    if about_text and text.startswith((" follow", " take"), undertaking.words.end) and subject.kind in ("thing", "text", "actor"):
        return text.startswith(" take effect", undertaking.words.end)
    if subject.kind == "thing" and not undertaking.passive and frame not in ("bare", "given"):
        if text[undertaking.words.start : undertaking.words.end].lower() in ("is to", "are to", "must", "shall"):
            return True
        return bool(undertaking.subject and scene.marks.within("goods", undertaking.subject.start, undertaking.subject.end))
    return not (subject.kind == "text" and force == "permission" and not undertaking.passive)
