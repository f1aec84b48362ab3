"""Who said it, in which office, directly or not: around verbs of speech and "according to"."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from servanda.lexicon import Lexicon, Mark, Marks
from servanda.lexicon import lazy_re as re
from servanda.model import Span, Statement, finding_id
from servanda.read.persons import Person, Persons
from servanda.read.said_when import said_on
from servanda.read.scene import Scene
from servanda.read.telling import MOST, Quotations, Told

_BETWEEN = re.compile(
    r"(?:[\s,]*\b(?:has|have|had|also|later|then|further|again|earlier|recently|repeatedly|already|now|once|still|only|even"
    r"|both|just|never"
    r"|\w+ly|on \w+day|in a statement|at a news conference|at a press conference|meanwhile|however|would|will|did not"
    r"|does not|did|was quoted as"
    r"|is quoted as|was cited as|in turn|for his part|for her part|for its part|for their part|on X|on Twitter|on Telegram"
    r"|on Facebook))*[\s,]*$",
    re.IGNORECASE,
)
_HE = re.compile(r"\b(?:he|she|they|it|we|i)$", re.IGNORECASE)
_BASE_FORM = re.compile(
    r"(?:s|d|ng|told|wrote|made|gave|let|put|called|said|took|spelt|spoke|saw|sought|swore|held|thought|left|kept|meant|drew|rang)\b",
    re.IGNORECASE,
)
_PLURAL = re.compile(r"(?:[^s]s|media|people|police|both|two|they|we|i|ministries)$", re.IGNORECASE)
_NOUN_PHRASE = re.compile(
    r"(?:^|[,;:–—(\"“”]\s*|\b(?:that|and|but|as|which|while|because|when|after|before|if)\s+)"
    r"(?P<np>(?:(?:the|a|an|its|his|her|their|both|some|several|many|two|three|one|other|all)\s+)*[^,;:–—()\"“”]{2,70})$",
    re.IGNORECASE,
)
_AHEAD = re.compile(r"\s*(?P<np>(?:the|a|an|both|some|several|its|his|her)?\s*[^,;:–—()\"“”.]{2,70})", re.IGNORECASE)
_OF_HIS = re.compile(r"\s(?:of|from)\s(?:the\s)?[A-Z][\w.’'-]+(?:\s(?:(?:of|and|the)\s){0,2}[A-Z][\w.’'-]+){0,4}\s?")
"""Whose a person is, between the name and the verb: "President Mara Lind of Arvenia said"."""
_APPOSITION = re.compile(r"^,\s[^.;:“”\"]{2,120},\s*$")
_VERB_INSIDE = re.compile(
    r"\b(?:is|are|was|were|will|would|can|could|may|has|have|had|(?<!close )to|who|which|that|not)\b", re.IGNORECASE
)
_TAIL = re.compile(
    r"\.?(?:\s(?:of|from|in|at|for|on|near|close to|familiar with|dated|who|to|with|under)\s[^,]{1,60}|\s(?:spokes\w+"
    r"|sources?))?"
)
"""What may follow the noun that speaks."""
_SUBJECT_LAST = re.compile(
    r"\s(?:the\s|a\s)?(?:[A-Z][\w.’'-]*|(?:prime|foreign|defen[cs]e|finance|minister"
    r"|president)\b)(?:\s[^\W\d][\w.’'-]*){0,9}?(?=[.,;]|$)"
)
_DATELINE = re.compile(r"(?:[A-Z][\w.’']*[\s,]*){1,4}\s?(?:--|–|—)\s")
_WHEN = re.compile(
    r"\s(?:(?:earlier|later|late|early)\s)?(?:on\s\w+day|(?:in|this|last)\s(?:[A-Z]\w+|week|month|year|morning)\b.*)$"
)
_TO_SOMEBODY = re.compile(r"(?:To|For)\s(?:\w+\s){0,3}$")
_IT_IS = re.compile(r"(?:,[^,]{3,80},)?\s(?:it|this|that)\s(?:is|was)\b")
_GAPPED = re.compile(r"(?:\s(?:of|from|for)(?:\s(?:the\s)?[A-Z][\w.-]*){1,4})?\s(?:a|an)\s[\w\s-]{3,40}[.,;]")
_COLON = re.compile(r"\s[^:;.“”]{3,80}:\s[“\"]?\w")
_BEFORE_NAME = re.compile(r"\b[a-z]+\s$")
_BODY_COLON = re.compile(r"[^,.;:“”\"]{8,110}:\s[“\"]?\w")
_ANONYMOUS = re.compile(
    r"(?:a|the)\s(?:joint\s|press\s|written\s|official\s)?(?:statement|communiqu[eé]|press release|release|note)", re.IGNORECASE
)
_OF_THE_SAME = re.compile(
    r"the\s(?P<short>[A-Z][\w-]+)['’]s?\s(?P<role>(?:press\s|media\s)?(?:office|service|spokes\w+|secretariat))$"
)
_INSERTION = re.compile(
    r",\s\d{1,3},\s*(?:\w+\s){0,2}$|,\s(?:who|which|whose|whom|himself|herself|itself|a|an|the|one|its|his|her)\s[^,;“”\"]{2,90},\s*(?:\w+\s){0,2}$"
)
_NAME_OF = re.compile(r"(?P<name>(?:[A-Z][\w.’'-]+\s){2,4})(?P<of>(?:of|from|at|with)\s.{3,60})$")
_DESCRIBED = re.compile(
    r"(?:(?P<whose>(?:[Tt]he\s)?[A-Z][\w.&-]+(?:\s[A-Z][\w.&-]+){0,3})['’]s?\s"
    r"|(?P<what>(?:[Tt]he\s|[Aa]n?\s)?[A-Za-z][a-z-]+(?:\s[a-z-]+){0,3})\s)(?P<name>[A-Z][\w.’-]+(?:\s(?:[a-z]{1,3}\s)?[A-Z][\w’-]+){1,3})"
)
"""A full name behind what its bearer is: "ward sister Mara Lind", "the Harbour Institute's Mara Lind"."""
_NO_WHAT = re.compile(
    r"(?:that|and|but|as|which|while|because|when|after|before|if|where|since|though|so|then|to|in|on|at|by|for|with|also|today"
    r"|yesterday|later|only|the|an?)\b",
    re.IGNORECASE,
)
_DASHED = re.compile(r"(?P<mark>[\"”’])\s?[–—-]\s(?P<who>[^\"“”]{3,90}?)[.]?$")
"""A quotation with its speaker behind a dash."""
_COURT = re.compile(r"\b(?:judges?|courts?|justices?|tribunals?|panel|magistrates?)\b", re.IGNORECASE)
_STATES_THAT = re.compile(r"\s(?:that|it|in its|clearly|only)\b|:|,")
_PREPOSITION = re.compile(r"\s(?:of|in|from|at|close|near|familiar|with|for|on|who|which)\b")
_ONE_NAME = re.compile(
    r"(?!(?:The|This|That|He|She|It|They|We|But|And|Who|What|One|Two|Some|Many|Both|Others?|Nobody|Everyone|Yet|So|Then|Also|Critics?|\w+day|Today|Yesterday)$)"
    r"[A-Z][\w’'-]{2,}"
)
_JOINED = re.compile(r"(?:,[^,]{2,60},)?\s(?:and|as well as)\s(?:the\s|his\s|her\s)?(?:[^,.;]{0,60}\s)?")
_THAT = re.compile(r"\s(?:\w+\s){0,3}(?:that|it|for|of|as|to|whether)\b")
_AS = re.compile(r"\b(?:as|a|an)\b")
_CONJUNCTION = re.compile(r"(?:when|while|as|if|but|and|although|because|though|that|since)\s", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s?\s")
_TIME = re.compile(
    r"(?:(?:Earlier|Later)\s(?:this|that|in the|last)\s(?:week|month|year|day)|(?:Last|This|Next)\s(?:week|month|year|\w+day)"
    r"|(?:On\s)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Yesterday|Today|Meanwhile|Recently|Instead|Now|Then)\s(?=\S)"
)
_SINGLE = re.compile(
    r"\b(?:minister|president|premier|chancellor|spokes(?:wo)?man|spokesperson|official|diplomat|ambassador|envoy"
    r"|general|secretary|governor|mayor|source|aide|adviser|king|chief|head|leader|negotiator|lawmaker|analyst|expert)\b"
)
_SOON = 600
"""Characters after which nobody remembers who spoke last without a name."""
_WHO = ("organisation", "state", "capital")


class Speaker(NamedTuple):
    """Who speaks: a person known by office, or a noun phrase as written."""

    name: str
    office: str | None
    affiliation: str | None
    at: Span


def statements(scene: Scene, lexicon: Lexicon) -> tuple[Statement, ...]:
    """In the order of the text: one for each speaker in a sentence. A capital that speaks is the state whose capital it is."""
    states = _states(lexicon)
    text, marks, cast, quotations = scene.text, scene.marks, scene.cast, scene.quotations
    found: list[Statement] = []
    last: Speaker | None = None
    for sentence in scene.sentences:
        if sentence.headline:
            continue
        seen: set[str] = set()
        spoken: list[Speaker] = []
        if dashed := _dashed(scene, sentence):
            seen.add(dashed.name)
            found.append(_statement(scene, dashed, sentence))
        for speaker in _elliptic(text, marks, cast, sentence):
            seen.add(speaker.name)
            found.append(_statement(scene, speaker, sentence))
        for verb in marks.within("speech", sentence.start, sentence.end)[:MOST]:
            for speaker in _speakers(text, marks, cast, quotations, sentence, verb):
                speaker = _of_office(marks, cast, speaker) or _of_state(marks, speaker, states)
                if speaker.name not in seen:
                    seen.add(speaker.name)
                    found.append(_statement(scene, _of_before(text, cast, speaker, last), sentence, verb))
                    spoken.append(speaker)
        found = [one for one in found if one.evidence[0].start != sentence.start or not _is_described(text, one, spoken)]
        last = spoken[-1] if spoken else None if last and sentence.start - last.at.end > _SOON else last
    return tuple(found)


def _of_before(text: str, cast: Persons, speaker: Speaker, last: Speaker | None) -> Speaker:
    """Whom "he said" means where the one who spoke before is not named: "the minister said so ... he said"."""
    if last is None or last.office or text[speaker.at.start : speaker.at.end].lower() != "he":
        return speaker
    if cast.within(last.at.end, speaker.at.start) or not _SINGLE.search(last.name) or speaker.at.start < last.at.end:
        return speaker
    return last._replace(at=speaker.at)


def _is_described(text: str, one: Statement, spoken: list[Speaker]) -> bool:
    """Whether a speaker is only what another one of the sentence is called: "Peru's envoy, Ana Rojas, said"."""
    own = next((speaker for speaker in spoken if speaker.name == one.speaker), None)
    if own is None or own.office:
        return False
    return any(other.office and re.fullmatch(r",\s", text[own.at.end : other.at.start]) for other in spoken)


@lru_cache(maxsize=4)
def _states(lexicon: Lexicon) -> dict[str, str]:
    """The short names of the states by their capitals."""
    names: dict[str, str] = {}
    for row in lexicon.rows("state"):
        names.setdefault(row["key"], row["words"].split("|")[0].lstrip("="))
    capitals = {row["words"].split("|")[0]: row["key"] for row in lexicon.rows("capital")}
    return {capital: names[key] for capital, key in capitals.items() if key in names}


def _of_state(marks: Marks, speaker: Speaker, states: dict[str, str]) -> Speaker:
    """The state that a capital speaks for; any other speaker, a house like the Kremlin too, as he is."""
    state = states.get(speaker.name)
    capital = next((mark for mark in marks.within("capital", speaker.at.start, speaker.at.end)), None) if state else None
    return speaker._replace(name=state, affiliation=capital[2]) if state and capital else speaker


def _of_office(marks: Marks, cast: Persons, speaker: Speaker) -> Speaker | None:
    """The person whom "the Peruvian president" means, where the text has named one of that office and state."""
    if speaker.office or not speaker.affiliation:
        return None
    offices = marks.within("office", speaker.at.start, speaker.at.end)
    if not offices or not speaker.name.lower().endswith(marks.text[offices[-1][0] : offices[-1][1]].lower()):
        return None
    title = marks.text[offices[-1][0] : offices[-1][1]].lower()
    held = [p for p in cast.all if p.whose == speaker.affiliation and (p.office or "").lower() == title]
    return _of_person(held[0], speaker.at) if len(held) == 1 else None


def _dashed(scene: Scene, sentence: Told) -> Speaker | None:
    """Who is named behind a quotation and a dash."""
    match = _DASHED.search(scene.text, max(sentence.start, sentence.end - 96), sentence.end)
    if not match:
        return None
    known = scene.cast.within(match.start("who"), match.end("who"))
    if known:
        return _of_person(known[0][1], known[0][0])
    described = _DESCRIBED.match(match["who"])
    return _described(described, match.start("who")) if described else None


def _described(match: re.Match[str], at: int) -> Speaker:
    """A person whom the text names with what he is."""
    name = Span(at + match.start("name"), at + match.end("name"))
    return Speaker(match["name"], match["what"], match["whose"], name)


def _statement(scene: Scene, speaker: Speaker, sentence: Told, verb: Mark | None = None) -> Statement:
    document, quotations = scene.document, scene.quotations
    evidence = Span(sentence.start, sentence.end)
    quoted = quotations.within(sentence.start, sentence.end) or quotations.around(sentence.start)
    return Statement(
        id=finding_id("statement", document.id, speaker.name, evidence.start, evidence.end),
        speaker=speaker.name,
        office=speaker.office,
        affiliation=speaker.affiliation,
        date=said_on(scene, sentence, speaker.at, verb[:2] if verb else None),
        direct=bool(quoted),
        evidence=(evidence,),
    )


def _speakers(
    text: str, marks: Marks, cast: Persons, quotations: Quotations, sentence: Told, verb: tuple[int, int, str]
) -> Iterator[Speaker]:
    """The speaker of a verb, and those joined to him ("Lind and Okoro said")."""
    speaker = _speaker(text, marks, cast, quotations, sentence, verb)
    if speaker is None or (verb[2] == "thinks" and not _is_view(text, cast, quotations, sentence, verb, speaker)):
        return
    if verb[2] == "rules" and not _COURT.search(f"{speaker.name} {speaker.office or ''}"):
        return
    yield speaker
    for span, person in cast.within(max(sentence.start, speaker.at.start - 90), speaker.at.start):
        if _JOINED.fullmatch(text[span.end : speaker.at.start]):
            yield _of_person(person, span)


def _is_view(
    text: str, cast: Persons, quotations: Quotations, sentence: Told, verb: tuple[int, int, str], speaker: Speaker
) -> bool:
    """Whether somebody's view is told: with a quotation, with "that", or of a person about something said to be so."""
    if quotations.within(sentence.start, sentence.end) or _THAT.match(text, verb[1]):
        return True
    return bool(cast.within(speaker.at.start, speaker.at.end)) and bool(_AS.search(text, verb[1], sentence.end))


