"""Where a report speaks of an agreement: the noun phrase, whom it names as parties, and what is said to be done with it."""

from collections.abc import Iterator
from typing import NamedTuple

from servanda.lexicon import Marks
from servanda.lexicon import lazy_re as re
from servanda.model import Span
from servanda.read.actors import Actor, Actors
from servanda.read.telling import MOST, Told

_STOP = re.compile(
    r"(?:^|\s)(?:of|in|on|for|to|with|at|by|from|that|which|who|as|is|are|was|were|be|been|has|have|had|will|would|may|can"
    r"|could|and|or|but"
    r"|about|into|under|over|after|before|within|than|when|if|while|sign(?:s|ed|ing)?|reach(?:es|ed|ing)?|struck|strike"
    r"|seal\w*|conclud\w*|call\w*|clinch\w*|ink\w*"
    r"|negotiat\w+|includ\w+|want\w*|made|make|makes|do|does|did|not|according|following|despite|without|through|between"
    r"|against|mirrors?)\s+$",
    re.IGNORECASE,
)
_DETERMINER = re.compile(
    r"^(?P<word>the|this|that|these|those|such|its|their|his|her|our|a|an|another|any|no|each|both|similar|other|every|some)$",
    re.IGNORECASE,
)
_WORD_BEFORE = re.compile(r"[\w.’'/&%-]+\s+$")
_DEFINITE = {"the", "this", "that", "these", "those", "such", "its", "their", "both"}
_NO_ONE = {"any", "no", "every", "each"}
"""Determiners behind which no agreement in particular is meant."""
_KNOWN_AS = re.compile(r",?\s(?:known as|called|dubbed|named)\s(?:the\s)?[“\"‘]?[A-Z]")
_SAME = re.compile(r"\b(?:similar|other|another|same)\b", re.IGNORECASE)
_HAS = re.compile(r"\b(?:has|have|had)\s(?:also\s|already\s|long\s|had\s)?(?:its|their)?\s?(?:own\s)?$")
_YET = re.compile(r"\byet\b|\bso far\b")
_BETWEEN = re.compile(r"\s(?:(?:\w+\s){0,6}?)(?:between|among|involving)\s", re.IGNORECASE)
_WITH = re.compile(r"[^,.;]{0,70}?\bwith\s(?:the\s)?")
_OF = re.compile(r"\s(?:of|by|from)\s(?:the\s)?")
_THAT = re.compile(r",?\s(?:(?:that|which)\s)?(?=[A-Z]|the\s[A-Z]|both|he|she|they|it)")
_FUTURE = re.compile(
    r"\b(?:will|would|shall|to|may|might|could|can|should|expect\w*|plans?|planned|set|due|about|ready|hopes?|brink|wants?"
    r"|not yet|yet|before"
    r"|ahead of|upcoming|forthcoming|soon|poised|scheduled|intends?|close to|near|likely|whether|if)\b[^,;]{0,30}$",
    re.IGNORECASE,
)
_UPCOMING = re.compile(
    r"\b(?:forthcoming|upcoming|planned|expected|future|possible|potential|prospective|imminent)\b", re.IGNORECASE
)
_CLAUSE = re.compile(r"[;:]|,\s(?:and|but|while|which|who|where)\s|\s(?:while|although|because|whereas)\s|,\s(?=\w+ed\b)")
_OFFICE_JOIN = re.compile(r"['’]?s?\s*,?\s?and\s(?:[\w.’'-]+\s){0,6}|['’]s\s(?:[\w.-]+\s){0,4}")
_BY = re.compile(r"[^.;]{0,40}\bby\s(?:the\s)?")
_BOTH = re.compile(
    r"\b(?:both|the two)\s(?:[a-z]+\s)?(?:sides|countries|governments|states|leaders|nations|neighbou?rs|ministers|ministries"
    r"|presidents|premiers|capitals|parties|delegations|allies|partners)\s(?:\w+\s)?$",
    re.IGNORECASE,
)
_LED_BY = re.compile(r"\b(?:under|by|according to|in line with)\s$", re.IGNORECASE)
"""Words that make an agreement known even where its article does not: "under a separate offset agreement"."""
ABOUT = re.compile(
    r"\s(?:on|concerning|regarding|for)\s(?!(?:\w+day|\w+ber|January|February|March|April|May|June|July|August)\b"
    r"|\d)[^,.;:()\"“”]{3,70}?"
    r"(?=[,.;:()]|\s(?:is|are|was|were|has|have|will|would|that|which|with|in|at|after|before|between|by|during|and\s(?:will"
    r"|has|is)|to|on)\b)"
)
"""What an agreement is on: "... on fisheries and trade"."""
_ENDED = ("terminated", "suspended")
_SUBORDINATE = re.compile(r"[,;]|\b(?:to|before|after|until|unless|if|that|which|who)\s")
_FAILED = re.compile(r"\b(?:fail\w*|unable|without|not|never|refus\w+|no)\s(?:\w+\s){0,2}(?:to\s)?$", re.IGNORECASE)
_RELATIVE = re.compile(r",?\s(?:that|which)\s[^,;.]{2,60}?\s(?P<verb>\w+)")
_SIGNS = re.compile(r"sign(?:s|ed)?|ink(?:s|ed)?", re.IGNORECASE)
_OTHER_OBJECT = re.compile(r"\s(?!in\b|on\b|at\b|it\b|during\b|by\b|next\b|soon\b|there\b|this\s\w+day)\w|-")
_PEOPLE = re.compile(
    r"\s(?:(?:and|chief|senior|top|trade)\s)?(?:government|negotiators|officials|ministers?|president|diplomats|counterpart|leaders?"
    r"|authorities|side|delegations?"
    r"|prime|foreign|defen[cs]e|chancellor|administration|parliament|company|state|lawmakers|senators?|deputies|senate|congress|cabinet|voters|assembly|ministry)\b"
)
_OTHERS = re.compile(
    r"[^,.;]{0,50}?\s(?:with|between|signed by)\s(?:(?:some|about|over|more than)\s)?(?:\w+\s)?(?:other|more"
    r"|further)\s\w+,?\s(?:including|among them|such as)\b"
)
_DRAFTED = re.compile(r"\b(?:draft|proposed|planned|would-be)\b", re.IGNORECASE)
_MADE_BY = re.compile(r"\s(?:that|which)\s(?:the\s)?(?=[A-Z])")
"""Behind an agreement, in front of those who made it: "the draft that Peru and Chile published"."""
_NOUN = re.compile(r"\b(?:their|its|his|a|an|no|further|more)\s$", re.IGNORECASE)
_BEFORE_PARTNER = 30
"""Characters in which a partner behind "with" may be described."""
_MEMBERS = re.compile(r"['’]?s?\s(?:member\s)?(?:states|countries|members|nations)(?:\s(?:of|like))?,?\s(?:the\s)?")
"""Behind a body whose members are listed: "the EFTA states Norway and Iceland"."""
_OPENING = 4000
"""Characters of a text in which it shows whether it speaks of two states only."""
_JOIN = re.compile(
    r"\.?(?:['’]s?)?\s*(?:,|and|nor|&|–|—|-|/|as well as|, and)\s*(?:the\s|its\s|his\s|her\s)?(?:\w+\s){0,2}|[-–/]"
)


