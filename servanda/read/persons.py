"""Persons whom a report names: full name, office, and whose office it is; later mentions by surname, office or pronoun."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from servanda.lexicon import Marks, fold
from servanda.lexicon import lazy_re as re
from servanda.model import Span

_CAP = r"[^\W\d_a-z][\w'’.-]*[\w]|[^\W\d_a-z]\."
_PARTICLE = r"de|De|del|della|da|di|du|dos|van|von|der|den|ter|la|le|al|el|bin|ibn|ben|bint|abu|y|zu|af|al-\w+|el-\w+"
_NAME = re.compile(rf"(?:{_CAP}|al-\w+|el-\w+)(?:[ \u00a0](?:(?:{_PARTICLE})[ \u00a0]){{0,2}}(?:{_CAP}|al-\w+|el-\w+)){{0,4}}")
_NAME_BEFORE = re.compile(rf"(?<![\w’'-])(?:{_NAME.pattern})$")
_WORD = re.compile(r"[^\W\d_a-z][\w'’-]+")
_NO_NAME = re.compile(
    r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|"
    r"September|October|November|December|The|This|That|These|Those|It|He|She|They|We|You|I|In|On|At|By|For|From|"
    r"With|And|But|Or|If|As|After|Before|While|When|Since|Under|Over|Its|His|Her|Their|Our|Both|All|Also|However|"
    r"Meanwhile|Moreover|According|Asked|Speaking|Earlier|Later|Today|Yesterday|Last|Next|Not|No|One|Two|Three|"
    r"There|Here|What|Who|Which|How|Why|To|Of|Mr|Mrs|Ms|Then|Still|Yet|Now|Once|Instead|Notably|Reuters|AFP|AP|"
    r"Photo|More|Some|Many|Most|Only|Even|Each|Every|Such|So|An|A|Because|Although|Though|Until|During|Within|"
    r"Without|Against|Between|Among|Through|Per|About|Above|Below|Following|Ahead|Talks|Treaty|Agreement|Pact|Deal)[.,]*"
)
"""Words that begin with a capital letter and are no part of a person's name."""
_POSSESSIVE = re.compile(r"['’]s?$")
_LEADS = re.compile(
    r",\s+who\s+(?:now\s+)?(?P<verb>leads|heads|runs|governs|commands|chairs|rules|represents|presides over"
    r"|speaks for)\s+(?P<what>[^,.;]{3,60})"
)
_SPEAKS = re.compile(r"\s(?:said|says|told|added|adds|announced|confirmed|explained|wrote|declined|stressed|denied|warned)\b")
"""Behind an office without a name: "at the school, a spokeswoman said"."""
_MATTER = re.compile(r"(?<![.!?]\s)\b[A-Z][a-z]{3,}(?:(?:,|\sand|\s&)?\s[A-Z][a-z]{3,}){0,2}\s$")
_PLAIN_MATTER = re.compile(
    r"(?:\b[Tt]he|\b[Aa]n?|['’]s?|\b[A-Z]\w+)\s(?:(?:new|former|deputy|acting|then|outgoing)\s)*"
    r"(?P<matter>(?!(?:new|former|deputy|acting|then|outgoing|prime|senior|junior|cabinet|government|first|same|next|top|other)\b)[a-z]{4,}"
    r"(?:\sand\s[a-z]{4,})?\s)$"
)
_OF = re.compile(r"\s+(?:of|for|to|from|in|at)\s+(?:the\s+)?")
_OF_BEHIND = re.compile(r"\s(?:of|from)\s(?:the\s)?")
_AND = re.compile(r"\s*(?:,|and|&|/)\s*")
_WHOSE = ("state", "demonym", "capital", "organisation")


@dataclass(slots=True)
class Person:
    """One person of a text. `whose`: the code of the state or body that the office is of; `binds` as in the table `office`."""

    name: str
    office: str | None
    whose: str | None
    affiliation: str | None
    binds: str | None
    mentions: list[Span] = field(default_factory=list)
    body: bool = False
    """Whether `whose` is an organisation."""

    @property
    def surname(self) -> str:
        """The last word of the name, with its particles left out."""
        return self.name.split()[-1]


class Persons:
    """The persons of a text and where they are spoken of."""

    def __init__(self, found: list[Person]) -> None:
        self.all = found
        self._places = sorted((span.start, span.end, k) for k, person in enumerate(found) for span in person.mentions)
        self._starts = [place[0] for place in self._places]

    def within(self, start: int, end: int) -> list[tuple[Span, Person]]:
        """The mentions that lie inside [start, end), in order."""
        low, high = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return [(Span(a, b), self.all[k]) for a, b, k in self._places[low:high] if b <= end]

    def before(self, at: int) -> Person | None:
        """The person mentioned last before a place."""
        k = bisect_left(self._starts, at) - 1
        return self.all[self._places[k][2]] if k >= 0 else None


