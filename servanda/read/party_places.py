"""The places in which an agreement names its parties."""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache

from servanda.lexicon import Marks, load_lexicon
from servanda.lexicon import lazy_re as re
from servanda.read.notes import is_note
from servanda.read.party_lists import Name, links, lists, members_of, names
from servanda.read.uncoded import with_uncoded

_BETWEEN = re.compile(r"\b(?:between|among|amongst|entre)\b")
_TITLE = 1500
_PARTICIPLE = re.compile(
    r"\s*(?:and\s)?(?:being|guided|implementing|proceeding|expressing|confirming|recalling|considering|recogni[sz]ing|"
    r"desir\w+|wishing|whereas|having|noting|bearing|conscious|convinced|"
    r"referring|mindful|"
    r"taking|aware|reaffirming|affirming|acknowledging|determined|resolved|in accordance|pursuant|on the basis|"
    r"with reference)\b"
)
_MEMBERS_BEFORE = re.compile(
    r"\b(?:members?|member states|states|countries|member countries|parties)\s+(?:of\s+)?(?:the\s+)?$", re.IGNORECASE
)
_MEMBERS_BEHIND = re.compile(r"\s*(?:\([A-Z]+\)\s*)?(?:member\s+)?(?:states?|countries|members?)\b", re.IGNORECASE)
_FOR_TERRITORY = re.compile(
    r"\b(?:in respect of|with respect to|for the part of|for)\s+(?:the\s+)?(?:territory\s+of\s+)?(?:the\s+)?$", re.IGNORECASE
)
_HEAD_OF_STATE = re.compile(
    r"\b(?:king|queen|emperor|empress|president|grand duke|grand duchess|duke|prince|princess|sultan|shah|amir|emir|regent|"
    r"council|government|majesty|chief of state|head of state)[\s,]+(?:of\s+)?(?:(?:the|all)\s+)?(?:(?:united|federal)\s+)?$"
)
_CALLED = re.compile(
    r"[\s,;]*\(?(?:all\s|both\s|jointly\s)?(?:here(?:in)?\s?after|to be)\s(?:\w+\s){0,5}?(?:the\s|as\s)?"
    r"[\"“‘']?(?:high\s|contracting\s|states\s)*"
    r"(?:part(?:y|ies)|participants?|signatories)\b"
)
_TOLD = re.compile(
    r"\s+(?:withdr\w+|cease\w*|was|were|is|are|(?:shall|will)(?! be called| be referred)|may|has|had|signed|acceded|joined|"
    r"became|become|which|that|who)\b"
)
"""Behind names that something is told of, and that do not agree on anything here."""
_POWERS = re.compile(r"plenipotentiar|full powers")
_ON_BEHALF = re.compile(r"\b(?:for|on behalf of|on the part of|pour)\b[\s:]*$", re.IGNORECASE)
_FOR = re.compile(
    r"\b(?:for and on behalf of|for|on behalf of|on the part of|pour|voor|für|per (?:il|la)|por (?:el|la)|pel[ao])\b"
)
_GLUED_FOR = re.compile(r"(?<=[a-z])for (?:the )?$")
"""In a text that lost its line breaks: "... Smithfor Norway"."""
_ONE_PART = re.compile(r" the one (?:(?<=\bof the one )|(?<=\bon the one ))(?:part|hand|side)\b")
_OTHER_PART = re.compile(r" the other(?:(?<=\bof the other)|(?<=\bon the other))(?: (?:part|hand|side))?\b")
"""They begin with the blank behind "of" or "on", which is found sooner."""
_CONSTITUTE = re.compile(
    r"constitut\w{1,4}\s+(?:an?\s+)?(?:\w+\s){0,3}?(?:agreement|understanding|arrangement|treaty)\s+between\b"
)
_MISSION_BEFORE = re.compile(
    r"\b(?:embassy|legation|ministry|ministries|minister|department|mission|ambassador|letter|reply|note|governments?|"
    r"gezantschap|ambassade|botschaft|embajada|ambasciata|regering)\b"
    r"(?:\s+(?:de|der|des|van|het|la|extraordinary|plenipotentiary|for|of|and|external|foreign|affairs|international|trade|cooperation|the|federal|"
    r"royal|from|"
    r"european|republic|kingdom|state|to)|,)*\s*$"
)
_MISSION_BEHIND = re.compile(
    r"\s+(?:royal\s+)?(?:embassy|legation|ministry|minister|department|ambassador|government|"
    r"federal government)\b"
)
_TWO_SIDES = re.compile(
    r"\b(?:either|the other|both|each of the two|two) (?:contracting |high contracting )?(?:part(?:y|ies)|participants?|"
    r"countries|governments|states)\b"
)
_TWO_SIDES_BEGIN = ("either ", "the other ", "both ", "each of the two ", "two ")
_MONEY = re.compile(r"\$|\s*dollars?\b")
_LANGUAGE = re.compile(r"(?:[\s,]+(?:and|or|the|[A-Z][a-z]+))*\s+(?:languages?|texts?|versions?|originals?)\b")
_OPEN_TO_ALL = re.compile(
    r"\b(?:states parties|open (?:for|to) (?:signature|accession|all)|any (?:other )?state (?:may|which|not|that))\b"
)
_OPENS = re.compile(
    r"[Ppt](?:(?P<headed>(?<=P)(?:REAMBLE|reamble)|(?<=p)reamble)[ \t]{0,4}(?=the |[A-Z])"
    r"|(?<=[a-z\d)]t)(?=he (?:governments?|republic|kingdom|states?) ))"
)
"""Where an opening begins on the line of what stands above it: behind the word, or with "the"."""
_ABOUT = re.compile(
    r"[,;]?\s+(?:on|concerning|regarding|relating|relative|for|in|about|to|with|respecting|constituting)\b|[.;]\s|\n\s*\n"
)
"""What ends the list of a title."""
_LONGEST_TITLE = 400
_HEAD = 300
"""Characters in which a territory that is a side of its own is named."""
_SIGNATURES = 4000


