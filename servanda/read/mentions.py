"""Agreements a report speaks of, merged within the document, each with what the report says of it."""

from collections.abc import Mapping
from functools import lru_cache

from servanda.lexicon import Lexicon
from servanda.lexicon import lazy_re as re
from servanda.model import Agreement, Factuality, PartialDate, Related, Signature, Span, Term, finding_id
from servanda.read.actors import Actor
from servanda.read.datelines import behind_dateline
from servanda.read.doubts import Doubts, weakened
from servanda.read.entities import Entities, Entity, phrase
from servanda.read.instruments import Instrument, implied, instruments, only_two
from servanda.read.numbers import numbers_in
from servanda.read.report_dates import day_in
from servanda.read.scene import Scene

_STATUS = {
    "signed": "signed",
    "ratified": "signed",
    "in_force": "in_force",
    "suspended": "suspended",
    "terminated": "terminated",
    "proposed": "proposed",
    "rejected": "proposed",
    "ready": "expected",
}
_FORMS = (
    "executive agreement",
    "treaty",
    "memorandum",
    "declaration",
    "convention",
    "protocol",
    "charter",
    "exchange of notes",
    "framework agreement",
)
_OVERTAKING = ("in_force", "suspended", "terminated")
_YEAR = re.compile(r"\b[Ii]n\s(?P<year>(?:18|19|20)\d\d)\b")
_PRESENT = re.compile(r"enters?|comes?|takes?", re.IGNORECASE)
_WHEN = re.compile(r"\s(?:only\s)?(?:when|once|after|as soon as|upon|if|until|provided|\d+ days after|on the)\b")
"""Behind "enters into force" that is still to come."""
_CONDITIONAL = re.compile(
    r"\b(?:after|once|until|upon|when|before|if|unless|from|following|as soon as)\s(?:[\w-]+\s){0,5}$", re.IGNORECASE
)
"""Before its "entry into force" nothing is in force yet."""
_ON_CONDITION = re.compile(
    r"\s(?:only\s)?(?:after|once|when|upon|as soon as|if|unless|until|following|subject to|pending)\b", re.IGNORECASE
)
"""Behind "enters into force" a condition tells that it has not."""
_PLURAL = re.compile(
    r"\b(?:pact|deal|accord|agreement|treat|me|convention|protocol|arrangement|contract|charter|declaration|compact|letter)"
    r"(?P<end>ies|moranda|s)\b",
    re.IGNORECASE,
)
_OPEN_TO_ALL = frozenset(("treaty", "convention", "protocol", "charter"))
"""Instruments of which the news speaks without saying who its many parties are."""
_OCCASION = re.compile(
    r"\b(?:at|during|on the (?:sidelines|margins|fringes) of|ahead of|in the course of|on the occasion of)\s"
    r"(?P<occasion>(?:(?:the|a|an|its|his|her|their|this|last|next|an?nual|upcoming|forthcoming)\s)*[^,.;:()]{0,60}?"
    r"\b(?:summits?|meetings?|conference|visit|ceremony|forum|congress|assembly|talks|council|session"
    r"|anniversary)\b(?:\s\([A-Z0-9]+\)\s\w+)?)"
)
_IN = re.compile(
    r"\bin\s(?:the\s(?:\w+\s){0,2}(?:city|capital|town|port|village"
    r"|resort)(?:\sof)?\s)?(?P<place>[^\W\d_a-z][\w’'-]+(?:[\s-](?:(?:de|of|la|el|al)\b|[^\W\d_a-z][\w’'-]+))*)"
)
_NO_PLACE = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Spring|Summer|Autumn|Winter"
    r"|Europe|Africa|Asia)\b"
)
_YEARS = re.compile(
    r"\b(?P<n>\d{1,3}|[a-z]+(?:-[a-z]+)?)[\s-](?P<unit>year|month)s?\b|\b(?P<decade>(?:a\s)?decade(?:-long)?)\b", re.IGNORECASE
)
_TERM_LEAD = re.compile(
    r"\b(?:for|over|spanning|spans|lasts?|runs?|valid|covers?|covering|commitment|lasting|term of|duration of"
    r"|of)\s(?:the\snext\s|a\s|an\s|at\sleast\s)?$",
    re.IGNORECASE,
)
_NOT_BINDING = re.compile(
    r"\bnon-?binding\b|\bnot\s(?:be\s)?(?:legally\s)?binding\b|\b(?:does|do|will|would)\snot\s(?:legally\s)?bind\b"
    r"|\bno\slegal(?:ly binding)?\sforce\b|\bis\snot\sa\s(?:legally\s)?binding\b",
    re.IGNORECASE,
)
_BINDING = re.compile(
    r"\blegally[\s-]binding\b|\bbinding\s(?:in|under)\s(?:\w+\s)?law\b|\bbinds?\sin\slaw\b|\bbind\sin\slaw\b", re.IGNORECASE
)
_PAIR = re.compile(r"\s?[-–—/&]\s?|\sand\s|,\s")
_BINDING_ON = re.compile(
    r"\s(?:\w+\s){0,2}?(?:for|on|upon)\s(?P<whom>[^,.;]{4,60})|\s(?P<bound>(?:future|later|subsequent|successor"
    r"|any)\s[^,.;]{4,50}?)(?=,|\.|;|$|\sand\b)"
)