class Instrument(NamedTuple):
    """A noun phrase that names an agreement: [start, end), its `head` noun, and what the sentence says of it.

    `parties` are the actors that it is between, in order; `partner` the one it is made "with". `standing` is a key of the table
    `standing`; `future` whether that is still to come.
    """

    start: int
    end: int
    head: Span
    form: str
    definite: bool
    plural: bool
    named: bool
    similar: bool
    parties: tuple[Actor, ...]
    partner: Actor | None
    standing: str | None
    future: bool
    standing_words: Span | None
    signers: tuple[Actor, ...]
    """Who stands as the subject of what is done with it."""
    sentence: Told


def instruments(text: str, marks: Marks, actors: Actors, sentence: Told) -> Iterator[Instrument]:
    """Every agreement that a sentence speaks of, in order."""
    reached = sentence.start
    for start, end, form in marks.within("instrument", sentence.start, sentence.end)[:MOST]:
        if start < reached:
            continue
        found = _instrument(text, marks, actors, sentence, start, end, form)
        if found:
            about = ABOUT.match(text, end, sentence.end)
            reached = about.end() if about else end
            yield found


def _instrument(text: str, marks: Marks, actors: Actors, sentence: Told, start: int, end: int, form: str) -> Instrument | None:
    low, words = _phrase(text, sentence.start, start)
    determiner = words[0].lower() if words else ""
    name = text[low:end] if determiner not in _DEFINITE else text[low + len(words[0]) : end].strip()
    named = text[start].isupper() and len(name.split()) > 1
    if low == sentence.start and determiner not in _DEFINITE:
        named = named and name.split()[-1][0].isupper()
    named = named or (form == "scheme" and bool(_KNOWN_AS.match(text, end)))
    if form == "scheme" and not named:
        return None
    if determiner in _NO_ONE and not (determiner == "no" and _YET.search(text, end, sentence.end)):
        return None
    if form == "another":
        return _another(text, actors, sentence, start, end)
    if form == "signing":
        return _signing(text, actors, sentence, low, start, end)
    parties, partner = _parties(text, actors, sentence, low, start, end)
    if form == "scheme":
        parties = _of_scheme(actors, sentence, low, start)
    standing, future, where = _standing(text, marks, actors, sentence, low, end)
    if where and partner is None and where.start > end:
        partner = _partner(text, actors, sentence, where.end)
    signers = _signers(text, actors, sentence, low, end, where) if where else _keepers(text, actors, sentence, low, end)
    if partner and signers and not _SAME.search(text, low, start):
        signers = (*signers, *_listed(text, actors, partner.start, sentence.end)[1:])
    return Instrument(
        low,
        end,
        Span(start, end),
        form,
        definite=determiner in _DEFINITE or named or bool(_LED_BY.search(text, max(sentence.start, low - 16), low)),
        plural=text[end - 1] == "s",
        named=named,
        similar=_SAME.search(text, low, start) is not None,
        parties=tuple(parties),
        partner=partner,
        standing=standing or ("proposed" if _DRAFTED.search(text, low, start) else None),
        future=future or bool(_UPCOMING.search(text, low, start)),
        standing_words=where,
        signers=signers,
        sentence=sentence,
    )