@cache
def _part_of() -> dict[str, str]:
    return {row["key"]: row["part_of"] for row in load_lexicon().rows("state") if row["part_of"]}


def listed(text: str, marks: Marks, end: int) -> list[Name]:
    """The longest list of the title ("between X and Y"), at the head of a sentence of the opening, or called "the Parties"."""
    best: list[Name] = []
    between = _title_between(text, marks, end)
    for run in lists(text, with_uncoded(text, marks, 0, end)):
        first, last = run[0].start, run[-1].end
        if not (
            (between and links(text, between, first) == first)
            or (_heads_sentence(text, first) and not _TOLD.match(marks.low, last))
            or _CALLED.match(marks.low, last)
        ):
            continue
        kept = [*_parties_of(text, run), *_other_part(text, marks, last)]
        if len({name.key for name in kept}) > max(1, len({name.key for name in best})):
            best = kept
    return best


def one_known(text: str, marks: Marks, end: int) -> list[Name]:
    """The only state or organisation that is known of those "between" whom the title says the agreement is."""
    between = _title_between(text, marks, end)
    if between is None:
        return []
    stop = _ABOUT.search(marks.low, between, min(end, between + _LONGEST_TITLE))
    found = _parties_of(text, tuple(names(text, marks, between, stop.start()))) if stop else []
    return [
        name
        for name in found[:1]
        if stop and len(found) == 1 and (links(text, between, name.start) == name.start or name.end == stop.start())
    ]


def _other_part(text: str, marks: Marks, at: int) -> Iterator[Name]:
    """The names "of the other part", where more than list words follow the first: "..., Members of the Club, of the one part"."""
    one = _ONE_PART.search(marks.low, at, min(len(text), at + 1500))
    other = one and _OTHER_PART.search(marks.low, one.end(), min(len(text), one.end() + 1500))
    if one and other:
        yield from next(iter(lists(text, names(text, marks, one.end(), other.start()))), ())


def _title_between(text: str, marks: Marks, end: int) -> int | None:
    match = _BETWEEN.search(marks.low, 0, min(end, _TITLE))
    line = max(text.rfind("\n", 0, match.start()), text.rfind("; ", 0, match.start()), 0) if match else 0
    if not match or _PARTICIPLE.match(marks.low, _letter_from(text, line)):
        return None
    return match.end()


def _letter_from(text: str, at: int) -> int:
    while at < len(text) and not text[at].isalpha():
        at += 1
    return at