def _speaker(
    text: str, marks: Marks, cast: Persons, quotations: Quotations, sentence: Told, verb: tuple[int, int, str]
) -> Speaker | None:
    start, end, key = verb
    if text[start:end] == "states" and not _STATES_THAT.match(text, end):
        return None
    if any(_covers(marks.within(kind, max(0, start - 50), end + 40), start) for kind in _WHO):
        return None
    inside = quotations.around(start)
    if inside and inside[0] <= sentence.start < inside[1] and sentence.end <= inside[1]:
        return None
    if key == "source":
        return _ahead(text, marks, cast, sentence, end)
    behind = _behind(text, marks, cast, sentence, start, text[start:end], key)
    if behind:
        return behind
    inverted = text[sentence.start : start].rstrip()[-1:] in ('"', "”", ",", "’", "") or key == "shows"
    if not inverted and _ends_clause(text, sentence, end):
        inverted = True
    inflected = _BASE_FORM.search(text[start:end]) is not None and not text[start:end].endswith("ing")
    return _ahead(text, marks, cast, sentence, end, key) if inverted and inflected else None


def _covers(found: list[Mark], at: int) -> bool:
    return any(start < at < end for start, end, _ in found)


def _elliptic(text: str, marks: Marks, cast: Persons, sentence: Told) -> Iterator[Speaker]:
    """Views without a verb of speech: "To Mara Lind it is a victory", "..., Mara Lind of UNESCO a good start"."""
    for span, person in cast.within(sentence.start, sentence.end):
        before, after = text[max(sentence.start, span.start - 20) : span.start], text[span.end : sentence.end]
        view = _TO_SOMEBODY.match(before) and _IT_IS.match(after)
        gapped = before.endswith(", ") and _GAPPED.match(after)
        colon = after.startswith(": ") or (_COLON.match(after) and not _BEFORE_NAME.search(before))
        if view or gapped or colon:
            yield _of_person(person, span)
    said = _BODY_COLON.match(text, sentence.start, sentence.end)
    nouns = marks.within("source", sentence.start, said.end()) if said else []
    if (
        nouns
        and nouns[0][2] == "body"
        and nouns[0][1] - sentence.start < 50
        and not marks.any("standing", nouns[0][1], said.end() if said else 0)
    ):
        yield Speaker(text[sentence.start : nouns[0][1]], None, None, Span(sentence.start, nouns[0][1]))