def persons(text: str, marks: Marks) -> Persons:
    """The persons that the text introduces by an office, and those that the table `leader` knows; with all their mentions."""
    cast = _Cast()
    for group in _offices(text, marks):
        cast.add(_introduced(text, marks, group))
    for match in _LEADS.finditer(text) if " who " in text else ():
        cast.add(_leading(text, marks, match))
    for start, end, key in marks.of("organisation"):
        cast.add(_of_body(text, start, end, key))
    for start, end, key in marks.of("leader"):
        if text[end : end + 1] != "-" and not _other_first_name(text, marks, start, end):
            body = key.startswith("@")
            name = [Span(start, end)]
            cast.add(Person(text[start:end], None, key.lstrip("@"), None, "body" if body else "state", name, body))
    cast.mention_again(text)
    return Persons(cast.found)


class _Cast:
    """Persons as they come up, each once: the fuller name, the office and whose it is, wherever they are said."""

    def __init__(self) -> None:
        self.found: list[Person] = []
        self._by_surname: dict[bytes, list[Person]] = {}

    def add(self, person: Person | None) -> None:
        if person is None:
            return
        same_surname = self._by_surname.setdefault(fold(person.surname).strip(), [])
        known = next((other for other in same_surname if _same(other.name, person.name)), None)
        if known is None:
            self.found.append(person)
            same_surname.append(person)
            return
        if len(person.name) > len(known.name):
            known.name = person.name
        known.office = known.office or person.office
        known.affiliation = known.affiliation or person.affiliation
        if known.whose is None:
            known.whose, known.body = person.whose, person.body
        known.binds = known.binds or person.binds
        known.mentions += person.mentions

    def mention_again(self, text: str) -> None:
        """Every later mention by surname alone."""
        by_name = {person.surname: person for person in reversed(self.found) if len(person.surname) > 2}
        for match in _WORD.finditer(text) if by_name else ():
            word = _POSSESSIVE.sub("", match[0])
            person = by_name.get(word)
            if person:
                person.mentions.append(Span(match.start(), match.start() + len(word)))
        for person in self.found:
            person.mentions = _apart(person.mentions)


