"""Other agreements that a text refers to, with the title, the date and the parties that it gives them."""

from collections.abc import Iterable, Iterator

from servanda.lexicon import Mark, Marks
from servanda.lexicon import lazy_re as re
from servanda.model import PartialDate, Related, Span
from servanda.read.dates import dates

_OWN = re.compile(
    r"\b(?:this|the present|present|these|an|any|such|said|each|every|no|other|following|such an|a)\s+(?:\w+\s){0,2}?$"
)
_OWN_WORDS = ("this ", "present ", "an ", "such ", "other ", "any ", " a ")
_OWN_ENDS = ("this", "present", "these", "an", "any", "such", "said", "each", "every", "no", "other", "following", "a")
_BEFORE = re.compile(r"(?:\b[A-Z][\w’'-]*(?:\s+(?:of|on|for|and|the|to|in|against)\s+(?=[A-Z]))?[ \n]+)+$")
_JOINING = ("of", "on", "for", "and", "the", "to", "in", "against")
_NO_DATE = r"(?!\s+(?:the\s+)?(?:\d|january|february|march|april|may|june|july|august|september|october|november|december))"
_TOPIC = re.compile(
    rf"\s+(?:on{_NO_DATE}|for|of{_NO_DATE}|between|concerning|relating\s+to|relative\s+to|regarding|against|to|regulating"
    r"|establishing|amending|governing|in\s+the\s+field\s+of|additional\s+to|supplementary\s+to|with\s+respect\s+to|respecting|with"
    r"|among)\s+(?=(?:the\s+|a\s+|an\s+)?\S)",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"(?:\s+and\s+(?:the|each|its|own|a|an|any|all|other|for|in|to|of|agreements?|protocols?|conventions?|"
    r"decisions?)\s+(?=[a-z]).*"
    r"|\s+(?:and|or|the|with|in|of|to|for|on|by|under|which|each|its|full))+$"
)
_OF_OWN = re.compile(r"\b(?:this|present) (?:Agreement|Convention|Treaty|Protocol)\b|\b(?:our|these)\b")
_STOP = re.compile(
    r"[;.](?=\s|$)|[”\"“()\[\]]|,?\s+(?:done|signed|concluded|adopted|made|opened|dated|which|that|shall|as\s+amended|"
    r"hereinafter|hereafter|to\s+be\s+(?!taken)|and\s+(?:in|to|articles?|as|at|by|if|any|when\w*|the\s+\d{4}|\w+ing\s+the|the\s+[A-Z]\w+\s+(?:Convention|Treaty|"
    r"Agreement|Protocol))|is|are|was|were|has|have|will|may|in\s+accordance|in\s+order|including|entered|terminates?|applies|or\s+(?:at|any|to|in)|of\s+\d+|"
    r"of\s+(?:the\s+)?(?:\d{1,2}|January|February|March|April|May|June|July|August|September|October|November|December)\b|"
    r"as\s+well|provided|except|subject|by\s+means|being|where|when|recalling|considering|desir\w+|have\s+agreed)\b|,\s|\n\s*\n"
)
_REFERENCE = re.compile(
    r"\s*,?\s*(?:done|signed|concluded|adopted|made|opened\s+for\s+signature|dated|of|from|at)\b", re.IGNORECASE
)
_DATE_REACH = 110
_LONGEST_TITLE = 260
_RELATIONS = (
    ("amends", re.compile(r"\bamend\w*\b|\bmodif\w*|\brevis\w*")),
    ("replaces", re.compile(r"\breplac\w*|\bsupersed\w*|\bterminat\w*|\bcease|\babrogat\w*|\bannul")),
    ("supplements", re.compile(r"\bsupplement\w*|\bcomplement\w*|\badditional to\b|\badditional protocol\b")),
    (
        "implements",
        re.compile(r"\bimplement\w*|\bpursuant to\b|\bin accordance with\b|\bon the basis of\b|\bunder the\b"),
    ),
)
_MOST = 80
_TOPIC_WORDS = r"[A-Z][\w-]+(?:\s(?:in|of|to|for)\s[A-Z][\w-]+|\s[A-Z][\w-]+){0,3}"
_TOPICS = re.compile(rf",\s(?:{_TOPIC_WORDS},\s)*{_TOPIC_WORDS},?\s(?:and|or)\s(?=[A-Z])")
_NO_TOPICS = ("legal_form", "state", "demonym", "organisation")
_NAME = re.compile(
    r"[\s,]{0,3}\(?\s?(?:[Hh]ere(?:in)?\s?after)?[^()\"“‘'’”.;]{0,60}"
    r"[\"“‘'](?:[Tt]he )?(?P<name>[A-Z][^\"”’'“‘\n]{2,80})[\"”’']\s?\)?"
)
"""The name that a text gives an agreement behind its title: it is no other agreement."""
_NAME_REACH = 170
_YEAR_BEFORE = re.compile(r"\b(1[6-9]\d\d|20\d\d)\s$")
"""The year in front of a title: "the 1951 Convention"."""
_OF_YEAR = re.compile(r"\s*,?\s*(?:of|dated)\s(1[6-9]\d\d|20\d\d)\b")


def related(text: str, marks: Marks, own: Span | None) -> tuple[Related, ...]:
    """The agreements referred to, in the order of the text, each once, with the first place where it is named."""
    found: dict[tuple[str, str], Related] = {}
    reached = own.end if own else 0
    alone = own and len(marks.within("legal_form", own.start, own.end)) == 1
    itself = text[own.start : own.end].lower() if own and alone else ""
    names: set[str] = set()
    for mark in marks.of("legal_form"):
        if mark[0] < reached or len(found) == _MOST:
            continue
        reference = _reference(text, marks, mark)
        if reference and (reference.date or not (reference.title.lower() in names or reference.title.lower() in itself)):
            reached = reference.evidence[0].end
            name = _NAME.match(text, reached, min(len(text), reached + _NAME_REACH))
            if name:
                names.add(name["name"].lower())
                reached = name.end()
            found.setdefault((reference.title.lower(), str(reference.date)), reference)
    return tuple(_once(found.values()))