def _of_scheme(actors: Actors, sentence: Told, low: int, start: int) -> list[Actor]:
    """Whose a programme is: whom its name says, and who is said to have a share in it ("the EU's loan inside the G7 scheme")."""
    inside = actors.within(low, start)
    owners = [a for a in actors.within(max(sentence.start, low - 60), low) if not a.place and a.body] if inside else []
    return [*owners, *inside]


def _another(text: str, actors: Actors, sentence: Told, start: int, end: int) -> Instrument | None:
    """ "... and one with Peru": the same kind of agreement of the same side with somebody else."""
    near = actors.within(end, min(sentence.end, end + 25))
    if not near:
        return None
    head = Span(start, end)
    return Instrument(start, end, head, "another", False, False, False, True, (), near[0], "signed", False, head, (), sentence)


def _signing(text: str, actors: Actors, sentence: Told, low: int, start: int, end: int) -> Instrument | None:
    """ "The signing is expected in May": the agreement is the one spoken of before."""
    rest = text[end : sentence.end]
    if text[low:start].strip().lower() not in ("the", "their", "its") or re.match(r"\sof\b", rest):
        return None
    future = bool(re.search(r"\b(?:expected|due|planned|set|scheduled|will|would|to take place|may|could|is to)\b", rest))
    if not future and not re.search(r"\b(?:took place|was held|happened|came|followed|on \w+day)\b", rest):
        return None
    head = Span(start, end)
    return Instrument(low, end, head, "signing", True, False, False, False, (), None, "signed", future, head, (), sentence)


def implied(text: str, marks: Marks, actors: Actors, sentence: Told) -> Instrument | None:
    """A sentence that tells of a signature without naming what is signed ("Lind is to sign in Riga on Monday")."""
    for start, end, key in marks.within("standing", sentence.start, sentence.end):
        if key == "signed" and _SIGNS.fullmatch(text, start, end) and not _OTHER_OBJECT.match(text, end):
            future = bool(_FUTURE.search(text, max(sentence.start, start - 60), start))
            signers = _signers(text, actors, sentence, start, start, Span(start, end))
            where = Span(start, end)
            return Instrument(
                start, end, where, "signing", True, False, False, False, (), None, "signed", future, where, signers, sentence
            )
    return None