def _apart(spans: list[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept


def _leading(text: str, marks: Marks, match: re.Match[str]) -> Person | None:
    """Who is said to lead something: "Mara Lind, who leads Arvenia"."""
    name = _name_before(text, match.start())
    if not name:
        return None
    whose = next((key for kind in _WHOSE for _, _, key in marks.within(kind, match.start("what"), match.end("what"))), None)
    binds = "state" if whose and match["verb"] in ("leads", "heads", "runs", "governs", "rules") else "person"
    return Person(text[name.start : name.end], None, whose, match["what"], binds, [name])


def _of_body(text: str, start: int, end: int, key: str) -> Person | None:
    """A full name "of" an organisation: "Mara Lind of UNESCO"."""
    head = re.search(r"\s(?:of|from|at)\s(?:the\s)?$", text[max(0, start - 12) : start])
    if not head:
        return None
    name = _name_before(text, max(0, start - 12) + head.start())
    if not name or " " not in text[name.start : name.end]:
        return None
    return Person(text[name.start : name.end], None, key, text[start:end], "body", [name], True)


def _other_first_name(text: str, marks: Marks, start: int, end: int) -> bool:
    """Whether a known surname stands behind a first name of somebody else."""
    if " " in text[start:end]:
        return False
    before = re.search(r"(\w[\w.’'-]*) $", text[max(0, start - 25) : start])
    if not before or not before[1][0].isupper() or _NO_NAME.fullmatch(before[1]):
        return False
    at = max(0, start - 25) + before.start()
    return not any(
        marks.any(kind, at, start) or marks.within(kind, max(0, at - 40), start) for kind in ("office", "demonym", "state")
    )


def _offices(text: str, marks: Marks) -> Iterator[tuple[int, int, str]]:
    """Offices, two of one person joined ("Deputy Prime Minister and Foreign Minister"): start, end, for whom they bind."""
    held: tuple[int, int, str] | None = None
    for start, end, key in marks.of("office"):
        if held and _AND.fullmatch(text, held[1], start) and start - held[1] < 6:
            held = (held[0], end, held[2])
            continue
        if held:
            yield held
        held = (start, end, key)
    if held:
        yield held


def _introduced(text: str, marks: Marks, office: tuple[int, int, str]) -> Person | None:
    start, end, binds = office
    if text[end - 1] == "s" and text[end - 7 : end].lower() != "affairs":
        return None
    start = _whole_office(text, marks, start, end)
    whose, words, low, high = _whose(text, marks, start, end)
    name = _name_behind(text, high) or (None if _SPEAKS.match(text, high) else _name_ahead(text, low))
    if not name:
        return None
    if whose is None and words is None:
        whose, words = _of_state(text, marks, name.end)
    if whose is None and words is not None:
        binds, words = "person", None
    body = whose is not None and words is not None and any(key == whose for _, _, key in marks.within("organisation", low, high))
    return Person(text[name.start : name.end], text[start:end], whose, words, binds, [name], body)


def _whole_office(text: str, marks: Marks, start: int, end: int) -> int:
    """Where an office begins whose matter the lexicon does not know: "Economics Minister"."""
    if text[start:end] == "minister":
        plain = _PLAIN_MATTER.search(text, max(0, start - 50), start)
        return plain.start("matter") if plain else start
    if text[start:end] not in ("Minister", "Secretary", "Commissioner"):
        return start
    matter = _MATTER.search(text, max(0, start - 50), start)
    if not matter or any(marks.within(kind, matter.start(), start) for kind in _WHOSE):
        return start
    return matter.start()


def _whose(text: str, marks: Marks, start: int, end: int) -> tuple[str | None, str | None, int, int]:
    """Whose office it is (code, words), and the stretch of the text that the office with these words takes up."""
    low, high = start, end
    for kind in _WHOSE:
        for a, b, key in marks.within(kind, max(0, start - 60), start):
            if re.fullmatch(
                r"['’]?s?\s+(?:(?:deputy|vice|former|then|new|acting|outgoing|newly\s+elected|senior|top|chief"
                r"|own)[\s-]+){0,2}",
                text[b:start],
                re.IGNORECASE,
            ):
                return key, text[a:b], a, high
    of = _OF.match(text, end)
    if of:
        for kind in _WHOSE:
            for a, b, key in marks.within(kind, of.end(), of.end() + 60):
                if a == of.end() or (kind == "demonym" and a == of.end()):
                    return key, text[a:b], low, _end_of_body(text, b)
        unknown = text[of.start() : of.end()].startswith(" of")
        return None, text[of.end() : of.end() + 40] if unknown else None, low, high
    return None, None, low, high


def _of_state(text: str, marks: Marks, end: int) -> tuple[str | None, str | None]:
    """Of which state somebody is whose name stands before it: "President Mara Lind of Arvenia"."""
    of = _OF_BEHIND.match(text, end)
    for kind in ("state", "organisation") if of else ():
        for a, b, key in marks.within(kind, end, end + 60):
            if of and a == of.end():
                return key, text[a:b]
    return None, None


def _end_of_body(text: str, end: int) -> int:
    """Behind the rest of a body's name ("of the Arvenian air force")."""
    match = re.compile(r"(?:\s+(?:[a-z]+|[A-Z][\w-]+)){0,3}(?=,)").match(text, end)
    return match.end() if match else end


def _name_behind(text: str, at: int) -> Span | None:
    gap = re.compile(r"(?:,\s+|\s+)(?:(?:Mr|Mrs|Ms|Dr|Sir)\.?\s+)?").match(text, at)
    return _name_at(text, gap.end()) if gap else None


def _name_at(text: str, at: int) -> Span | None:
    match = _NAME.match(text, at)
    if not match:
        return None
    return _cut_name(text, match.start(), match.end())


def _cut_name(text: str, start: int, end: int) -> Span | None:
    """The name without what is none: days, possessives, a verb's object that follows."""
    words = [(m.start() + start, m.end() + start) for m in re.finditer(r"\S+", text[start:end])]
    kept: list[tuple[int, int]] = []
    for low, high in words:
        word = text[low:high]
        if _NO_NAME.fullmatch(word):
            break
        kept.append((low, high))
        if _POSSESSIVE.search(word):
            break
    if not kept:
        return None
    low, high = kept[0][0], kept[-1][1]
    possessive = _POSSESSIVE.search(text, low, high)
    high = possessive.start() if possessive and possessive.end() == high else high
    if high - low < 2 or (text[low:high].isupper() and high - low < 5):
        return None
    return Span(low, high)


def _name_ahead(text: str, at: int) -> Span | None:
    """The name that an office behind a comma belongs to: "Mara Lind, Arvenia's foreign minister"."""
    window = text[max(0, at - 60) : at]
    gap = re.search(r",\s+(?:(?:the|a|an|its|his|her|their|then|currently|formerly|now)\s+)?(?:[a-z][\w.’'-]*\s+){0,3}$", window)
    if not gap:
        return None
    head = max(0, at - 60) + gap.start()
    return _name_before(text, head)


def _name_before(text: str, end: int) -> Span | None:
    """The name that ends at a place."""
    match = _NAME_BEFORE.search(text[max(0, end - 50) : end])
    if not match:
        return None
    start = max(0, end - 50) + match.start()
    words = text[start:end].split(" ")
    while words and _NO_NAME.fullmatch(words[0]):
        start += len(words.pop(0)) + 1
    return Span(start, end) if end - start > 2 else None


def _same(one: str, other: str) -> bool:
    a, b = fold(one).split(), fold(other).split()
    return bool(a and b and (a == b or (a[-1] == b[-1] and (len(a) == 1 or len(b) == 1 or a[0] == b[0]))))