def _heads_sentence(text: str, at: int) -> bool:
    """Whether only list words stand between a name and the start of its line or sentence."""
    low = max(0, at - 260)
    starts = {text.rfind(mark, low, at) + len(mark) for mark in ("\n", "\n\n", ". ", ": ") if mark in text[low:at]}
    starts |= {match.end() if match["headed"] else match.start() for match in _OPENS.finditer(text, low, at)}
    if low == 0:
        starts.add(0)
    return any(links(text, start, at) == at for start in starts)


def _parties_of(text: str, run: tuple[Name, ...]) -> list[Name]:
    """The names of a list, without the organisations whose members are meant, and without the territories signed for."""
    kept: list[Name] = []
    territory = False
    for k, name in enumerate(run):
        before = text[run[k - 1].end if k else max(0, name.start - 60) : name.start]
        members = members_of(name)
        if members:
            kept += members
            continue
        if name.organisation and (_MEMBERS_BEFORE.search(before) or _MEMBERS_BEHIND.match(text, name.end)):
            continue
        if name.key in _part_of():
            territory = territory or bool(k and _FOR_TERRITORY.search(before))
            if territory:
                continue
        territory = False
        if kept and kept[-1].organisation and _ON_BEHALF.search(before):
            continue
        kept.append(name)
    return kept


def noted(text: str, marks: Marks, end: int) -> list[Name]:
    """The two governments whose missions and ministries write to each other, in an exchange of notes or letters."""
    reach = min(len(text), 6000)
    if not is_note(marks, min(reach, 1500)):
        return []
    constituted = _constituted(text, marks)
    if constituted:
        return constituted
    paired = _first_pair(_writers(text, marks))
    if paired:
        return paired
    found = [*_missions(text, marks, 0, reach), *_missions(text, marks, max(reach, len(text) - 3000), len(text))]
    weights: Counter[str] = Counter()
    for name, weight in found:
        weights[name.key] += weight
    pair = _two_first(weights)
    if not pair:
        found += [(Name(*mark, False), 1) for kind in ("state", "demonym") for mark in marks.within(kind, 0, reach)]
        pair = _two_first(Counter(name.key for name, _ in found))
    return [next(name for name, _ in found if name.key == key) for key in pair]


def _two_first(weights: Counter[str]) -> list[str]:
    """The two that weigh at least twice as much as any third, of states and territories without the state they belong to."""
    top = [(key, weight) for key, weight in weights.most_common() if _part_of().get(key) not in weights][:3]
    if len(top) < 2 or (len(top) == 3 and top[2][1] * 2 > top[1][1]):
        return []
    return [key for key, _ in top[:2]]


def _constituted(text: str, marks: Marks) -> list[Name]:
    """The parties of what the notes "shall constitute an agreement between"."""
    for match in _CONSTITUTE.finditer(marks.low):
        run = next(lists(text, names(text, marks, match.end(), match.end() + 400)), ())
        kept = _parties_of(text, run) if run and links(text, match.end(), run[0].start) == run[0].start else []
        if len({name.key for name in kept}) > 1:
            return kept
    return []


def _writers(text: str, marks: Marks) -> Iterator[Name]:
    """Who writes to whom: "The Embassy of X presents its compliments to the Ministry of Y", "Letter from X"."""
    for start, end, key in marks.of("signing"):
        if key == "letter":
            if text[start : start + 7].lower() == "present":
                yield from _states(text, marks, max(0, start - 110), start)[-1:]
                yield from _states(text, marks, end, end + 150)[:1]
            else:
                yield from (name for name in _states(text, marks, end, end + 120)[:1] if links(text, end, name.start))


def _states(text: str, marks: Marks, start: int, end: int) -> list[Name]:
    """The states named there in any way ("the Swedish Embassy"), without the territories signed for."""
    found = [Name(*mark, False) for kind in ("state", "demonym") for mark in marks.within(kind, start, end)]
    return _parties_of(text, tuple(sorted(found, key=lambda name: name.start)))


def _first_pair(found: Iterable[Name]) -> list[Name]:
    first: Name | None = None
    for name in found:
        if name.organisation:
            continue
        if first and name.key != first.key:
            return [first, name]
        first = first or name
    return []


def _missions(text: str, marks: Marks, start: int, end: int) -> Iterator[tuple[Name, int]]:
    """The states whose embassies, ministers and governments are named, the former weighing more."""
    for kind in ("state", "demonym"):
        for a, b, key in marks.within(kind, start, end):
            office = _MISSION_BEFORE.search(marks.low, max(0, a - 90), a) or _MISSION_BEHIND.match(
                marks.low, b, min(len(text), b + 40)
            )
            if office:
                yield Name(a, b, key, False), 1 if "overnment" in office[0].lower() else 3