def _phrase(text: str, floor: int, start: int) -> tuple[int, list[str]]:
    """Where the noun phrase begins, and its words before the head."""
    low, words = start, list[str]()
    while low > floor and len(words) < 12:
        before = _WORD_BEFORE.search(text, max(floor, low - 40), low)
        if not before or _STOP.search(text, max(floor, before.start() - 1), low):
            break
        word = before[0].strip()
        if word.endswith(("’s", "'s")) and words:
            words.insert(0, word)
            low = before.start()
            break
        words.insert(0, word)
        low = before.start()
        if _DETERMINER.match(word):
            break
    return low, words


def _parties(text: str, actors: Actors, sentence: Told, low: int, start: int, end: int) -> tuple[list[Actor], Actor | None]:
    """Who it is between: in the phrase ("US-Ukraine"), behind it ("between", "with", "of"), or who signs it."""
    inside = actors.within(low, start)
    if text[end - 1] == "s" and (others := _OTHERS.match(text, end, sentence.end)):
        return [actor for actor in actors.within(others.end(), sentence.end) if actor.kind == "state" and not actor.place], None
    if len({actor.code for actor in inside}) > 1:
        return inside, None
    between = _BETWEEN.match(text, end, min(sentence.end, end + 60))
    if between:
        return _listed(text, actors, between.end(), sentence.end), None
    of = _OF.match(text, end)
    if of:
        listed = _listed(text, actors, of.end(), sentence.end)
        if len({actor.code for actor in listed}) > 1:
            return listed, None
    partner = _partner(text, actors, sentence, end)
    return (inside if partner else []), partner


def _listed(text: str, actors: Actors, at: int, end: int) -> list[Actor]:
    """The actors of a list that begins at a place: "Peru, Chile and the European Union"."""
    found: list[Actor] = []
    for actor in actors.within(at, min(end, at + 400)):
        gap = text[found[-1].end : actor.start] if found else text[at : actor.start]
        if found and found[-1].body and not actor.body and _MEMBERS.fullmatch(gap):
            found[-1] = actor
            continue
        if (
            found
            and not _JOIN.fullmatch(gap)
            and not re.fullmatch(r"[^.;]{0,12}\band\s(?:the\s)?(?:\w+\s){0,3}|,\s(?:the\s)?", gap)
        ):
            break
        if not found and len(gap) > 40:
            break
        found.append(actor)
    return found


def _partner(text: str, actors: Actors, sentence: Told, end: int) -> Actor | None:
    match = _WITH.match(text, end, sentence.end)
    if not match:
        return None
    listed = _listed(text, actors, match.end(), sentence.end)
    return listed[0] if listed and listed[0].start - match.end() < _BEFORE_PARTNER else None


def _signers(text: str, actors: Actors, sentence: Told, low: int, end: int, verb: Span) -> tuple[Actor, ...]:
    """The actors joined in a list that stand nearest before the verb, or behind "by" in a passive, or before the agreement."""
    floor = end if verb.start > end else sentence.start
    found = _list_before(text, actors, max(floor, verb.start - 200), verb.start, (low, end))
    if found:
        return found
    if _BOTH.search(text, max(sentence.start, verb.start - 40), verb.start):
        return tuple(_last_two(text, actors, sentence, verb.start))
    by = _BY.match(text, verb.end, min(sentence.end, verb.end + 60))
    if by:
        return tuple(_listed(text, actors, by.end(), sentence.end))
    return _list_before(text, actors, max(sentence.start, verb.start - 200), verb.start, (low, end)) if floor == end else ()


