"""On which condition a clause binds: the words, and the condition taken apart for scenarios."""

from collections.abc import Iterator, Mapping
from functools import cache

from servanda.lexicon import Marks, load_lexicon
from servanda.lexicon import lazy_re as re
from servanda.model import ConditionParts, Span
from servanda.read.grammar import SO_ASKED

_ENTRY = re.compile(
    r"\b(?:into[\s\xa0]+(?:force|effect)|(?:take|takes|have|has)[\s\xa0]+effect|effective|obligatory|binding|operative|"
    r"valid)\b",
)
_ENDING = re.compile(r"\b(?:denunciation|termination|withdrawal|notice|expiry|renunciation)\b")
_INSTRUMENT_EVENT = re.compile(
    r"\b(?:ratif|notif|approv|accept|deposit|exchange|instrument|constitutional|signed|completion|acced|accession|informed|"
    r"notes|procedures)",
)
_SUBJECT_WITH_A_CONDITION = re.compile(
    r"(?:(?:any|a|an|each|every|the)[\s\xa0]+)?(?:[\w-]+[\s\xa0]+){0,3}?(?:party|parties|state|states|government|participant|country|member|"
    r"person|ship|vessel)[\s\xa0]+"
    r"(?:concerned[\s\xa0]+)?(?=(?P<rel>(?:which|who|that|whose|(?:in|within|on|to)[\s\xa0]+(?:whose|"
    r"which))[\s\xa0]+(?!shall|will|may|is[\s\xa0]+a\b))|"
    r"(?P<part>requiring|wishing|desiring|seeking|intending|requesting|called[\s\xa0]+upon|affected|invoking)\b)",
)
_SUBJECT = 60
"""Characters that a subject without insertions has, at most."""
_SUBJECT_BEGINS = re.compile(
    r"(?<!\bof)(?<!\bin)(?<!\bto)(?<!\bby)(?<!\bon)(?<!\bat)(?<!\bfor)(?<!\bfrom)(?<!\bwith)(?<!\bupon)(?<!\bunder)(?<!\band)(?<!\bor)"
    r"(?<!\binto)(?<!\bthat)(?<!\bif)(?<!\bwhen)(?<!\bagainst)(?<!\bbetween)(?<!\bbefore)(?<!\bafter)[\s\xa0]"
    r"(?:the|each|every|any|no|both|either|such|it|they|he|this|these)\b(?=[\s\xa0])"
)
_ONCE_WORDS = frozenset({"after", "following", "upon", "once", "as soon as", "so soon as", "on the date on which", "on which"})
_RELATIVE_WHERE = frozenset({"where", "wherever"})
_FURTHER = re.compile(
    r",[\s\xa0]+(?:and|but)[\s\xa0]+(?:in[\s\xa0]+any[\s\xa0]+(?:case|event)|at[\s\xa0]+least|not[\s\xa0]+(?:less|more|later)|no[\s\xa0]+later)\b"
)
"""Behind a condition: what holds besides it ("when either so asks, and in any case once a year")."""
_RESUMED = re.compile(r"[\s\xa0,]+(?:it|they|he|she)[\s\xa0]*$")
"""The subject itself behind a condition in front: "for each State that accedes it (shall enter into force)"."""
_SHORT_PROVISO = 6
"""Words of a proviso up to which it has only its subject yet."""
_PARENTHESIS = re.compile(r",[\s\xa0]*$")


def conditions(text: str, begin: int, end: int, start: int, subject: int, marks: Marks) -> list[Span]:
    """The conditions that stand in the clause text[begin:end], in order.

    `start`: where its finite words begin; `subject`: where its subject begins, so that a condition in front ends before it.
    """
    found: list[Span] = []
    entry = None
    reached = begin
    low = marks.low
    openers = marks.within("condition", begin, end)
    for i, (at, close, key) in enumerate(openers):
        if at < reached:
            continue
        if key == "once":
            if entry is None:
                entry = bool(_ENTRY.search(low, begin, end)) and not _ENDING.search(low, begin, start)
            if not entry or at < start or not _INSTRUMENT_EVENT.search(low, at, end):
                continue
        if not _opens(text, at, close, key, begin, start):
            continue
        following = openers[i + 1][0] if i + 1 < len(openers) else end
        stop = close if key == "whole" else _stop(text, at, close, begin, end, start, subject, following)
        span = _trimmed(text, at, stop)
        if span and found and _is_aside(text, found[-1], span):
            span = Span(found.pop().start, span.end)
        if span:
            found.append(span)
            reached = span.end
    if subject >= begin and (not found or found[0].start > start):
        special = _SUBJECT_WITH_A_CONDITION.match(low, subject, start) if _may_have_one(text[subject:start]) else None
        if special:
            resumed = _RESUMED.search(low, special.end(), start)
            span = _trimmed(text, special.end(), resumed.start() if resumed else start)
            if span:
                found.insert(0, span)
    return found