def mentions(scene: Scene, lexicon: Lexicon) -> tuple[Agreement, ...]:
    """In the order in which the text comes to speak of them.

    States that act as a group and are not listed stand among the parties under the name of their group: "the G7".
    """
    blocs = _blocs(lexicon)
    first = next((actor.code for actor in scene.actors.all if not actor.place), "")
    entities = Entities(scene.text, first)
    before: list[Actor] = []
    for sentence in scene.sentences:
        if sentence.headline:
            continue
        found = list(instruments(scene.text, scene.marks, scene.actors, sentence))
        if not found and (hinted := implied(scene.text, scene.marks, scene.actors, sentence)):
            found = [hinted]
        for mention in found:
            entities.place(mention, _context(scene, mention, before, blocs))
        before = [a for a in scene.actors.within(sentence.start, sentence.end) if not a.place and a.kind != "demonym"]
    for entity in entities.all:
        _other_side(scene, entity)
    kept = [entity for entity in entities.all if _is_one(entity, blocs)]
    kept.sort(key=lambda entity: entity.mentions[0].start)
    return tuple(_agreement(scene, entity, blocs) for entity in kept)


def _context(scene: Scene, mention: Instrument, before: list[Actor], blocs: frozenset[str]) -> list[Actor]:
    """Whose an agreement is that is named without parties: the actors of the sentence before, or the only two of the text; of a
    declaration, the group that its sentence speaks of."""
    if mention.form == "declaration":
        here = scene.actors.within(mention.sentence.start, mention.sentence.end)
        group = next((actor for actor in here if actor.code in blocs), None)
        if group:
            return [group]
    if len({actor.code for actor in before}) > 1:
        return before
    return only_two(scene.text, scene.actors, mention.end) or _headlined(scene)


def _headlined(scene: Scene) -> list[Actor]:
    """The two states that the headline joins: "Peru-Chile talks"."""
    for sentence in scene.sentences[:3]:
        named = [a for a in scene.actors.within(sentence.start, sentence.end) if not a.body] if sentence.headline else []
        if len({a.code for a in named}) == 2 and _PAIR.fullmatch(scene.text, named[0].end, named[1].start):
            return named
    return []