def plenipotentiaries(text: str, marks: Marks, end: int) -> list[Name]:
    """The heads of state who have named plenipotentiaries."""
    if not _POWERS.search(marks.low, 0, end):
        return []
    found = with_uncoded(text, marks, 0, end)
    return [
        name for name in found if not name.organisation and _HEAD_OF_STATE.search(marks.low, max(0, name.start - 60), name.start)
    ]


def signatories(text: str, marks: Marks, end: int) -> list[Name]:
    """Those for whom the agreement is signed: "For the Government of X", or whose heads sign it: "Emir of the State of X"."""
    reached = len(text) // 5
    for mark in marks.of("signing"):
        if mark[2] in ("done", "witness") and mark[0] >= reached:
            reached = mark[0] + _SIGNATURES // 2
            low, high = mark[0], min(len(text), mark[0] + _SIGNATURES)
            for find in (_signed_for, _signed_by_head):
                found = list(find(text, marks, low, high))
                if len({name.key for name in found}) > 1:
                    return _to_the_end(found, text, marks, high)
    return []


def _to_the_end(found: list[Name], text: str, marks: Marks, high: int) -> list[Name]:
    """The signatories, where their list goes on behind the place up to which they were looked for.

    A convention that is open to all prints the names of all, signed or not: then they tell nothing.
    """
    while high < len(text) and found[-1].start > high - _SIGNATURES // 2:
        low, high = high - 200, min(len(text), high + _SIGNATURES)
        more = [name for name in _signed_for(text, marks, low, high) if name.start > found[-1].start]
        if not more:
            break
        if _OPEN_TO_ALL.search(marks.low):
            return []
        found += more
    return found


def _signed_by_head(text: str, marks: Marks, start: int, end: int) -> Iterator[Name]:
    for name in names(text, marks, start, end):
        line = max(text.rfind("\n", start, name.start), start)
        head = _HEAD_OF_STATE.search(marks.low, max(line, name.start - 80), name.start)
        if not name.organisation and head and text[name.end : name.end + 2].strip(" .,") in ("", "\n"):
            yield name


def _signed_for(text: str, marks: Marks, start: int, end: int) -> Iterator[Name]:
    for name in names(text, marks, start, end):
        low = max(start, name.start - 120)
        glued = _GLUED_FOR.search(marks.low, max(start, name.start - 9), name.start)
        behalf = [glued] if glued else list(_FOR.finditer(marks.low, low, name.start))[-1:]
        if behalf and links(text, behalf[0].end(), name.start) == name.start:
            yield name


def named_most(text: str, marks: Marks, end: int) -> list[Name]:
    """The two states that a text with two sides names most, by far; where it names no sides, only two that it names often.

    Territories are among them where the title names them.
    """
    titled = {key for _, _, key in marks.within("state", 0, _HEAD)}
    states = [
        Name(*mark, False)
        for mark in marks.of("state")
        if (mark[2] not in _part_of() or mark[2] in titled) and not _MONEY.match(text, mark[1])
    ]
    known = {name.key for name in states}
    peoples = (mark for mark in marks.of("demonym") if mark[2] in known or not _LANGUAGE.match(text, mark[1]))
    named = [*states, *(Name(*mark, False) for mark in peoples)]
    top = Counter(name.key for name in named).most_common(3)
    if len(top) < 2 or top[1][1] < 2:
        return []
    least, times = (2, 3) if _of_two_sides(marks.low) else (6, 6)
    if top[1][1] < least or (len(top) == 3 and top[2][1] * times > top[1][1]) or _OPEN_TO_ALL.search(marks.low):
        return []
    if not known & {key for key, _ in top[:2]}:
        return []
    return [next(name for name in named if name.key == key) for key, _ in top[:2]]


def _of_two_sides(low: str) -> bool:
    """Whether a text speaks of two sides; plain searches first, since the whole text is looked through."""
    for words in _TWO_SIDES_BEGIN:
        at = low.find(words)
        while at >= 0:
            if _TWO_SIDES.match(low, at):
                return True
            at = low.find(words, at + 1)
    return False