def _once(references: Iterable[Related]) -> Iterator[Related]:
    """Without those that only repeat the beginning of another's title and have no date."""
    listed = list(references)
    titles = [reference.title.lower() for reference in listed]
    for k, reference in enumerate(listed):
        short = titles[k]
        if reference.date or not any(other != short and other.startswith(short) for other in titles):
            yield reference


def _reference(text: str, marks: Marks, mark: Mark) -> Related | None:
    start, end, key = mark
    if key in ("decision", "programme", "communique") or text[end - 1] in "sS" or not text[start].isupper():
        return None
    low = max(0, start - 40)
    if marks.low.endswith(_OWN_WORDS, low, start):
        return None
    named, topic = _named_before(text, start), _TOPIC.match(text, end)
    if (not named and not topic and not _REFERENCE.match(text, end)) or _is_own(marks.low, low, start):
        return None
    before = _BEFORE.search(text, max(0, start - 90), start) if named else None
    first = before.start() if before else start
    first = _without_lead(text, first, start)
    if text[first:start].lower().endswith("the "):
        first = start
    last = end
    if topic:
        stop = _stop(text, marks, topic.end(), min(len(text), end + _LONGEST_TITLE))
        if not stop:
            return None
        last = _end_of_charter(marks, key, topic.end()) or stop.start()
    date, reach = _date(text, last)
    if first == start and not topic and not date:
        return None
    if first == start and topic and not date and not re.search(r"[A-Z]", text[topic.end() : last]):
        return None
    title = _TAIL.sub("", " ".join(text[first:last].split())).strip(" ,")
    if _OF_OWN.search(title) or (topic and topic[0].strip().lower() == "to" and key not in ("protocol", "agreement")):
        return None
    if title.isupper() and len(title.split()) > 3:
        return None
    relation = _relation(marks.low, first)
    if not date and (year := _YEAR_BEFORE.search(text, max(0, first - 6), first)):
        date, first = PartialDate(int(year[1])), year.start()
    return Related(title, relation, date, _parties(text, marks, end, last), (Span(first, reach),))


def _stop(text: str, marks: Marks, at: int, end: int) -> re.Match[str] | None:
    """What ends a title; a comma does not where a list of its topics goes on ("on the Making, Keeping and Selling of Lamps")."""
    while stop := _STOP.search(text, at, end):
        goes_on = _TOPICS.match(text, stop.start(), end) if stop[0][0] == "," else None
        if not goes_on or any(marks.any(kind, stop.start(), goes_on.end()) for kind in _NO_TOPICS):
            break
        at = goes_on.end()
    return stop


def _is_own(low: str, start: int, end: int) -> bool:
    """Whether the words before a place say that this agreement is meant, or none that is named; their last letters first."""
    words = low[start:end].rsplit(None, 3)[-3:]
    return any(word.endswith(_OWN_ENDS) for word in words) and _OWN.search(low, start, end) is not None


def _named_before(text: str, start: int) -> bool:
    """Whether the word before a place has a capital, or joins one to it: a cheap test, since the pattern is none."""
    words = text[max(0, start - 90) : start].rsplit(None, 2)
    if words and words[-1] in _JOINING:
        words.pop()
    return bool(words) and words[-1] != words[-1].lower()


def _end_of_charter(marks: Marks, key: str, at: int) -> int | None:
    """Where the title of an organisation's charter ends: behind the organisation."""
    owner = marks.within("organisation", at, at + 90)[:1] if key == "charter" else []
    return owner[0][1] if owner and owner[0][0] - at < 5 else None


def _without_lead(text: str, first: int, start: int) -> int:
    """The title's first word, behind words that only begin a sentence ("The", "Under", "Having")."""
    while first < start:
        word = re.match(
            r"(?:The|Under|In|By|And|Article|Articles|Of|To|This|Having|Recalling|Considering|Whereas|Noting|Parties|"
            r"States)\b[\s\d,]*",
            text[first:start],
        )
        if not word:
            break
        first += word.end()
    while not text[start : start + 2].isupper() and (word := re.match(r"[A-Z]{2,}\s+", text[first:start])):
        first += word.end()
    return first


def _date(text: str, last: int) -> tuple[PartialDate | None, int]:
    told = _REFERENCE.match(text, last)
    if not told:
        return None, last
    found = dates(text, told.end() - 2, min(len(text), last + _DATE_REACH))
    if not found or re.search(r"[;.]\s", text[last : found[0].start].replace("St. ", "")):
        year = _OF_YEAR.match(text, last)
        return (PartialDate(int(year[1])), year.end()) if year else (None, last)
    return found[0].date, found[0].end


def _relation(low: str, first: int) -> str:
    begin = max(0, first - 60)
    return next((name for name, pattern in _RELATIONS if pattern.search(low, begin, first)), "refers")


def _parties(text: str, marks: Marks, start: int, end: int) -> tuple[str, ...]:
    if not re.match(r"\s+(?:between|among)\b", text[start : start + 12], re.IGNORECASE):
        return ()
    bodies = marks.within("organisation", start, end)
    named = (mark for mark in marks.within("state", start, end) if not any(a <= mark[0] and mark[1] <= b for a, b, _ in bodies))
    return tuple(dict.fromkeys(key for _, _, key in named))