@lru_cache(maxsize=4)
def _blocs(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(row["key"] for row in lexicon.rows("organisation") if row["bloc"])


def _other_side(scene: Scene, entity: Entity) -> None:
    """An agreement "with" somebody is one with whom the text has just spoken of."""
    if entity.parties and all(m.form == "scheme" for m in entity.mentions):
        one = len(entity.parties) == 1
        if one or all(actor.body for actor in entity.parties.values()):
            others = (a for a in scene.actors.all if not a.place and a.code not in entity.parties and (one or not a.body))
            other = next(others, None)
            entity.parties = {other.code: other, **entity.parties} if other else entity.parties
        return
    if len(entity.parties) != 1 or entity.partner not in entity.parties:
        return
    before = scene.actors.before(entity.mentions[0].start, 400)
    other = next(
        (a for a in before if not a.place and a.kind not in ("demonym", "organisation") and a.code != entity.partner), None
    )
    if other:
        entity.parties = {other.code: other, **entity.parties}


def _is_one(entity: Entity, blocs: frozenset[str]) -> bool:
    """Whether enough is known of it: two parties, a proper name, a group that declares it, or what is done with it by whom."""
    if all(m.form == "scheme" for m in entity.mentions):
        return len(entity.parties) > 1
    done = any(m.standing not in (None, "proposed") for m in entity.mentions)
    if len(entity.parties) > 1 or entity.names or (entity.parties and (done or blocs.issuperset(entity.parties))):
        return True
    return done and any(m.form in _OPEN_TO_ALL and m.definite for m in entity.mentions)


def _agreement(scene: Scene, entity: Entity, blocs: frozenset[str]) -> Agreement:
    evidence: dict[str, tuple[Span, ...]] = {"mentions": tuple(Span(m.start, m.end) for m in entity.mentions)}
    actors = list(entity.parties.values())
    if actors:
        evidence["parties"] = tuple(Span(actor.start, actor.end) for actor in actors)
    if entity.partner_at:
        evidence["partner"] = (entity.partner_at,)
    values: dict[str, object] = {}
    for reader in (_title, _status, _signed, _term, _binding, _form):
        found, spans = reader(scene, entity)
        values |= found
        evidence |= spans
    states = tuple(actor.code for actor in actors if not actor.body or actor.code in blocs)
    related = tuple(_related(scene, entity, mention) for mention in entity.related)
    if related:
        evidence["related"] = tuple(span for one in related for span in one.evidence)
    return Agreement(
        id=finding_id("agreement", scene.document.id, entity.mentions[0].start, states),
        parties=states,
        organisations=tuple(actor.code for actor in actors if actor.body and actor.code not in blocs),
        related=related,
        evidence=evidence,
        **values,  # type: ignore[arg-type]
    )


def _related(scene: Scene, entity: Entity, mention: Instrument) -> Related:
    span = Span(mention.start, mention.end)
    parties = dict.fromkeys([*(actor.code for actor in mention.signers), *(actor.code for actor in mention.parties)])
    return Related(scene.text[span.start : span.end], "mirrors" if mention.similar else "refers", None, tuple(parties), (span,))


_Found = tuple[Mapping[str, object], Mapping[str, tuple[Span, ...]]]
_NOTHING: _Found = ({}, {})


def _title(scene: Scene, entity: Entity) -> _Found:
    """Its proper name, else the first phrase that describes it."""
    named = next((m for m in entity.mentions if m.named), None)
    first = entity.mentions[0].sentence
    fitting = [m for m in ([named] if named else entity.mentions[:3]) if m.form not in ("signing", "another")]
    spans = [phrase(scene.text, m) for m in fitting if m.sentence is first or m is named] or [
        phrase(scene.text, m) for m in fitting
    ]
    span = max(spans, key=lambda s: (s.end - s.start, -s.start), default=None)
    if span is None:
        return _NOTHING
    title = scene.text[span.start : span.end]
    several = len(entity.parties) == 2 and all(m.plural and m.form not in ("commitments", "scheme") for m in entity.mentions)
    return {"title": _of_one(title) if several else title}, {"title": (span,)}


def _of_one(title: str) -> str:
    """The singular of what several agreements are called together: each of "the pacts with A and B" is a pact."""
    head = _PLURAL.search(title)
    if not head:
        return title
    one = {"ies": "y", "moranda": "morandum", "s": ""}[head["end"].lower()]
    return title[: head.start("end")] + one + title[head.end("end") :]


def _status(scene: Scene, entity: Entity) -> _Found:
    """What is first said to be done with it; what overtakes that (in force, suspended, ended) counts wherever it is told."""
    told: list[tuple[str, Span]] = []
    doubted = Doubts(scene)
    for mention in entity.mentions:
        status, words = _status_of(scene.text, mention), mention.standing_words
        if words and status in _OVERTAKING and _is_conditional(scene.text, mention.sentence.start, words):
            continue
        if words and status == "in_force" and _PRESENT.match(scene.text, words.start) and _WHEN.match(scene.text, words.end):
            continue
        if (
            words
            and weakened(Factuality.CERTAIN, doubted.of(mention.sentence.start, mention.sentence.end), words.start) == "denied"
        ):
            status = "proposed"
        if status and words:
            told.append((status, words))
    if not told:
        upcoming = next((m for m in entity.mentions if m.future), None)
        return ({"status": "expected"}, {"status": (Span(upcoming.start, upcoming.end),)}) if upcoming else _NOTHING
    overtaking = [one for one in told if one[0] in _OVERTAKING]
    status, span = overtaking[-1] if overtaking else told[0]
    return {"status": status}, {"status": (span,)}


def _is_conditional(text: str, floor: int, words: Span) -> bool:
    """Whether it only tells of what happens after, or on which condition it will."""
    return bool(_CONDITIONAL.search(text, floor, words.start) or _ON_CONDITION.match(text, words.end))


def _status_of(text: str, mention: Instrument) -> str | None:
    status = _STATUS.get(mention.standing or "")
    words = mention.standing_words
    if mention.form == "declaration" and not mention.future and words and text[words.start : words.end].lower() == "adopted":
        return "signed"
    if mention.future:
        return {"signed": "expected", "expected": "expected", "proposed": "proposed"}.get(status or "")
    return status


def _signed(scene: Scene, entity: Entity) -> _Found:
    """Day, place and occasion of the signature, out of the sentences that tell of it."""
    date: tuple[PartialDate, Span] | None = None
    place = occasion = None
    for mention in entity.mentions:
        if mention.standing != "signed":
            continue
        end = mention.sentence.end
        start = behind_dateline(scene.text, mention.sentence.start, end)
        date = date or day_in(scene.text, start, end, scene.published, future=mention.future) or _year(scene.text, mention)
        occasion = occasion or _OCCASION.search(scene.text, start, end)
        place = place or _place(scene, mention)
    if not (date or place or occasion):
        return _NOTHING
    signature = Signature(
        date[0] if date else None,
        scene.text[place.start : place.end] if place else None,
        occasion["occasion"] if occasion else None,
    )
    spans = {
        "signed": tuple(
            s for s in (date[1] if date else None, place, Span(*occasion.span("occasion")) if occasion else None) if s
        )
    }
    return {"signed": signature}, spans


def _year(text: str, mention: Instrument) -> tuple[PartialDate, Span] | None:
    """The year that opens the sentence or stands right behind the signing."""
    words, start = mention.standing_words, mention.sentence.start
    match = _YEAR.match(text, start) or (_YEAR.search(text, words.end, words.end + 60) if words and not mention.future else None)
    return (PartialDate(int(match["year"])), Span(*match.span("year"))) if match else None


def _place(scene: Scene, mention: Instrument) -> Span | None:
    """The first "in" with the name of a place behind what is done."""
    words = mention.standing_words
    start = words.end if words else mention.sentence.start
    for match in _IN.finditer(scene.text, start, mention.sentence.end):
        if not _NO_PLACE.match(match["place"]):
            return Span(*match.span("place"))
    return None


def _term(scene: Scene, entity: Entity) -> _Found:
    """How long it is to hold: "10-year", "for fifty years", "a decade"."""
    text = scene.text
    for mention in entity.mentions:
        for match in _YEARS.finditer(text, mention.start, min(mention.sentence.end, mention.end + 160)):
            inside = match.end() <= mention.end
            if inside or _TERM_LEAD.search(text, max(mention.start, match.start() - 30), match.start()):
                months = _months(text, match)
                if months:
                    span = Span(*match.span())
                    return {"term": Term(months=months)}, {"term": (span,)}
    return _NOTHING


def _months(text: str, match: re.Match[str]) -> int | None:
    if match["decade"]:
        return 120
    numbers = numbers_in(text, *match.span("n"))
    if len(numbers) != 1 or not 0 < numbers[0].value < 1000:
        return None
    return int(numbers[0].value) * (12 if match["unit"].lower() == "year" else 1)


def _binding(scene: Scene, entity: Entity) -> _Found:
    """Whether the report says that it binds in law, and whom it does not bind."""
    text, seen = scene.text, set[int]()
    values: dict[str, object] = {}
    spans: dict[str, tuple[Span, ...]] = {}
    for mention in entity.mentions:
        sentence = mention.sentence
        if sentence.start in seen:
            continue
        seen.add(sentence.start)
        no, yes = _NOT_BINDING.search(text, sentence.start, sentence.end), _BINDING.search(text, sentence.start, sentence.end)
        found = no or yes
        if not found:
            continue
        whom = _BINDING_ON.match(text, found.end(), sentence.end) if no else None
        if whom:
            span = Span(*whom.span("whom" if whom["whom"] else "bound"))
            values.setdefault("not_binding_on", text[span.start : span.end])
            spans.setdefault("not_binding_on", (span,))
        if "binding" not in values and not (whom and "legally" not in found[0]):
            values["binding"], spans["binding"] = no is None, (Span(*found.span()),)
    return values, spans


def _form(scene: Scene, entity: Entity) -> _Found:
    """The legal form, where a word says one; the same sentence may say it of "this pact"."""
    for mention in entity.mentions:
        near = [
            (start, end, key)
            for start, end, key in scene.marks.within("instrument", mention.sentence.start, mention.sentence.end)
            if (start, end) == (mention.head.start, mention.head.end) or _calls_it(scene.text, mention, start)
        ]
        for form in _FORMS:
            span = next((Span(start, end) for start, end, key in near if key == form), None)
            if span:
                return {"legal_form": form}, {"legal_form": (span,)}
    return _NOTHING


def _calls_it(text: str, mention: Instrument, start: int) -> bool:
    """Whether the mention is the subject of a sentence that calls it something."""
    between = text[mention.end : start]
    return 0 < len(between) < 60 and bool(
        re.fullmatch(
            r",?\s(?:(?:is|was|are|will be)\s(?:\w+\s){0,3}?)?(?:(?:as|called|termed|described as"
            r"|characteri[sz]ed as)\s)?(?:a|an)\s[“\"‘]?(?:\w+\s){0,3}",
            between,
        )
    )