def _last_two(text: str, actors: Actors, sentence: Told, at: int) -> list[Actor]:
    """Who "both sides" are: the two spoken of last, else the only two states of the text so far."""
    found: dict[str, Actor] = {}
    near = [actor for actor in actors.within(max(0, sentence.start - 300), at) if not actor.place]
    states = [actor for actor in near if not actor.body]
    for actor in (states if len({actor.code for actor in states}) > 1 else near)[::-1]:
        if len(found) < 2:
            found.setdefault(actor.code, actor)
    return (
        list(found.values())[::-1] if len(found) == 2 and not any(a.body for a in found.values()) else only_two(text, actors, at)
    )


def only_two(text: str, actors: Actors, at: int) -> list[Actor]:
    """The two states of a text that has named no third one before a place; nobody otherwise. A capital may be only where
    something was signed."""
    found: dict[str, Actor] = {}
    for actor in actors.within(0, min(at, _OPENING)):
        where = actor.kind == "capital" and (actor.place or text.endswith(" of ", 0, actor.start))
        if not actor.body and not where:
            found.setdefault(actor.code, actor)
    return list(found.values()) if len(found) == 2 else []


def _list_before(text: str, actors: Actors, floor: int, at: int, phrase: tuple[int, int]) -> tuple[Actor, ...]:
    found: list[Actor] = []
    for actor in actors.within(floor, at)[::-1]:
        described = actor.kind == "demonym" and not _PEOPLE.match(text, actor.end) and not found
        if actor.place or described or phrase[0] <= actor.start < phrase[1]:
            continue
        gap = text[actor.end : found[-1].start] if found else text[actor.end : at]
        if found and not _JOIN.fullmatch(gap) and actor.code != found[-1].code and not _OFFICE_JOIN.fullmatch(gap):
            break
        if not found and (";" in gap or ":" in gap or len(gap) > 90):
            break
        found.append(actor)
    return tuple(found[::-1])


def _keepers(text: str, actors: Actors, sentence: Told, low: int, end: int) -> tuple[Actor, ...]:
    """Who "has" pacts with others: "Peru has a pact with Chile", "pacts that Peru has with three other states, including ..."."""
    made = _MADE_BY.match(text, end)
    makers = _listed(text, actors, made.end(), sentence.end) if made else []
    if len({actor.code for actor in makers}) > 1:
        return tuple(makers)
    has = _HAS.search(text, max(sentence.start, low - 30), low)
    if has:
        return _list_before(text, actors, max(sentence.start, has.start() - 60), has.start(), (low, end))
    others = _OTHERS.match(text, end, sentence.end)
    return tuple(actors.within(end, others.end())[:1]) if others else ()


def _standing(
    text: str, marks: Marks, actors: Actors, sentence: Told, low: int, end: int
) -> tuple[str | None, bool, Span | None]:
    """What is done with it, by the nearest word of the table in its clause; whether in the future; where the word stands."""
    start, stop = _clause(text, sentence, low, end)
    best: tuple[int, str, int, int] | None = None
    relative = _RELATIVE.match(text, end, stop)
    about = ABOUT.match(text, end, stop)
    behind = about.end() if about else end
    for a, b, key in marks.within("standing", start, stop):
        if (a < end and b > low) or _NOUN.search(text, max(start, a - 12), a):
            continue
        distance = low - b if b <= low else a - end + 5
        if marks.within("instrument", behind, a) if a > end else marks.within("instrument", b, low):
            continue
        if relative and relative.start("verb") <= a and actors.within(end, min(a, end + 45)):
            distance -= 100
        if relative and key in _ENDED and a > relative.end("verb") and not _SUBORDINATE.search(text, relative.end("verb"), a):
            distance -= 200
        if distance < 160 and (best is None or distance < best[0]):
            best = (distance, key, a, b)
    if best is None:
        return None, False, None
    _, key, a, b = best
    if key != "ratified" and _FAILED.search(text, max(sentence.start, a - 40), a):
        key = "proposed"
    future = bool(_FUTURE.search(text, max(sentence.start, a - 60), a))
    return key, future, Span(a, b)


def _clause(text: str, sentence: Told, low: int, end: int) -> tuple[int, int]:
    start, stop = sentence.start, sentence.end
    for match in _CLAUSE.finditer(text, sentence.start, sentence.end):
        if match.start() == end:
            continue
        if match.end() <= low:
            start = match.end()
        elif match.start() >= end:
            stop = match.start()
            break
    return start, stop
