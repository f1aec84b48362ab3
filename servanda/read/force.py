"""How firmly a clause is meant: the outermost deciding word, what stands behind it, and whether it is negated."""

from servanda.lexicon import lazy_re as re
from servanda.model import Force
from servanda.read.finite import Finite
from servanda.read.grammar import DUTY_VERBS, NO_SUBJECT, NOT, PLURAL_ACTORS, PRONOUNS, SINGULAR_ACTORS
from servanda.read.negated import fails_nothing, present_without_object, says_no, without_object

_EFFECT = re.compile(
    r"[\s\xa0,]*(?:[a-z]+ly[\s\xa0]+|in any (?:way|manner)[\s\xa0]+|be[\s\xa0]+)*(?:affect(?:ed|s)?|prejudice[ds]?|"
    r"prejudge[ds]?|prevent|preclude[ds]?|impair(?:ed)?|limit(?:ed)?|restrict(?:ed)?|"
    r"derogate|detract|appl(?:y|icable|ied)|oblige|bind|create|constitute|constitutes|imply|implies|confer|impose|construed|"
    r"interpreted|deemed|regarded|considered|"
    r"understood|taken as|taken to|read as|invoked to|extend|relieve|exempt|release|invalidate|diminish|alter|modify|change|"
    r"interfere|"
    r"require|give rise|hinder|"
    r"exclude|entail|establish|have (?:the |any )?(?:effect|status|force)|be without prejudice|replace|supersede|cover|"
    r"include|authori[sz]e|entitle|amount to|prohibit|waive|abrogate)\b",
)
_DUTY = re.compile(
    r"[\s\xa0,]*(?:(?:be|have)[\s\xa0]+(?:[a-z]+ly[\s\xa0]+)?)(?:(?:necessary|needed|obliged|obligated|bound|required|liable|responsible|"
    r"entitled|answerable|accountable|under an[y ]|compelled)\b|"
    r"(?:any|an|the)[\s\xa0]+(?:obligation|duty|right|claim|liability))",
)
_WITHOUT_PREJUDICE = re.compile(r"[\s\xa0]*(?:be[\s\xa0]+)?(?:without[\s\xa0]+prejudice|of no (?:force|effect))")
_COMMITMENT_NOUN = re.compile(
    r"[^.;]{0,70}?\b(?:commitments?|determination|readiness|willingness|intention|resolve|dedication|pledge|intent|"
    r"preparedness)[\s\xa0]+(?:to|of)[\s\xa0]+"
    r"(?:(?:further|fully|jointly|continue|closely|continuously|actively|"
    r"not)[\s\xa0]+(?:to[\s\xa0]+)?)?(?P<next>[\w’'-]+)(?:[\s\xa0]+(?P<then>[\w’'-]+))?",
)
_NOUNS_AFTER_TO = re.compile(
    r"(?:the|a|an|its|their|his|our|this|that|these|such|international|peace|democracy|human|multilateralism|[a-z]+(?:tion|"
    r"sion|ment|ity|ism|ness|ance|ence))$"
)
_NO_DUTY_NOUN = frozenset({"the", "a", "an", "its", "their", "this", "that", "these", "such", "all", "any"})
_INSTRUMENTS = frozenset(
    {"provision", "provisions", "article", "agreement", "convention", "treaty", "clause", "part", "paragraph", "term", "protocol"}
)
_INSTRUMENT = re.compile(r"\bthis[\s\xa0]+(?:agreement|memorandum|arrangement|treaty|document|accord|declaration|letter|note)\b")
_INNER_WILL = frozenset({"commitment", "obligation"})
_NOT_TO = re.compile(
    r"[\s\xa0]*,?[\s\xa0]*not[\s\xa0]+to\b|[\s\xa0]*(?:itself|themselves)?[\s\xa0]*not[\s\xa0]+to\b",
)
_REFRAINING = (
    r"(?:[a-z]+ly[\s\xa0]+|also[\s\xa0]+|henceforth[\s\xa0]+|at all times[\s\xa0]+)*(?:refrain|abstain|desist|forbear)\b"
)
_REFRAIN = re.compile(r"[\s\xa0,]*" + _REFRAINING)
_TO_REFRAIN = re.compile(
    r"[\s\xa0,]*(?:themselves|itself)?[\s\xa0,]*(?:[a-z]+ly[\s\xa0]+)?(?:and[\s\xa0]+[a-z]+[\s\xa0]+)?(?:themselves[\s\xa0]+)?to[\s\xa0]+"
    + _REFRAINING
)
_TAKEN_ON = frozenset({Force.OBLIGATION, Force.COMMITMENT})
_NOTHING_IN = re.compile(
    r"[\s\xa0]*(?:(?:but|and|provided that|however,?)[\s\xa0]+)?(?:nothing[\s\xa0]+(?:in|of|contained|herein|stated|set)|"
    r"none[\s\xa0]+of[\s\xa0]+the[\s\xa0]+provisions)\b"
)
_NO_BEFORE = re.compile(
    r"[\s\xa0]no[\s\xa0]+(?!later\b|less\b|more\b|longer\b|other\b|fewer\b|earlier\b|event\b|case\b|way\b|one\b)(?:[a-z-]+[\s\xa0]+){1,2}(?:(?:or|nor)[\s\xa0]+[a-z-]+[\s\xa0]+)?$"
)
"""A negated subject right before its modal, behind an adjunct without a comma: "for such wrongs no revenge shall be taken"."""
_NEGATION_AHEAD = re.compile(r"n(?<!\wn)(?:ot|ever|either|or|o)\b")
_FORCES = {force.value: force for force in Force}
_MODAL_RULES = {force.value: f"modal of {force.value}" for force in Force}
_LEVELS = {
    "pred.permission": Force.PERMISSION,
    "own.permission": Force.PERMISSION,
    "verb.permission": Force.PERMISSION,
}
_BROKEN_BY_NOT = {
    "pred.permission": Force.PROHIBITION,
    "own.permission": Force.DENIAL,
    "pred.obligation": Force.DENIAL,
    "own.obligation": Force.DENIAL,
}