def _is_aside(text: str, before: Span, span: Span) -> bool:
    """Whether a condition stands inside the proviso before it: "provided that such a boat, if sold, shall be taxed"."""
    words = text[before.start : before.end].split()
    return words[0].lower() == "provided" and len(words) <= _SHORT_PROVISO and text[before.end : span.start].strip() == ","


def _may_have_one(subject: str) -> bool:
    """Whether the subject can hold a condition at all; cheaper to ask than the condition."""
    return len(subject) > 24 and (" wh" in subject or " that " in subject or "ing " in subject or "ed " in subject)


def _opens(text: str, at: int, close: int, key: str, begin: int, start: int) -> bool:
    """Whether the words open a condition here: "where" behind a noun names a place, "until" may date."""
    word = text[at:close].lower()
    if word == "if":
        if text[at - 1 : at] == "(" and text.startswith(")", close):
            return False
        return not text.startswith((" any,", " any)", " any;"), close)
    if word in _RELATIVE_WHERE or word == "when":
        before = text[max(begin, at - 2) : at].strip()
        if word == "when":
            return True
        return at == begin or (before in {";", ""} and at - begin < 3) or before == ","
    if word == "once":
        return at == begin or text[at - 2 : at].strip() in {",", ""}
    if word.startswith("should"):
        named = word != "should" or text[close + 1 : close + 2].isupper()
        return named and (
            at == begin or text[at - 2 : at].strip() == "," or text[at - 5 : at].strip(" ,") in {"and", "or", "but"}
        )
    if key == "until":
        return not re.match(r"[\s\xa0]*(?:the[\s\xa0]+)?(?:\d|end[\s\xa0]of|[A-Z][a-z]+[\s\xa0]\d)", text[close : close + 14])
    return not (word in {"subject to the agreement of"} and at > start)


def _stop(text: str, at: int, close: int, begin: int, end: int, start: int, subject: int, following: int) -> int:
    if at < start:
        asked = SO_ASKED.search(text, close, start)
        if asked:
            return asked.end()
        limit = min(max(subject, close), start) if subject > at else start
        if at < following < limit and text[following - 2 : following].strip() == ",":
            limit = following
        comma = _comma_before(text, close, limit)
        if subject > at and comma > 0:
            return comma
        if limit == start:
            comma = _comma(text, close, start)
            return comma if comma > 0 else before_the_subject(text, close, start)
        return limit
    if _PARENTHESIS.search(text, max(begin, at - 3), at) and at - start < 30:
        comma = _comma(text, close, end)
        if comma > 0:
            return comma
    if following < end and text[following - 2 : following].strip() == ",":
        return following
    further = _FURTHER.search(text, close, end)
    return further.start() if further else end


def _comma(text: str, start: int, end: int) -> int:
    """The first comma that stands in no figure ("60,000 tonnes"); -1 if there is none."""
    at = text.find(",", start, end)
    while at > 0 and text[at - 1].isdigit() and text[at + 1 : at + 2].isdigit():
        at = text.find(",", at + 1, end)
    return at


def _comma_before(text: str, start: int, end: int) -> int:
    """The last comma that stands in no figure; -1 if there is none."""
    at = text.rfind(",", start, end)
    while at > 0 and text[at - 1].isdigit() and text[at + 1 : at + 2].isdigit():
        at = text.rfind(",", start, at)
    return at


def before_the_subject(text: str, close: int, start: int) -> int:
    """Where a condition or a date in front ends that no comma parts from the subject: "in all cases of fire the keeper shall"."""
    last = start
    for match in _SUBJECT_BEGINS.finditer(text, max(close, start - _SUBJECT), start):
        last = match.start()
    return last


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while end > start and text[end - 1] in " ,;:.\n\t\xa0\r":
        end -= 1
    return Span(start, end) if end > start else None


# ---------------------------------------------------------------------- taken apart
@cache
def _rank() -> Mapping[str, int]:
    return {row["key"]: i for i, row in enumerate(load_lexicon().rows("condition_event"))}