def _ends_clause(text: str, sentence: Told, end: int) -> bool:
    """Whether a name or an office stands right behind the verb, and the sentence or its clause ends behind it."""
    match = _SUBJECT_LAST.match(text, end, sentence.end)
    return match is not None and not _POSSESSIVE.search(match[0]) and " to " not in match[0]


def _behind(text: str, marks: Marks, cast: Persons, sentence: Told, start: int, verb: str, key: str) -> Speaker | None:
    """The subject in front of the verb."""
    between = _BETWEEN.search(text, max(sentence.start, start - 90), start)
    at = between.start() if between else start
    plain = _BASE_FORM.search(verb) is None
    aux = bool(re.search(r"\b(?:did|does)\b", text[at:start]))
    if re.search(r"\b(?:will|would|to)\b", text[at:start], re.IGNORECASE):
        return None
    for span, person in reversed(cast.within(max(sentence.start, at - 160), start)):
        gap = text[span.end : start]
        if (
            span.end >= at
            or _OF_HIS.fullmatch(text, span.end, at)
            or _APPOSITION.match(gap)
            or (text[at : at + 1] == "," and _APPOSITION.match(text[span.end : at] + ", "))
        ):
            return _of_person(person, span) if not plain or aux else None
    insertion = _INSERTION.search(text, max(sentence.start, start - 120), start) if text[at : at + 1] == "," else None
    at = insertion.start() if insertion else at
    head = text[max(sentence.start, at - 100) : at]
    if _HE.search(head):
        meant = cast.before(start) if re.search(r"\bs?he$", head, re.IGNORECASE) else None
        return _of_person(meant, Span(at - 2, at)) if meant else None
    phrase = _NOUN_PHRASE.search(head)
    if phrase and marks.any("speech", max(sentence.start, at - 100) + phrase.start("np"), at):
        return None
    if not phrase or _VERB_INSIDE.search(phrase["np"]):
        return None
    low = max(sentence.start, at - 100) + phrase.start("np")
    return _of_words(text, marks, low, at, plain=plain and not aux, key=key)


