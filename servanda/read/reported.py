"""Commitments as a report tells them: content of an unsigned text is not yet a promise."""

from functools import cached_property

from servanda.lexicon import Lexicon
from servanda.lexicon import lazy_re as re
from servanda.model import Agreement, Commitment, Factuality, Force, Span, Statement, finding_id
from servanda.read.amounts import amounts_in
from servanda.read.clause import Clause
from servanda.read.conditions import condition_parts, conditions
from servanda.read.deadlines import deadline_rule, deadlines
from servanda.read.deadlines import spans as deadline_spans
from servanda.read.doubts import Doubt, Doubts, weakened
from servanda.read.hedges import hedges
from servanda.read.home_currency import at_home
from servanda.read.legalization import legalization
from servanda.read.past_pledges import is_past
from servanda.read.quantities import quantities_in
from servanda.read.refusals import TURNED
from servanda.read.report_areas import ReportAreas
from servanda.read.report_lists import listed
from servanda.read.report_sides import GIVING, Sides
from servanda.read.report_subjects import Subject, Subjects
from servanda.read.restated import own_sums
from servanda.read.scene import Scene
from servanda.read.undertaking_bounds import SAID_TAIL
from servanda.read.undertakings import Undertaking, undertakings

_REPORTED = re.compile(
    r"\b(?:reportedly|is expected|are expected|expected to|is said|is likely|are likely|likely|supposedly|allegedly"
    r"|according to|rumou?red|presumably)\b",
    re.IGNORECASE,
)
_DRAFT = re.compile(
    r"\b(?:under|in|by|according to|per)\s(?:the|a|an|this|that|its)\s(?:\w+\s){0,2}(?:draft|proposal|blueprint)\b", re.IGNORECASE
)
"""Words that lead in what is only drafted."""
_POSSIBLE = re.compile(
    r"\b(?:may|might|could|possibly|perhaps|potentially|whether|considering|examining|weighing|mulls|studying)\b", re.IGNORECASE
)
_VERB = re.compile(
    r"\s(?:(?:not|also|then|now|soon|only|never|first|further|\w+ly)\s)*(?P<verb>(?:be\s|go on\s|continue to\s|keep\s)?[\w-]+)"
)
_INVERTED = re.compile(r"Should\s[^,;.?]{3,140}(?=,)|\bshould\s(?=[A-Z]|the\s|its\s|either\s|another\s|they\s|it\s)[^,;.]{3,140}")
"""A condition without a conjunction: "should Peru ask for it"."""
_BROUGHT = re.compile(r"\b(?:put|brought|bring|go|come|comes|goes|laid|lay|placed|appear|taken|stand)\s(?:\w+\s)?$")
"""What is put "before parliament" has no deadline."""
_ONLOOKER = re.compile(
    r"\b(?:analysts?|experts?|observers?|critics?|economists?|researchers?|historians?|professors?|scholars?|pundits?"
    r"|commentators?|think tanks?|lecturers?|columnists?|strategists?|residents?|traders?|investors?)\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"(?:,|\b(?:but|and))\s(?:(?:is|are|was|were|has|have)\s)?$")
_PENDING = re.compile(
    r",?\s(?P<condition>once\s(?:the|its|their|both|all|an?|it|they|[A-Z][\w’'-]+)\s[^,;.]{3,90}"
    r"|subject\sto\s(?:[\w’'-]+\s){0,4}(?:approval|consent|funding|vote|audit|review|backing|ratification)\b[^,;.]{0,60})"
)
"""A condition in the words of the news, behind what it is set for."""
_NEAR, _CLOSE = 800, 250
"""Characters behind a word for an agreement, and behind another commitment, in which passages may be about the same."""
_INSTEAD = re.compile(
    r"(?:Instead|In that case|In this case|In such a case|Then|In such an event|If so|It does, however|It does)\b"
)
"""Beginnings of a sentence that keep the condition of the one before."""


def reported(
    scene: Scene, mentioned: tuple[Agreement, ...], said: tuple[Statement, ...], lexicon: Lexicon
) -> tuple[Commitment, ...]:
    """Each commitment with its factuality and its source; `agreement` is the index into `mentioned`, or None."""
    reader = _Reader(scene, mentioned, said, lexicon)
    items = listed(scene)
    told = (
        one
        for sentence in scene.sentences
        if not sentence.headline or sentence.start in items
        for one in ([items[sentence.start]] if sentence.start in items else undertakings(scene, sentence, reader.counts))
    )
    return tuple(found for found in map(reader.commitment, told) if found)


_ADVICE = re.compile(r"should\b|ought\b")


class _Reader:
    def __init__(self, scene: Scene, mentioned: tuple[Agreement, ...], said: tuple[Statement, ...], lexicon: Lexicon) -> None:
        self._scene, self._mentioned = scene, mentioned
        self._subjects = Subjects(scene, mentioned, said)
        self._doubts = Doubts(scene)
        self._sides = Sides(scene, self._subjects)
        self._codebook, self._lexicon = lexicon.codebook, lexicon
        self._last_by: tuple[str, ...] = ()
        self._last_end = -_NEAR
        self._last_to: tuple[str, ...] = ()
        self._drafted = -1
        """The paragraph that tells what a draft holds."""
        self._before: tuple[Span, ...] = ()
        self._speakers = {s.evidence[0].start: s.speaker for s in reversed(said)}

    @cached_property
    def _areas(self) -> ReportAreas:
        """The areas of the text, weighed when the first passage asks: most sentences of the news promise nothing."""
        return ReportAreas(self._scene.text, self._scene.marks, self._codebook)

    def counts(self, undertaking: Undertaking) -> bool:
        """Whether somebody who can bind a state takes it on, or an agreement holds it."""
        subject = self._subjects.of(undertaking.subject, undertaking.end)
        if undertaking.frame == "present" and not self._subjects.is_party(subject, undertaking.start):
            return False
        return _counts(self._scene, undertaking, subject)

    def commitment(self, undertaking: Undertaking) -> Commitment | None:
        """The commitment that a passage tells of; None where nobody in particular takes anything on."""
        scene, text, marks = self._scene, self._scene.text, self._scene.marks
        doubted = self._doubts.of(undertaking.sentence.start, undertaking.sentence.end)
        undertaking = _clipped(undertaking, doubted)
        subject = self._subjects.of(undertaking.subject, undertaking.end)
        certainty = weakened(Factuality.CERTAIN, doubted, undertaking.words.start)
        if _REFUTED.match(text, undertaking.sentence.end):
            certainty = Factuality.DENIED
        force = Force.DENIAL if certainty is Factuality.DENIED else _force(text, undertaking, subject)
        index = self._subjects.agreement_at(undertaking.end)
        clause = self._clause(undertaking, force)
        areas = self._areas.of(clause)
        amounts = own_sums(text, amounts_in(text, undertaking.start, undertaking.end, marks))
        quantities = quantities_in(text, undertaking.start, undertaking.end, marks)
        sides = self._sides.of(undertaking, subject, areas, index)
        if not sides.by and subject.kind == "thing" and self._last_by and not undertaking.passive:
            sides = sides._replace(by=self._last_by, to=sides.to or self._last_to)
        if (
            subject.kind == "text"
            and self._last_by
            and undertaking.subject
            and _PLANNING.search(text, *_ends(undertaking.subject))
        ):
            sides = sides._replace(by=self._last_by, to=self._last_to)
        money = undertaking.subject and _MONEY.search(text, undertaking.subject.start, undertaking.subject.end)
        if not sides.by and undertaking.passive and subject.kind == "thing" and index is None and (money or set(areas) & GIVING):
            sides = sides._replace(by=self._subjects.spoken_of(undertaking.sentence, undertaking.start) or self._last_by)
        if (
            undertaking.frame == "bare"
            and subject.kind == "none"
            and _GOES_ON.search(text, max(0, undertaking.start - 11), undertaking.start)
        ):
            head = self._subjects.spoken_of(undertaking.sentence, undertaking.start)
            sides = sides._replace(by=head or sides.by, to=() if head else sides.to)
        if not sides.by and undertaking.frame in ("bare", "is") and subject.kind in ("none", "thing"):
            sides = sides._replace(by=self._subjects.spoken_of(undertaking.sentence, undertaking.sentence.start))
        near = undertaking.start - self._last_end < _NEAR
        if money and undertaking.passive and near and self._last_by and set(self._last_by) < set(sides.by):
            sides = sides._replace(by=self._last_by)
        if not sides.to and near and sides.by == self._last_by and set(areas) & GIVING:
            sides = sides._replace(to=tuple(code for code in self._last_to if code not in sides.by))
        if sides.by and self._is_recalled(undertaking, force, bool(amounts or quantities)):
            return None
        if amounts and _ALLOCATED.fullmatch(text, undertaking.words.start, undertaking.words.end) and force is Force.COMMITMENT:
            return None
        about = index is not None or marks.any("instrument", max(0, undertaking.start - _NEAR), undertaking.end)
        goods = marks.any("goods", max(0, undertaking.start - _CLOSE), undertaking.end)
        told_of = about or money or amounts or quantities or goods or "assets_and_compensation" in areas
        told_of = told_of or undertaking.start - self._last_end < _CLOSE
        if (
            not sides.by
            and subject.kind not in ("group", "both")
            and (not told_of or subject.kind not in ("thing", "text", "asset"))
        ):
            return None
        if undertaking.force == "permission" and undertaking.frame == "modal" and not told_of:
            return None
        if undertaking.frame == "modal" and index is None and _ADVICE.match(text, undertaking.words.start):
            return None  # What the writer or a bystander would have somebody do, and no text lays down.
        if undertaking.frame == "modal" and subject.kind in ("group", "none", "thing") and self._is_onlooker(undertaking):
            return None
        self._last_end, self._last_by = undertaking.end, sides.by or self._last_by
        self._last_to = sides.to or (self._last_to if sides.by == self._last_by else ())
        return Commitment(
            id=finding_id("commitment", scene.document.id, undertaking.start, undertaking.end, force),
            by=sides.by,
            by_words=_words(text, subject.words),
            to=sides.to,
            to_words=_words(text, sides.to_words),
            force=force,
            force_words=text[slice(*_ends(undertaking.lead or undertaking.words))],
            hedges=clause.hedges,
            areas=areas,
            action=_words(text, clause.action),
            object=_words(text, clause.object),
            condition="; ".join(text[s.start : s.end] for s in clause.conditions) or None,
            deadline="; ".join(text[s.start : s.end] for s in clause.deadlines) or None,
            amounts=at_home(amounts, sides.by, self._lexicon),
            quantities=quantities,
            provision=None,
            factuality=weakened(
                Factuality(self._factuality(undertaking, force, index, subject)), doubted, undertaking.words.start
            ),
            legalization=legalization(text, clause, amounts, quantities, marks),
            evidence=(Span(undertaking.start, undertaking.end),),
            condition_parts=condition_parts(text, clause.conditions, marks),
            deadline_rule=clause.deadline_rule,
            attributed_to=self._speakers.get(undertaking.sentence.start),
            agreement=index,
        )

    def _is_onlooker(self, undertaking: Undertaking) -> bool:
        """Whether somebody says so who takes part in nothing: what analysts expect is a forecast."""
        return bool(_ONLOOKER.search(self._speakers.get(undertaking.sentence.start, "")))

    def _is_recalled(self, undertaking: Undertaking, force: Force, counted: bool) -> bool:
        """Whether it is a pledge of long ago, which `flows` tells, or one only named ("the sum that Peru promised in 2019")."""
        text, words, sentence = self._scene.text, undertaking.words, undertaking.sentence
        if undertaking.passive or undertaking.frame not in ("noun", "gap", "to"):
            return False
        if force is Force.COMMITMENT and undertaking.frame != "to" and not counted:
            counted = _WHICH.search(text, max(sentence.start, undertaking.start - 7), undertaking.start) is not None
        elif force is Force.OBLIGATION:
            counted = text.startswith("agreed", words.start)
        if not counted or force not in (Force.COMMITMENT, Force.OBLIGATION):
            return False
        return is_past(text, sentence.start, sentence.end, text[words.start : words.end], self._scene.published)

    def _clause(self, undertaking: Undertaking, force: Force) -> Clause:
        """The passage in the form in which areas, conditions and deadlines are read everywhere."""
        scene, text, sentence = self._scene, self._scene.text, undertaking.sentence
        start, end, after = undertaking.start, undertaking.end, undertaking.words.end
        at = undertaking.words.start
        found = conditions(
            text, sentence.start, sentence.end, at, undertaking.subject.start if undertaking.subject else at, scene.marks
        )
        inverted = _INVERTED.search(text, sentence.start, sentence.end)
        if inverted and not any(span.start < inverted.end() and inverted.start() < span.end for span in found):
            found = [Span(inverted.start(), _trimmed(text, inverted.end())), *found]
        pending = None if found else _PENDING.search(text, after, end)
        found = [Span(*pending.span("condition"))] if pending else found
        found = found or (list(self._before) if _INSTEAD.match(text, sentence.start) else [])
        found = [_unsaid(text, span) for span in found]
        self._before = tuple(found)
        dated = [
            d
            for d in deadlines(text, start, end, at, scene.marks)
            if not _BROUGHT.search(text, max(start, d.start - 24), d.start)
        ]
        softened = hedges(text, start, end, at, after, scene.marks)
        if _REPORTED.search(text, start, after) and "reported" not in softened:
            softened = (*softened, "reported")
        verb = _VERB.match(text, after, end)
        action = Span(*verb.span("verb")) if verb else None
        thing = Span(action.end + 1, end) if action and action.end + 1 < end else None
        return Clause(
            start,
            end,
            "",
            Span(sentence.start, sentence.end),
            force,
            undertaking.words,
            f"{undertaking.force}/{undertaking.frame}",
            hedges=softened,
            subject=undertaking.subject,
            passive=undertaking.passive,
            action=action,
            object=thing,
            conditions=tuple(found),
            deadlines=deadline_spans(dated, text),
            deadline_rule=deadline_rule(text, dated),
        )

    def _factuality(self, undertaking: Undertaking, force: Force, index: int | None, subject: Subject) -> str:
        text = self._scene.text
        if force is Force.DENIAL:
            return "denied"
        if _CONSIDERS.match(text, undertaking.words.end):
            return "possible"
        if force is not Force.PERMISSION and _POSSIBLE.search(text, undertaking.start, undertaking.words.end):
            return "possible"
        planned = text[undertaking.words.start : undertaking.words.end].lower() in ("would", "shall")
        status = self._mentioned[index].status if index is not None and index < len(self._mentioned) else None
        drafted = _DRAFT.search(text, undertaking.sentence.start, undertaking.words.start) is not None
        if drafted:
            self._drafted = undertaking.sentence.paragraph
        if drafted or (self._drafted == undertaking.sentence.paragraph and planned):
            return "probable"
        if _REPORTED.search(text, undertaking.start, undertaking.words.end) or (
            status in ("expected", "proposed") and (planned or subject.kind in ("text", "both", "thing"))
        ):
            return "probable"
        return "certain"


def _clipped(undertaking: Undertaking, doubted: tuple[Doubt, ...]) -> Undertaking:
    """The passage without what is said of its truth: "(reports that) Peru will pay (are untrue)"."""
    ends = [d.end for d in doubted if d.start <= undertaking.words.start < d.end < undertaking.end]
    return undertaking._replace(end=min(ends)) if ends else undertaking


def _unsaid(text: str, span: Span) -> Span:
    """A condition without who said so behind it."""
    said = SAID_TAIL.search(text, span.start, span.end)
    return Span(span.start, said.start()) if said and said.start() > span.start else span


def _words(text: str, span: Span | None) -> str | None:
    return text[span.start : span.end] if span else None


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _trimmed(text: str, end: int) -> int:
    while text[end - 1] in " \n":
        end -= 1
    return end


def _force(text: str, undertaking: Undertaking, subject: Subject) -> Force:
    """The force; a negative subject ("no soldier will") or object ("contains no clause") turns it."""
    if undertaking.force == "commitment" and _CONSIDERS.match(text, undertaking.words.end):
        return Force.INTENTION
    if undertaking.force == "denial" or _DENIED.search(text, undertaking.sentence.start, undertaking.start):
        return Force.DENIAL
    if undertaking.frame == "modal" and undertaking.force != "permission" and _NEVER.match(text, undertaking.words.end):
        return Force.PROHIBITION
    if undertaking.subject and _NOBODY.match(text, undertaking.subject.start, undertaking.subject.end):
        return Force.DENIAL if undertaking.force in ("obligation", "intention") else Force.PROHIBITION
    if undertaking.frame in ("noun", "gap") and _GIVES_NOTHING.match(text, undertaking.words.end):
        return Force.DENIAL
    if undertaking.frame != "modal" and _NEGATED.search(
        text, max(undertaking.start, undertaking.words.start - 26), undertaking.words.start
    ):
        return Force.DENIAL
    if undertaking.force == "content" and re.match(
        r"\s(?:no|neither|nothing)\b", text[undertaking.words.end : undertaking.words.end + 9]
    ):
        return Force.DENIAL
    if undertaking.force == "prohibition" and subject.kind == "text":
        return Force.DENIAL
    if undertaking.force == "content":
        return Force.COMMITMENT
    return Force(undertaking.force)


def _adjacent(text: str, start: int, end: int) -> bool:
    """Whether nothing but small words, or an insertion between commas, parts a subject from its verb."""
    if _COORDINATED.search(text, start, end):
        return True
    between = re.sub(r",[^,]*,", " ", text[start:end])
    return len(between.split()) <= 4 and not _FINITE.search(between)


_DENIED = re.compile(
    r"\b(?:den(?:y|ies|ied)|disput(?:es?|ed)|refut(?:es?|ed))\s(?:\w+\s){0,3}?(?:that|having)\s$"
    r"|\b(?:reject|dismiss|brush|den|call)\w*\s(?:[\w’'-]+\s){0,4}?(?:reports?|claims?|allegations?|suggestions?|rumou?rs?|assertions?|stor(?:y|ies))\s"
    r"(?:[\w’'-]+\s){0,4}?that\s$",
    re.IGNORECASE,
)
_GIVES_NOTHING = re.compile(r"\s(?:[A-Z][\w-]+\s)?(?:nothing|none|no)\b")
_NEVER = re.compile(r"\s(?:also\s|legally\s)?(?:not|never)\b", re.IGNORECASE)
_NEGATED = re.compile(r"(?:\b(?:not|never|no longer|nor)|n['’]t)\s(?:\w+\s){0,2}$", re.IGNORECASE)
_MONEY = re.compile(
    r"\d|\b(?:money|loans?|grants?|aid|sums?|funds?|tranches?|instalments?|payments?|million|billion)\b", re.IGNORECASE
)
_COORDINATED = re.compile(r"\band\s(?:has\s|have\s|had\s)?(?:also\s|then\s|jointly\s|since\s)?$")
"""A second verb of the same subject: "adopted a text and pledged ..."."""
_FINITE = re.compile(r"\b(?:is|are|was|were)\b")
_NOBODY = re.compile(r"(?:no|neither|none|nobody|nothing|not one|not a)\b", re.IGNORECASE)
_BEGINS = re.compile(
    r"\s(?:start|begin|open|end|finish|take effect|come into force|enter into force|run|be completed|be finished|resume|expire)\b"
)
_IS = re.compile(r"\b(?:is|are)\s")
_CONSIDERS = re.compile(r"\s(?:\w+\s)?(?:consider|examine|explore|weigh|study|look into|think about|look at)\b")
"""What will only be thought about is an intention at most."""
_PLANNING = re.compile(r"\b(?:report|budget|bill)\s*$")
"""Papers of one side only: what they hold is planned by whom the text has just spoken of."""
_ALLOCATED = re.compile(r"(?:(?:has|have|had)\s)?(?:set aside|earmarked)", re.IGNORECASE)
"""Money that has been set aside is a flow of the stage allocated, which `flows` tells; as a promise it would count twice."""
_REFUTED = re.compile(
    r"\s+(?:That|This|It|Both|All of (?:this|that))\s(?:is|was|are|were)\s(?:simply\s|just\s|plainly\s|all\s|flatly\s)?"
    r"(?:wrong|false|untrue|not true|nonsense|incorrect|a lie|lies|fiction|an invention|invented)\b"
)
"""A sentence that calls the one before it untrue."""
_WHICH = re.compile(r"\b(?:that|which)\s$")
_STRICT = {
    "asks": ("text",),
    "noun": ("actor", "government", "both", "group", "text"),
    "content": ("text",),
    "object": ("text", "actor", "government", "both"),
}


def _counts(scene: Scene, undertaking: Undertaking, subject: Subject) -> bool:
    """Whether somebody who can bind a state takes it on, or an agreement holds it."""
    frame, force, text = undertaking.frame, undertaking.force, scene.text
    if f"{force}/{frame}" in TURNED:
        return bool(scene.marks.of("instrument"))
    if frame == "inverted":
        return True
    if frame == "present":
        return subject.kind in ("actor", "government")
    if frame == "there":
        return bool(scene.marks.of("instrument")) and subject.kind in ("none", "thing", "text")
    if frame in _STRICT and subject.kind not in _STRICT[frame]:
        return False
    own = undertaking.subject is not None and undertaking.subject.end >= undertaking.words.start - 8
    if frame == "noun" and own and subject.words and not _adjacent(text, subject.words.end, undertaking.words.start):
        return False
    if force == "intention" and frame == "to" and subject.kind == "text":
        return False
    about_text = undertaking.subject is not None and bool(
        scene.marks.within("instrument", undertaking.subject.start, undertaking.subject.end)
    )
    if about_text and text.startswith((" follow", " take"), undertaking.words.end) and subject.kind in ("thing", "text", "actor"):
        return text.startswith(" take effect", undertaking.words.end)
    if subject.kind == "thing" and not undertaking.passive and frame not in ("bare", "given", "is"):
        words = undertaking.words
        if text[words.start : words.end].lower() in ("is to", "are to", "must", "shall"):
            return True
        if _BEGINS.match(text, words.end) and _IS.search(text, max(undertaking.start, words.start - 4), words.start + 4):
            return scene.marks.any("instrument", 0, words.start)
        return bool(undertaking.subject and scene.marks.within("goods", undertaking.subject.start, undertaking.subject.end))
    return not (subject.kind == "text" and force == "permission" and frame != "object" and not undertaking.passive)