def force_of(text: str, low: str, finite: Finite, end: int, negated_by: str = "") -> tuple[Force, int, int, str] | None:
    """(force, start and end of the deciding words, rule), or None where the words take nothing on after all.

    `low` is the text in lower case; `end` is where the clause ends; `negated_by` is a conjunction that negates ("nor").
    """
    subject_not = bool(NO_SUBJECT.match(low, finite.begin, finite.start)) or negated_by == "nor"
    subject = finite.subject
    if not subject_not and subject is not None and subject[0] != finite.begin:
        subject_not = bool(NO_SUBJECT.match(low, subject[0], subject[1]))
    if not subject_not and finite.kind == "modal":
        floor = max(finite.begin, finite.start - 60)
        subject_not = says_no(low, floor, finite.start) and _NO_BEFORE.search(low, floor, finite.start) is not None
    near = finite.end + 60
    may_be_negated = low.find("n", finite.end, near) >= 0 and _NEGATION_AHEAD.search(low, finite.end, near)
    inner = NOT.match(low, finite.end, end) if may_be_negated else None
    closing = inner.end() if inner else finite.end
    if finite.kind == "modal":
        return _modal(text, low, finite, end, closing, subject_not, bool(inner))
    if finite.kind == "denied":
        return (Force.DENIAL, finite.start, closing, "an effect that is denied")
    if finite.kind in {"verb", "present"}:
        if subject_not and finite.force != "declaration":
            return (Force.DENIAL, finite.start, finite.end, "a verb whose subject is negated")
        if finite.kind == "present" and (nothing := present_without_object(low, low[finite.start : finite.end], finite.end, end)):
            return nothing[0], finite.start, nothing[1], "a plain present whose object is negated"
        return _performative(text, low, finite, end)
    if finite.kind == "texts":
        return (Force.OBLIGATION, finite.start, finite.end, "languages of a testimonium")
    if finite.kind == "rule":
        return (Force.OBLIGATION, finite.start, finite.end, "plain present of a final clause")
    return _predicate(low, finite, end)