def _ahead(text: str, marks: Marks, cast: Persons, sentence: Told, end: int, key: str = "says") -> Speaker | None:
    """The subject behind the verb."""
    near = cast.within(end, min(sentence.end, end + 90))
    if near:
        gap = text[end : near[0][0].start]
        office = near[0][1].office
        if office and office in gap and len(gap) < 80:
            return _of_person(near[0][1], near[0][0])
        if "," not in gap and not _VERB_INSIDE.search(gap) and len(gap.split()) <= 7:
            return _of_person(near[0][1], near[0][0])
    phrase = _AHEAD.match(text, end, min(sentence.end, end + 75))
    if not phrase:
        return None
    when = _WHEN.search(text, phrase.start("np"), phrase.end("np"))
    return _of_words(text, marks, phrase.start("np"), when.start() if when else phrase.end("np"), plain=False, key=key)


def _issuer(text: str, marks: Marks, at: int) -> Speaker | None:
    """Whose "a statement" is that names nobody: the body named last before it by its full name."""
    before = marks.within("organisation", max(0, at - 500), at)
    full = [mark for mark in before if " " in text[mark[0] : mark[1]]]
    if not full:
        return None
    low, high, key = full[-1]
    return Speaker(text[low:high], None, key, Span(low, high))


def _full_name(text: str, marks: Marks, at: int, short: str) -> tuple[int, int, str] | None:
    """The longer name that begins with a short one said later: "the Council" for the Council of the EU."""
    for low, high, key in marks.within("organisation", max(0, at - 3000), at)[::-1]:
        if text.startswith(short, low) and high - low > len(short):
            return low, high, key
        for of in (f"{short} of the ", f"{short} of "):
            if text.endswith(of, 0, low):
                return low - len(of), high, key
    return None