def condition_parts(text: str, spans: tuple[Span, ...], marks: Marks) -> ConditionParts | None:
    """What must happen, to whom, by whom, at whose request; None without a condition.

    States are codes; `*party*` stands for any of the parties.
    """
    if not spans:
        return None
    event, on, by, asking = "other", [], [], []
    rank = _rank()
    best = none = len(rank)
    # What lasts "until" or "as long as" something does sets nothing off: it limits the time.
    spans = tuple([span for span in spans if not _LASTING.match(marks.low, span.start)])
    if not spans:
        return ConditionParts("duration")
    for span in spans:
        for at, _, key in marks.within("condition_event", span.start, span.end):
            if rank[key] < best and not (
                key == "request"
                and text[span.start : at].lower().strip() in {"at the", "upon the", "on the", "upon", "at its", "on"}
                and best < none
            ):
                best, event = rank[key], key
    for span in [part for whole in spans for part in _asked_apart(whole, marks.low)]:
        roles = _roles(span, marks)
        if marks.low.find("request", span.start, min(span.end, span.start + 24)) >= 0:
            asking += roles["of"] or roles["on"]
        else:
            by += roles["by"]
            if event in _GIVEN_BY_SOMEBODY:
                by += roles["on"]
            else:
                on += roles["on"]
    return ConditionParts(event, tuple(dict.fromkeys(on)), tuple(dict.fromkeys(by)), tuple(dict.fromkeys(asking)))


_ASKED = re.compile(r"(?:\b(?:and|or)[\s\xa0]+)?(?:at|upon|on)[\s\xa0]+(?:the[\s\xa0]+)?request[\s\xa0]+(?:of|by)\b")


def _asked_apart(span: Span, low: str) -> Iterator[Span]:
    """What happens and at whose request, where one condition holds both."""
    asked = _ASKED.search(low, span.start + 1, span.end)
    if asked is None:
        yield span
    else:
        yield Span(span.start, asked.start())
        yield Span(asked.start(), span.end)


_LASTING = re.compile(r"(?:until|till|(?:for )?(?:as|so) long as)\b")
_PARTY = re.compile(
    r"\b(?:(?:either|any|one(?:[\s\xa0]+or[\s\xa0]+(?:more|several|both|the[\s\xa0]+other))?|each|both|all|another|a|the[\s\xa0]+other|other|the|"
    r"neither|two|several)[\s\xa0]+(?:of[\s\xa0]+)?(?:the[\s\xa0]+)?(?:two[\s\xa0]+)?(?:high[\s\xa0]+)?(?:contracting[\s\xa0]+)?"
    r"(?:part(?:y|ies)|participants?|sides?|governments?|states?[\s\xa0]+part(?:y|ies)))\b",
)
_DOES_IT = re.compile(
    r"[’']s?[\s\xa0]+(?:[a-z]+[\s\xa0]+){0,3}(?:attacks?|aggression|invasion|assaults?|acts?|strikes?|war)[\s\xa0]+"
    r"(?:against|on|upon|of)\b"
)
"""Behind a name: whose attack it is, where the text also says on whom."""
_GIVEN_BY_SOMEBODY = frozenset({"consent", "request"})


def _roles(span: Span, marks: Marks) -> dict[str, list[str]]:
    """Who stands in a condition behind "on/against/of" (to whom), behind "by" (by whom), or in front of the event (to whom)."""
    roles: dict[str, list[str]] = {"on": [], "by": [], "of": [], "before": []}
    low, start, end = marks.low, span.start, span.end
    actors = marks.within("state", start, end)
    if low.find("part", start, end) >= 0 or low.find("side", start, end) >= 0 or low.find("government", start, end) >= 0:
        actors += [(m.start(), m.end(), "*party*") for m in _PARTY.finditer(low, start, end)]
    for at, close, key in sorted(actors):
        before = low[max(start, at - 40) : at].split()
        while (
            before
            and before[-1] in {"the", "of", "government", "territory", "either", "any", "one", "federation"}
            and before[-1] != "of"
        ):
            before.pop()
        word = before[-1] if before else ""
        if word == "by" or word == "from" or _DOES_IT.match(low, close, end):
            roles["by"].append(key)
        elif word in {"against", "on", "upon", "to", "threatening"}:
            roles["on"].append(key)
        elif word == "of":
            roles["of"].append(key)
            if low.find("request", start, at) < 0:
                roles["on"].append(key)
        else:
            roles["before"].append(key)
    # "against X, and Y is able to help": who stands behind the preposition suffers it, the rest only acts in it.
    roles["on"] = roles["on"] or roles["before"]
    states = [(at, close) for at, close, _ in actors]
    demonym = [
        key
        for at, close, key in marks.within("demonym", span.start, span.end)
        if not any(first <= at and close <= last for first, last in states)
    ]
    if demonym and not roles["by"]:
        roles["by"] += demonym[:1]
    return roles