def _modal(
    text: str, low: str, finite: Finite, end: int, closing: int, subject_not: bool, inner_not: bool
) -> tuple[Force, int, int, str]:
    start = finite.start
    base = _FORCES[finite.force]
    negated = subject_not or inner_not
    if text.startswith(("be ", "without"), closing + 1) and _WITHOUT_PREJUDICE.match(low, closing, end):
        return Force.DENIAL, start, closing, "without prejudice"
    if not negated:
        if base in _TAKEN_ON and (ban := _REFRAIN.match(low, closing, end)):
            return Force.PROHIBITION, start, ban.end(), "a modal with a ban behind it"
        if finite.predicate in _LEVELS and base is not Force.INTENTION:
            return _LEVELS[finite.predicate], start, finite.end, "a modal with a right behind it"
        if finite.predicate in {"pred.prohibition"}:
            return Force.PROHIBITION, start, finite.end, "a modal with a ban behind it"
        if finite.predicate == "pred.denial":
            return Force.DENIAL, start, finite.end, "a modal with an absent duty behind it"
        if finite.predicate == "own.denial":
            return Force.DENIAL, start, finite.end, "a modal with an absent right behind it"
        if base in _TAKEN_ON and (nothing := without_object(low, closing, end)):
            return nothing[0], start, nothing[1], "a modal whose object is negated"
        return base, start, finite.end, _MODAL_RULES[finite.force]
    if base is Force.INTENTION:
        return Force.INTENTION, start, closing, "modal of intention"
    if _NOTHING_IN.match(low, finite.begin, start):
        return Force.DENIAL, start, closing, "an effect that is denied"
    if (kept := fails_nothing(low, closing, end)) and base is not Force.PERMISSION:
        return base, start, kept, "a duty that must not be failed"
    if _DUTY.match(low, closing, end):
        return Force.DENIAL, start, closing, "a duty or a right that is denied"
    if _EFFECT.match(low, closing, end) and _of_the_instrument(low, finite):
        return Force.DENIAL, start, closing, "an effect that is denied"
    if finite.predicate in _BROKEN_BY_NOT:
        return _BROKEN_BY_NOT[finite.predicate], start, closing, "a predicate that is negated"
    return Force.PROHIBITION, start, closing, "a modal that is negated" if inner_not else "a modal whose subject is negated"


def _of_the_instrument(low: str, finite: Finite) -> bool:
    """Whether no party is the subject: an effect is denied of the instrument, a party is forbidden an act."""
    start, stop = finite.subject or (finite.begin, finite.start)
    words = low[start:stop].replace(",", " ").split()
    if not words:
        return False
    if words[0] in {"nothing", "none"} or "nothing" in words[:3]:
        return True
    head = words[:6]
    if words[0] in {"no", "neither"}:
        return any(word in _INSTRUMENTS for word in _head(head))
    if words[0] in PRONOUNS:
        return words[0] == "it"
    return not any(word in PLURAL_ACTORS or word in SINGULAR_ACTORS for word in _head(head))


def _head(words: list[str]) -> list[str]:
    """The words of the subject before its first preposition."""
    for i, word in enumerate(words):
        if word in {"of", "in", "to", "under", "for", "by", "on", "between", "from", "which", "that", "made"}:
            return words[:i]
    return words


def _performative(text: str, low: str, finite: Finite, end: int) -> tuple[Force, int, int, str] | None:
    start, close = finite.start, finite.end
    force = finite.force
    verb = low[start:close].split()[0] if close > start else ""
    ban = _NOT_TO.match(low, close, end)
    if force in {"obligation", "commitment"}:
        ban = ban or _TO_REFRAIN.match(low, close, end)
    if ban and force in {"obligation", "commitment", "intention"}:
        return Force.PROHIBITION, start, ban.end(), "a promise not to"
    if force == "declaration":
        return _declared(text, low, finite, end, verb)
    return _FORCES[force], start, close, "performative verb" if finite.kind == "verb" else "plain present of a party"