def _of_person(person: Person, at: Span) -> Speaker:
    return Speaker(person.name, person.office, person.whose or person.affiliation, at)


def _of_words(text: str, marks: Marks, start: int, end: int, plain: bool, key: str) -> Speaker | None:
    """A speaker that is no person: a body, the press, officials; None if the words name nobody who could speak."""
    dateline = _DATELINE.match(text, start, end)
    start = dateline.end() if dateline else start
    while start < end and text[start].isspace():
        start += 1
    lead = _CONJUNCTION.match(text, start, end)
    start = lead.end() if lead else start
    while end > start and text[end - 1] in " \n,":
        end -= 1
    time = _TIME.match(text, start, end)
    start = time.end() if time else start
    words = text[start:end]
    if re.match(r"(?:[Mm]y|[Oo]ur|[Yy]our)\s|(?:to|that|in|at|by|on|for|not|only|as|with|from)\b", words):
        return None
    if not words or (plain and not _PLURAL.search(words) and not _PLURAL.search(_PREPOSITION.split(words, maxsplit=1)[0])):
        return None
    nouns = marks.within("source", start, end)
    named = [mark for kind in _WHO for mark in marks.within(kind, start, end)]
    whose = named[0][2] if named else next((k for _, _, k in marks.within("demonym", start, end)), None)
    papers = [mark for mark in nouns if mark[2] == "paper"]
    if any(mark[2] == "instrument" for mark in nouns):
        return None
    if key == "shows" and not papers:
        return None
    if any(_TAIL.fullmatch(text, mark[1], end) for mark in (*nouns, *named)):
        if _ANONYMOUS.fullmatch(words) and (issuer := _issuer(text, marks, start)):
            return issuer
        short = _OF_THE_SAME.match(words)
        if short and (full := _full_name(text, marks, start, short["short"])):
            return Speaker(f"{short['role']} of the {text[full[0] : full[1]]}", None, full[2], Span(start, end))
        return Speaker(words, None, whose, Span(start, end))
    named_of = _NAME_OF.match(words)
    if named_of and start + len(words) == end:
        name = named_of["name"].strip()
        return Speaker(name, None, named_of["of"].partition(" ")[2], Span(start, start + len(name)))
    described = _DESCRIBED.fullmatch(words)
    if described and key in ("says", "judges") and not _NO_WHAT.match(described["what"] or ""):
        return _described(described, start)
    if key in ("says", "thinks") and not plain and _ONE_NAME.fullmatch(words) and not marks.within("demonym", start, end):
        return Speaker(words, None, None, Span(start, end))
    if re.match(r"(?:[Tt]he\s)?[A-Z][\w.&’'-]+(?:\s[A-Z][\w.&’'-]+){1,4}$", words):
        return Speaker(words, None, None, Span(start, end))
    return None
