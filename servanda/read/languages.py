"""In which languages an agreement is drawn up, which text prevails, and with whom it is deposited."""

from collections.abc import Iterator
from itertools import chain

from servanda.lexicon import Mark, Marks
from servanda.lexicon import lazy_re as re
from servanda.model import Span
from servanda.read.clause_choice import Choice, Sentences, Wanted
from servanda.read.found import Found

_AUTHENTIC = re.compile(
    r"\b(?:authentic|authoritative|valid|equivalent|originals?|languages?|texts?|copies|versions?|duplicate|triplicate|"
    r"drawn up|done|signed)\b",
    re.IGNORECASE,
)
_WRITTEN_IN = re.compile(r"(?:\blanguages?|\btexts?|\bversions?|\boriginals?|\bcop(?:y|ies))\b", re.IGNORECASE)
_DIVERGENCE = re.compile(
    r"\b(?:divergenc\w*|discrepanc\w*|differences?|doubt|conflict|inconsisten\w*|disagreement|misunderstanding)\b[^.;]{0,200}",
    re.IGNORECASE,
)
_PREVAILS = re.compile(
    r"\b(?:prevail\w*|decisive|authoritative|operative|preference|precedence|preceden\w*|be used|is valid|shall be referred|"
    r"govern\w*|be regarded)\b",
    re.IGNORECASE,
)
_THE_LATTER = re.compile(
    r"(?: languages?)?,? (?:of which )?(?:with )?the (?:latter|last)\b[^.;]{0,60}\b(?:prevail\w*|decisive|authoritative)",
    re.IGNORECASE,
)
_NO_KEEPER = ("depository", "depositories", "educational", "archives", "bank", "same", "latter")
_DEPOSITARY = Wanted(
    words=re.compile(r"\bdepos\w+"),
    worse=re.compile(r"\b(?:bank|account|funds?|sum|customs|guarantee|money|sediment|waste)\b"),
    better=re.compile(r"\b(?:depositary|depository|archives|original)\b"),
    heading=re.compile(r"\bdeposit"),
)
_KEEPER_BEHIND = re.compile(
    r"\bdeposit\w*\s+(?:\w+\s){0,8}?(?:with|in the archives of|to)\s+(?P<keeper>the\s+[^,;.()]{3,110}?)"
    r"(?=\s*[,;.()]|\s+(?:which|who|shall|will|in accordance|and (?:shall|certified|the)|of its|at the|by|within|for|on or|"
    r"not)\b)"
)
_KEEPER_BEFORE = re.compile(
    r"(?P<keeper>\bthe\s+[a-z][^,;.()]{3,110}?)\s+(?:shall|will|is|acts?|are)\s+(?:hereby\s+)?(?:be\s+|act\s+|serve\s+|"
    r"perform\s+|designated\s+|"
    r"appointed\s+|the functions\s+)*(?:as\s+|of\s+)?(?:the\s+)?depositar(?:y|ies)\b"
)
_KEEPER_NAMED = re.compile(
    r"\bdepositar(?:y|ies)\s+(?:of|for)\s+(?:this|the|the present)\s+\w+\s+(?:shall be|will be|is|"
    r"are)\s+(?P<keeper>the\s+[^,;.()]{3,110})"
)
_CLOSING = 700


def languages(text: str, marks: Marks, signed: tuple[Span, ...]) -> Found:
    """`languages` and `prevailing_language`, out of the closing formula; else out of the sentence on authentic texts."""
    start = signed[0].start if signed else max(0, len(text) - 3000)
    end = min(len(text), start + _CLOSING) if signed else len(text)
    named = _written_in(text, marks, start, end) or _authentic(text, marks)
    if not named:
        return Found()
    values: dict[str, object] = {"languages": tuple(dict.fromkeys(key for _, _, key in named))}
    evidence = {"languages": tuple(Span(a, b) for a, b, _ in named)}
    prevailing = _prevailing(text, marks, named) or _latter(text, named)
    if prevailing:
        values["prevailing_language"] = prevailing[2]
        evidence["prevailing_language"] = (Span(prevailing[0], prevailing[1]),)
    return Found(values, evidence)


def _written_in(text: str, marks: Marks, start: int, end: int) -> list[Mark]:
    """The first run of languages that "language", "texts" or "originals" stands beside."""
    run: list[Mark] = []
    for mark in marks.within("language", start, end):
        if run and (mark[0] - run[-1][1] > 40 or "." in text[run[-1][1] : mark[0]] or mark[2] in {key for _, _, key in run}):
            if _is_list(text, run, end):
                return run
            run = []
        run.append(mark)
    return run if run and _is_list(text, run, end) else []


def _is_list(text: str, run: list[Mark], end: int) -> bool:
    before = text[max(0, run[0][0] - 70) : run[0][0]]
    behind = text[run[-1][1] : min(end, run[-1][1] + 40)]
    return bool(
        _WRITTEN_IN.search(behind)
        or (
            re.search(r"\bin\s+(?:the\s+)?$", before, re.IGNORECASE)
            and _AUTHENTIC.search(text[max(0, run[0][0] - 240) : run[0][0]] + behind)
        )
    )


def _authentic(text: str, marks: Marks) -> list[Mark]:
    for start, end, key in reversed(marks.of("signing")):
        if key == "authentic":
            found = _written_in(text, marks, max(0, start - 300), min(len(text), end + 200))
            if found:
                return found
    return []


def _prevailing(text: str, marks: Marks, named: list[Mark]) -> Mark | None:
    low, high = named[-1][1], min(len(text), named[-1][1] + 500)
    differ = _DIVERGENCE.search(text, low, high)
    if differ:
        low, high = max(low, differ.start() - 130), differ.end()
    prevails = _PREVAILS.search(text, low, high)
    if not prevails or not (differ or prevails[0].lower().startswith("prevail")):
        return None
    found = marks.within("language", low, high)
    return found[0] if len({key for _, _, key in found}) == 1 else None


def _latter(text: str, named: list[Mark]) -> Mark | None:
    """The last language of a list, where "the latter" prevails."""
    behind = text[named[-1][1] : named[-1][1] + 160]
    return named[-1] if len(named) > 1 and _THE_LATTER.match(behind) else None


def _others(sentences: Sentences) -> Iterator[Choice]:
    """All sentences about what is deposited, looked for only when the best one names no keeper."""
    yield from sentences.ranked("deposit", _DEPOSITARY)


def depositary(sentences: Sentences) -> Found:
    """`depositary`: who keeps the original or the instruments of ratification, in the text's words."""
    best = sentences.best("deposit", _DEPOSITARY)
    if best is None:
        return Found()
    for choice in chain((best,), _others(sentences)):
        for pattern in (_KEEPER_NAMED, _KEEPER_BEFORE, _KEEPER_BEHIND):
            match = pattern.search(sentences.low, choice.start, choice.end)
            if match and not match["keeper"].endswith(_NO_KEEPER) and "depositar" not in match["keeper"]:
                words = " ".join(sentences.text[match.start("keeper") : match.end("keeper")].split())
                return Found({"depositary": words}, {"depositary": (Span(*match.span("keeper")),)})
    return Found()