def _declared(text: str, low: str, finite: Finite, end: int, verb: str) -> tuple[Force, int, int, str]:
    start, close = finite.start, finite.end
    inner = finite.complement
    if inner is not None and inner.start < end:
        between = low[close : inner.start]
        if (NOT.match(low, inner.end, end) and _INSTRUMENT.search(between)) or "without prejudice" in low[
            inner.start : min(end, inner.end + 40)
        ]:
            return Force.DENIAL, start, close, "what is declared denies an effect"
        if verb.startswith(("confirm", "declare")) and text.startswith("shall", inner.start):
            return Force.OBLIGATION, start, inner.end, "confirms that it shall be so"
        words = between.replace(",", " ").split()
        own = bool(words) and (words[-1] in PRONOUNS or (len(words) > 1 and words[-1].endswith("ly") and words[-2] in PRONOUNS))
        if (
            verb.startswith(("affirm", "reaffirm", "confirm", "declare", "reiterate"))
            and inner.force in _INNER_WILL
            and inner.kind == "modal"
            and own
        ):
            return Force.COMMITMENT, start, inner.end, "affirms that it will"
    if verb.startswith(("reaffirm", "reiterate", "affirm", "confirm", "express", "declare", "underline", "recall")):
        match = _COMMITMENT_NOUN.match(low, close, end)
        if match and _is_verb(text[match.start("next") : match.end("next")], match["then"] or ""):
            noun = match[0]
            if "commitment" in noun or "determination" in noun or "resolve" in noun or "dedication" in noun or "pledge" in noun:
                return Force.COMMITMENT, start, match.start("next") - 1, "reaffirms its commitment to do"
            return Force.INTENTION, start, match.start("next") - 1, "expresses its readiness to do"
    return Force.DECLARATION, start, close, "declaring verb"


def _is_verb(word: str, after: str) -> bool:
    low = word.lower()
    if low.endswith("ing"):
        return True
    if word[:1].isupper() or low in _NO_DUTY_NOUN or _NOUNS_AFTER_TO.match(low) or low.endswith(("’s", "'s")):
        return False
    return after.lower() not in {"and", "of", "in", "between", "as", ""} or low in DUTY_VERBS


def _predicate(low: str, finite: Finite, end: int) -> tuple[Force, int, int, str] | None:
    start, close, force = finite.start, finite.end, finite.force
    negated = bool(NO_SUBJECT.match(low, finite.begin, start))
    words = low[start:close]
    if re.search(r"\bnot\b", words) and force not in {"denial", "prohibition"}:
        negated = True
    ban = _NOT_TO.match(low, close - 3, end) if words.endswith(" to") else _NOT_TO.match(low, close, end)
    if force in {"obligation", "commitment"} and not ban:
        ban = _REFRAIN.match(low, close, end) if words.endswith(" to") else _TO_REFRAIN.match(low, close, end)
    if ban and force in {"commitment", "obligation", "intention"}:
        return Force.PROHIBITION, start, close, "a promise not to"
    if words.endswith("not to") and force in {"obligation", "commitment"}:
        return Force.PROHIBITION, start, close, "a promise not to"
    if force == "intention" and "expected" in words and _INSTRUMENT.search(low, finite.begin, start):
        return None
    if negated and force == "permission" and "entitled" not in words:
        return Force.PROHIBITION, start, close, "a leave that is denied"
    if negated and force in {"obligation", "permission", "commitment"}:
        return Force.DENIAL, start, close, "a predicate that is negated"
    if force == "inherit":
        return Force.OBLIGATION, start, close, "stretches the sentence before"
    return _FORCES[force], start, close, f"predicate of {force}"


def passive(low: str, closing: int, end: int) -> bool:
    """Whether a passive stands behind a modal (in the text in lower case): `be` and a participle."""
    match = _PASSIVE.match(low, closing, end)
    return bool(match)


_PASSIVE = re.compile(
    r"[\s\xa0,]*(?:[a-z]+ly[\s\xa0,]+|not[\s\xa0]+|also[\s\xa0]+|never[\s\xa0]+|"
    r"further[\s\xa0]+)*be[\s\xa0]+(?:[a-z]+ly[\s\xa0]+|also[\s\xa0]+|further[\s\xa0]+)*"
    r"(?!subject|free|open|able|liable|in\b|of\b|the\b|a\b|an\b)(?:[a-z]+(?:ed|en|wn|ung|ought|aught)|made|held|kept|paid|"
    r"borne|sent|done|met|put|set|read|"
    r"given|taken|left|lost|built|bound|found|brought|laid|drawn|dealt|cut|let|led|sold|told|understood|withheld)\b",
)
