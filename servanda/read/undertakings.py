"""The passages of a report that tell of something taken on, planned, allowed or denied: who, how firmly, from where to
where."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from servanda.lexicon import Mark
from servanda.lexicon import lazy_re as re
from servanda.model import Span
from servanda.read.refusals import TURNED, turned
from servanda.read.report_present import in_return, under
from servanda.read.scene import Scene
from servanda.read.telling import MOST, Told, label
from servanda.read.undertaking_bounds import NEW_SUBJECT, STRONG, left, right

_WHETHER = re.compile(r"\b(?:whether|what|if|unless|once|provided)\b[^,;]*$", re.IGNORECASE)
_INVERTED = re.compile(r"\s(?:[A-Z]|the\s|its\s|either\s|another\s|they\s|it\s|any\s|a\s)")
_ADVERBS = re.compile(
    r"(?:\s(?:also|then|now|soon|first|only|not|never|still|even|again|further|continue to|help|help to|jointly|likewise|either"
    r"|both|initially|eventually|gradually|\w+ly))*\s",
    re.IGNORECASE,
)
_PASSIVE = re.compile(
    r"(?:\s(?:also|then|now|soon|only|not|never|first|still|even|again|either|both|jointly|\w+ly))*"
    r"\s(?:(?:go on|continue|keep|start|remain)\s(?:to\s)?)?(?:be|been|being|get)\s(?!allowed|permitted|required|obliged"
    r"|entitled|authori"
    r"|able|prepared|committed)(?:\w+ly\s)?(?:\w+ed|\w+en|given|sent|built|held|paid|met|made|put|set|kept|brought|lent|sold"
    r"|spent|cut|told"
    r"|shut|left|drawn|withdrawn|done|seen|found|taught|bound|read|led|fed|bought|borne|worn|torn|sworn|shown|grown|flown|won|run|dug|laid|hung)\b",
    re.IGNORECASE,
)
_BE_GIVING = re.compile(
    r"be\s(?:not\s)?(?:send|giv|provid|supply|deliver|train|fund|financ|pay|lend|build|withdraw|deploy|join|host|buy|sell|contribut|ship|donat|"
    r"return|releas)ing\b",
    re.IGNORECASE,
)
"""An act told as going on: "will be sending"."""
_QUESTION = re.compile(r"\?[\"”’]?$")
_HAD = re.compile(r"\b(?:would|could|should|might|may|must|will)\shave\s", re.IGNORECASE)
_OPEN_QUESTION = re.compile(
    r"\b(?:whether|if|unless|in case|wonder\w*|fear\w*|worr\w+|doubt\w*|unclear|unlikely)\s[^,;]*$", re.IGNORECASE
)
_RELATIVE_THAT = re.compile(r"\w\s(?:that|which)\s$")
_ING = re.compile(r"ing\b")
_AFTER_PREPOSITION = re.compile(r"\b(?:at|of|by|in|from|without|for|about|before|after|on|against)\s$")
_NO_PROMISE = re.compile(
    r"\s(?:\w+\s){0,2}(?:treaty|contract|promise|guarantee|alliance|commitment|pact|order|agreement|obligation|deal|pledge"
    r"|blank che(?:que|ck)|duty)\b"
)
_NO_THING = re.compile(
    r"\s(?:no\s(?:doubt|way|return|winner)|time|much|many|little|few|more|less|a\s(?:price|risk|danger|chance|lot))\b"
)
_SURELY = re.compile(
    r"\s(?:hardly|probably|likely|surely|certainly|undoubtedly|inevitably|almost certainly|most likely|scarcely|no doubt)\b"
)
_BEEN = frozenset(("been", "was", "were", "being"))
"""In front of "promised", "offered": the subject is who would receive."""
_FOLLOWING = re.compile(r"\s(?:for\s)?the\sfollowing\b")
_BINDS = ("obligation/object",)
"""Behind "will" these decide: "the treaty will oblige Peru to ..."."""
_ASKED = re.compile(r"\b(?:what|how\s(?:much|many|long))\s(?:(?:the|its|a)\s)?(?:[\w’'-]+\s){1,3}$", re.IGNORECASE)
"""What is asked or left open: "did not say what Peru will pay"."""
_HOW = re.compile(r"\bhow\s[^,;.]*$")
COMPARED = re.compile(
    r"\b(?:[Uu]nlike|[Ii]n contrast to|[Aa]s opposed to|[Bb]y contrast with|[Cc]ompare[sd]?\s(?:this|that|it)\s(?:to|with))\b"
    r"(?:(?!\s(?:it|they|he|she)\s)[^,;:.])*(?:,?\s(?:which|who|whose|where|under which|that)\b[^,;:.]*)?"
)
"""What a text is only compared with holds nothing that it tells of: "unlike the treaty of 1951, which obliges Peru to ..."."""
_LEFT_OPEN = re.compile(
    r"\b(?:not|never|n['’]t|cannot|refus\w+\sto|declin\w+\sto)\s(?:\w+\s)?(?:rule|ruled|exclude)(?:\sout)?\b[^,;]*$",
    re.IGNORECASE,
)
"""What somebody "does not rule out" is no promise."""
_EXCLUDES = re.compile(r"\s(?:\w+\s)?(?:rule\sout|exclude)\b")
_INSTRUMENT_BEHIND = 70
_TOLD_OF = re.compile(
    r"(?:reiterated|announced|published|presented|formali[sz]ed|finali[sz]ed|seen|felt|tested|remembered|viewed|discussed"
    r"|debated|expected|known"
    r"|noticed|missed|forgotten|needed|heard|told|promised|pledged|asked|watched|noted|welcomed|questioned|judged|measured|described|considered|regarded|read|reported|confirmed"
    r"|repeated)$",
    re.IGNORECASE,
)
_SIGNAL = re.compile(r"\s(?:also\s|be\s|be also\s|also be\s)?send(?:s|ing)?\s[^,.;]{0,40}\b(?:signal|message|sign)\b")
_WORD = re.compile(r"[\w’'-]+")


class Undertaking(NamedTuple):
    """A passage [start, end) with its force and how its words are built (`frame` of the table `promise`).

    `subject` is the stretch in front of the deciding words that holds the grammatical subject; empty where it is inherited.
    """

    start: int
    end: int
    force: str
    frame: str
    words: Span
    subject: Span | None
    passive: bool
    sentence: Told
    lead: Span | None = None
    """Of an item of a list, the deciding words of its lead-in."""


def undertakings(scene: Scene, sentence: Told, accept: Callable[[Undertaking], bool]) -> list[Undertaking]:
    """The undertakings of a sentence in order; they do not overlap.

    What is not accepted does not bound its neighbours: they are drawn once more without it.
    """
    if _QUESTION.search(scene.text, max(sentence.start, sentence.end - 3), sentence.end):
        return []
    cues = _cues(scene, sentence) or under(scene, sentence) or in_return(scene, sentence)
    while cues:
        drawn = list(_drawn(scene, sentence, cues))
        wrong = next((k for k, one in enumerate(drawn) if not accept(one)), None)
        if wrong is None:
            return drawn
        cues = [*cues[:wrong], *cues[wrong + 1 :]] or in_return(scene, sentence)
        if len(drawn) == 1 and drawn[0].frame == "present":
            return []
    return []


def _drawn(scene: Scene, sentence: Told, cues: list[Mark]) -> Iterator[Undertaking]:
    """One passage for each cue."""
    text = scene.text
    begins = [_begin(text, sentence, at) for at, _, _ in cues]
    floor, subject = sentence.start, None
    for k, (at, to, key) in enumerate(cues):
        force, _, frame = key.partition("/")
        start = left(scene, floor, begins[k])
        own = Span(start, at) if _SOMEBODY.search(text, start, begins[k]) else None
        if own is None and key not in TURNED:
            own = _antecedent(text, floor, start)
        if own is None and subject is None and (named := label(text, sentence)) and named[1] < at:
            own = Span(*named)
            start = begins[k] = max(start, named[1] + 2)
        subject = own or subject
        end = right(text, sentence, to, begins[k + 1] if k + 1 < len(cues) else None)
        start = min(start, own.start) if own else begins[k]
        passive = _PASSIVE.match(text, to) is not None
        yield Undertaking(start, end, force, frame, Span(at, to), subject, passive, sentence)
        floor = end


_SOMEBODY = re.compile(r"\b(?!(?:is|are|was|were|be|been|being)\b)\w")
"""Anything but an auxiliary in front of the deciding words: a subject."""


def _begin(text: str, sentence: Told, at: int) -> int:
    """Where the predicate of a cue begins: its auxiliaries and small adverbs belong to it."""
    match = _AUXILIARY.search(text, sentence.start, at)
    return match.start() if match else at


_AUXILIARY = re.compile(r"(?:\b(?:has|have|had|also|now|then|therefore|thus|thereby|likewise)\s)*$")
_OPENS_RELATIVE = re.compile(r",?\s(?:that|which|who)\s+$")


def _antecedent(text: str, floor: int, start: int) -> Span | None:
    """What a relative clause without a subject of its own belongs to: "the declaration that promises ..."."""
    opens = _OPENS_RELATIVE.search(text, max(floor, start - 8), start)
    if not opens or opens.start() - floor < 3:
        return None
    low = floor
    for match in STRONG.finditer(text, floor, opens.start()):
        low = match.end()
    return Span(low, opens.start()) if low < opens.start() else None


def _cues(scene: Scene, sentence: Told) -> list[Mark]:
    """The deciding words of the sentence, without those that another one governs."""
    text, kept = scene.text, list[Mark]()
    compared = [match.span() for match in COMPARED.finditer(text, sentence.start, sentence.end)]
    for cue in turned(text, sentence, scene.marks.within("promise", sentence.start, sentence.end)[:MOST]):
        at, to, key = cue
        if any(low <= at < high for low, high in compared) or _LEFT_OPEN.search(text, max(sentence.start, at - 100), to):
            continue
        if text.endswith("not", at, to) and _EXCLUDES.match(text, to):
            continue
        if at > sentence.start and text.startswith("May", at):
            continue
        if key == "commitment/modal" and text[at:to].lower() == "ll" and text[at - 1] not in "’'":
            continue
        if key == "intention/modal" and at <= sentence.start + 1:
            continue
        if (
            key == "intention/modal"
            and _INVERTED.match(text, to)
            and not NEW_SUBJECT.search(text, max(sentence.start, at - 12), at - 1)
        ):
            continue
        bound = kept and key in _BINDS and kept[-1][2] == "commitment/modal" and not text[kept[-1][1] : at].strip()
        if kept and not bound and _governed(text, kept[-1], cue):
            continue
        if not _is_undertaken(scene, sentence, cue):
            continue
        if kept and kept[-1][2] == "content/content" and _UNDER_WHICH.match(text, kept[-1][1], at):
            kept.pop()
        if kept and kept[-1][2].endswith("/noun") and _THAT_CLAUSE.fullmatch(text, kept[-1][1], at):
            kept.pop()
        if kept and kept[-1][2] == "content/content" and _holds_that(text, kept[-1], cue):
            kept.pop()
        finite = key.endswith(("/modal", "/to"))
        while kept and key in _BINDS and kept[-1][2] == "commitment/modal" and not text[kept[-1][1] : at].strip():
            kept.pop()
        while kept and finite and kept[-1][2].endswith("/given") and not STRONG.search(text, kept[-1][1], at):
            kept.pop()
        kept.append(cue)
    return kept


def _holds_that(text: str, before: Mark, cue: Mark) -> bool:
    """Whether a cue is the predicate of what a text is said to hold: "says that Peru will train them"."""
    return cue[2].endswith(("/modal", "/to")) and (
        (text.endswith(" that", before[0], before[1]) and _PLAIN.fullmatch(text, before[1], cue[0]) is not None)
        or _THAT_CLAUSE.fullmatch(text, before[1], cue[0]) is not None
    )


def _governed(text: str, before: Mark, cue: Mark) -> bool:
    """Whether the cue stands inside what another one says ("is examining whether it can", "will keep its promise to")."""
    between = text[before[1] : cue[0]]
    if len(between) < 2 or (_WHETHER.search(between) and not STRONG.search(between)):
        return True
    if cue[2].endswith("/given"):
        return STRONG.search(between) is None
    return False


def _is_undertaken(scene: Scene, sentence: Told, cue: Mark) -> bool:
    """Whether the words stand as a predicate, and what follows is something that can be promised."""
    text, (at, to, key) = scene.text, cue
    _force, _, frame = key.partition("/")
    if frame == "bare":
        return not _OF_PEOPLE.search(text, max(sentence.start, at - 24), at)
    if frame == "inverted":
        return _binds_somebody(scene, sentence, to)
    if text[at:to].lower() == "agreed on" and scene.marks.any("instrument", to, min(sentence.end, to + _INSTRUMENT_BEHIND)):
        return False
    if key in TURNED:
        return _binds_somebody(scene, sentence, to)
    if frame == "is":
        return _NO_PROMISE.match(text, to) is not None
    if frame == "there":
        return not _NO_THING.match(text, to)
    if _HAD.match(text, at):
        return False
    rest = _ADVERBS.match(text, to, sentence.end)
    verb = rest.end() if rest else to + 1
    if key == "permission/modal" and _HOW.search(text, max(sentence.start, at - 70), at):
        return False
    if frame in ("modal", "to") and _OPEN_QUESTION.search(text, max(sentence.start, at - 120), at):
        return False
    if text[at:to].lower() == "would" and _RELATIVE_THAT.search(text, max(sentence.start, at - 8), at):
        return False
    if frame == "modal" and _ASKED.search(text, max(sentence.start, at - 60), at):
        return False
    if frame == "modal" and _SURELY.match(text, to):
        return False
    if text[at:to].lower() in ("is to", "are to") and text.startswith(" sign ", to):
        return False
    if _ING.search(text, at, to) and _AFTER_PREPOSITION.search(text, max(sentence.start, at - 10), at):
        return False
    if frame == "to" and _BASE.fullmatch(text, at, to) and _ARTICLE.search(text, max(sentence.start, at - 30), at):
        return False
    if frame in ("modal", "to"):
        return not _unpromised(scene, verb, to) and verb < sentence.end
    before = _WORD.findall(text[max(sentence.start, at - 25) : at])
    last = before[-1].lower() if before else ""
    if frame in ("noun", "content", "object") and last in _NOUN_BEFORE:
        return False
    if (frame == "noun" and last in _BEEN) or (frame == "content" and _FOLLOWING.match(text, to, sentence.end)):
        return False
    if frame == "gap":
        return bool(_GAP_TO.match(text, to, sentence.end)) and last not in _NOUN_BEFORE
    if frame in ("object", "asks"):
        return _binds_somebody(scene, sentence, to)
    if (
        frame in ("noun", "to", "gap")
        and _BASE.fullmatch(text, at, to)
        and not _PLURAL_BEFORE.search(text, max(sentence.start, at - 40), at)
    ):
        return False
    if frame == "noun" and not _OBJECT.match(text, to, sentence.end):
        return False
    if frame == "given":
        return bool(_HELD.search(text, max(sentence.start, at - 45), at))
    return bool(before)


_OF_PEOPLE = re.compile(r"\bwho\s(?:\w+\s){0,3}$")
"""People are described, not a state: "nationals who have no right to stay"."""
_STARTS_CLAUSE = re.compile(r"(?:[,;:—–]\s|^)$")
_BASE = re.compile(r"(?:pledge|promise|guarantee|offer|plan|target|budget|propose|aim|hope|seek|move)(?:\s\w+)?", re.IGNORECASE)
_ARTICLE = re.compile(r"\b(?:an?|the|its|his|her|their|our|this|any|no|such)\s(?:[a-z-]+\s){0,2}$")
"""A noun follows: "a promise to pick up"."""
_PLURAL_BEFORE = re.compile(
    r"\b(?:they|we|i|you|both|all|to|will|would|and\s(?:the\s)?[A-Z][\w.’'-]+|[a-z]+s|people|police)\s(?:also\s|now\s|both\s"
    r"|\w+ly\s)?$",
    re.IGNORECASE,
)
_THAT_CLAUSE = re.compile(r"\sthat\s[^,;]*")
_PLAIN = re.compile(r"\s(?:[\w.’'-]+\s){0,8}[\"“‘]?")
_UNDER_WHICH = re.compile(r"\s[\w\s-]{2,50}\s(?:under|by|through|in|according to)\swhich\b")
"""What is foreseen is told by the clause behind: "foresees a scheme under which ..."."""
_GAP_TO = re.compile(r"\s(?!to\s)[^,.;]{2,40}?\sto\s[a-z]+")
_OBJECT = re.compile(r"\s[\w“\"‘$€£¥]")
_SOMEBODY_TO = re.compile(r"\s(?:[\w-]+\s){1,4}to\s[a-z]")
_THEM = re.compile(r"\s(?:it|them|him|her|us|neither|nobody|no one)\b")
_HELD = re.compile(
    r"\b(?:includ\w+|contain\w*|reaffirm\w*|reiterat\w*|restat\w*|renew\w*|announc\w+|made|makes|gave|gives|signals?"
    r"|unveil\w*|present\w*|welcom\w+|confirm\w*"
    r"|lays? down|wr\w+ down|sets? out|,)\s(?:\w+\s){0,3}$",
    re.IGNORECASE,
)
_NOUN_BEFORE = frozenset(
    (
        "the",
        "a",
        "an",
        "its",
        "his",
        "her",
        "their",
        "our",
        "this",
        "of",
        "any",
        "no",
        "new",
        "such",
        "in",
        "for",
        "to",
        "be",
        "as",
    )
)


def _binds_somebody(scene: Scene, sentence: Told, to: int) -> bool:
    """Whether somebody stands right behind the words: "obliges Peru to", "allows them to"."""
    end = min(sentence.end, to + 45)
    near = [a.start for a in scene.actors.within(to, end)] + [m[0] for m in scene.marks.within("subject", to, end)]
    if _SOMEBODY_TO.match(scene.text, to, sentence.end):
        return True
    return any(start - to < 25 and "," not in scene.text[to:start] for start in near) or bool(_THEM.match(scene.text, to))


def _unpromised(scene: Scene, verb: int, to: int) -> bool:
    """Whether the verb behind the cue is one of a forecast, a view, a meeting or a state."""
    passive = _PASSIVE.match(scene.text, to)
    if (passive and _TOLD_OF.search(passive[0])) or _SIGNAL.match(scene.text, to):
        return True
    for low, high, key in scene.marks.within("no_promise", max(0, to - 1), verb + 40):
        if low > verb:
            break
        if low == verb or (low >= to and high > verb):
            if key == "view" and scene.text[to - 4 : to] in ("must", "hall"):
                return False
            acts = _PASSIVE.match(scene.text, max(0, low - 1)) or _BE_GIVING.match(scene.text, low)
            return not (key == "state" and acts)
    return False
