"""Money and goods at a stage, as a report states them: what was set aside, paid or delivered, by whom and to whom."""

from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import NamedTuple

from servanda.lexicon import Lexicon
from servanda.lexicon import lazy_re as re
from servanda.model import Agreement, Amount, Factuality, Flow, Force, Quantity, Span, Stage, Statement, finding_id
from servanda.read.actors import Actor
from servanda.read.amounts import amounts_in, part_of
from servanda.read.clause import Clause
from servanda.read.home_currency import at_home
from servanda.read.past_pledges import dated, is_past
from servanda.read.quantities import quantities_in
from servanda.read.report_areas import ReportAreas
from servanda.read.report_dates import day_in
from servanda.read.report_subjects import Subjects
from servanda.read.restated import own_sums
from servanda.read.scene import Scene
from servanda.read.telling import MOST, Told, label

_NOT_DONE = re.compile(
    r"(?:\b(?:to|will|would|may|might|could|can|should|must|shall|not|never|yet|be|being|if|whether|unless|only|no)|n['’]t)\s(?:\w+\s){0,1}$",
    re.IGNORECASE,
)
_NOTHING_BEHIND = re.compile(r"\s(?:[A-Z]\w+\s)?(?:none|nothing|neither|no(?!\s(?:less|more|fewer))|not\s(?:a|one))\b")
_NOBODY = re.compile(r"\b(?:no|none|not one|not a single|neither|nothing|nobody)\b[^,;.]*$", re.IGNORECASE)
_BREAK = re.compile(
    r"[;:—–]\s|,?\s(?:while|whereas|although|though|but|because|which|who|when|after|before"
    r"|(?<!under )(?<!of )(?<!in )(?<!with )that)\s|[“”]",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"it|they", re.IGNORECASE)
_OWED = re.compile(r"\b(?:owe[sd]?|owing)\b[^;]*$")
_OF_WHICH = re.compile(r"\bof\s(?:which|that|this|these)\s$")
_FROM = re.compile(r"\b(?:from|by)\s(?:the\s)?(?:[\w-]+\s){0,2}$")
_TO = re.compile(
    r"\b(?:to|for|in)\s(?:the\s)?(?:[\w-]+\s){0,2}$|\b(?:gave|given|sent|lent|paid|granted|supplied|provided|reached|promised|pledged|offered)\s(?:the\s)?$"
)
_WHICH = re.compile(r",?\s(?:that|which)\s$")
_RESUMED = re.compile(r"\W*(?:(?:has|have|had)\s(?:since\s|so\sfar\s|only\s|already\s)?)?")
"""A predicate that goes on behind a relative clause: "Peru, which pledged 5 million, has paid 2 million"."""
_PART, _NEAR = 24, 200
"""Characters before "of which" that tell how much of it, and between two flows of which the second does not say by whom."""
_PROMISED_THEN = re.compile(r"\s(?:of\s)?(?:what|which|that)\s(?:\w+\s){1,3}?(?:promised|pledged|committed|offered|announced)\b")
"""A day behind it is not that of the payment: "has paid half of what it promised in 2024"."""
_BARE = re.compile(
    r"\s(?:a\sfurther\s|another\s|only\s|just\s|about\s|some\s)?\d[\d.,]*\s(?:million|billion|bn|mn)"
    r"(?=[.,;]|\s(?:last|in|to|so|this|by|on|for|and|since|until|from|of\sit)\b|$)"
)
_CURRENT = 400
"""Characters back in which a sum tells the currency of one that names none."""
_JOINED = re.compile(r"(?:,|,?\sand|;)\s(?:(?:has|have|had)\s(?:since\s|so\sfar\s|only\s|already\s)?)?$")
"""In front of another verb that tells of a flow of its own: "pledged 30 million, disbursed 20 million"."""
_REPORTED = re.compile(r"\b(?:reportedly|allegedly|is said to|are said to|apparently|according to unconfirmed)\b", re.IGNORECASE)


class _Moved(NamedTuple):
    """A stretch of a sentence in which a verb tells of money or goods that moved."""

    start: int
    end: int
    verb: Span
    ways: tuple[str, ...]
    """What the verb may mean, as stage/direction; which one, the sums or the goods decide."""
    sentence: Told


def flows(scene: Scene, mentioned: tuple[Agreement, ...], said: tuple[Statement, ...], lexicon: Lexicon) -> tuple[Flow, ...]:
    """Each flow with its amount or goods; a sum that another one in brackets only restates is counted once."""
    reader = _Reader(scene, mentioned, said, lexicon)
    return tuple(
        flow
        for sentence in scene.sentences
        if not sentence.headline
        for moved in _moved(scene, sentence)
        for flow in reader.flows(moved)
    )


_FRACTIONS = {"half": (1, 2), "a third": (1, 3), "a quarter": (1, 4), "two thirds": (2, 3), "three quarters": (3, 4)}
_FRACTION = re.compile(r"\b(?P<part>half|a third|a quarter|two[- ]thirds|three[- ]quarters)\sof\swhich\s$", re.IGNORECASE)


def _fraction(text: str, moved: _Moved, whole: Amount) -> Amount | None:
    """The sum of "half of which has been paid"."""
    match = _FRACTION.search(text, max(moved.sentence.start, moved.start - _PART), moved.start)
    if not match or whole.low is None:
        return None
    above, below = _FRACTIONS[match["part"].lower().replace("-", " ")]
    low, high = whole.low * above / below, whole.high * above / below if whole.high is not None else None
    place = (match.start("part"), match.end("part"))
    return Amount(low, high, whole.currency, match["part"], whole.bound, None, None, *place)


def _moved(scene: Scene, sentence: Told) -> Iterator[_Moved]:
    text = scene.text
    verbs: dict[tuple[int, int], list[str]] = {}
    for start, end, key in scene.marks.within("flow", sentence.start, sentence.end)[:MOST]:
        verbs.setdefault((start, end), []).append(key)
    reached = sentence.start
    for (start, end), ways in sorted(verbs.items()):
        if (
            start < reached
            or _NOTHING_BEHIND.match(text, end)
            or _NOBODY.search(text, max(sentence.start, start - 120), start)
            or _OWED.search(text, max(sentence.start, start - 90), start)
            or _NOT_DONE.search(text, max(sentence.start, start - 24), start)
        ):
            continue
        low, high = _clause(text, sentence, start, end)
        high = next((a for a, _ in sorted(verbs) if end < a < high and _JOINED.search(text, end, a)), high)
        low = max(low, reached)
        yield _Moved(low, high, Span(start, end), tuple(ways), sentence)
        reached = high


def _clause(text: str, sentence: Told, start: int, end: int) -> tuple[int, int]:
    low, high = sentence.start, sentence.end
    for match in _BREAK.finditer(text, sentence.start, sentence.end):
        if match.end() <= start:
            low = match.end()
        elif match.start() >= end:
            high = match.start()
            break
    return low, high


@lru_cache(maxsize=4)
def _ways(lexicon: Lexicon) -> dict[str, list[str]]:
    """What each verb may mean."""
    ways: dict[str, list[str]] = {}
    for row in lexicon.rows("flow"):
        for word in row["words"].split("|"):
            ways.setdefault(word, []).append(row["key"])
    return ways


class _Reader:
    def __init__(self, scene: Scene, mentioned: tuple[Agreement, ...], said: tuple[Statement, ...], lexicon: Lexicon) -> None:
        self._scene = scene
        self._subjects = Subjects(scene, mentioned, said)
        self._codebook, self._lexicon = lexicon.codebook, lexicon
        self._ways = _ways(lexicon)
        self._speakers = {s.evidence[0].start: s.speaker for s in reversed(said)}
        self._starts = [sentence.start for sentence in scene.sentences]
        self._whole: tuple[int, Amount, tuple[str, ...], tuple[str, ...]] | None = None
        """The sum told last: in which sentence, by whom and to whom. Another one may be a part of it."""
        self._told: tuple[int, tuple[str, ...], tuple[str, ...]] | None = None
        """The flow told last: where its sentence ends, by whom and to whom."""

    @cached_property
    def _areas(self) -> ReportAreas:
        """The areas of the text, weighed when the first passage asks: most sentences of the news promise nothing."""
        return ReportAreas(self._scene.text, self._scene.marks, self._codebook)

    def flows(self, moved: _Moved) -> Iterator[Flow]:
        """One flow for each sum, or for each count of goods where no sum is told."""
        scene, text = self._scene, self._scene.text
        amounts = [a for a in own_sums(text, amounts_in(text, moved.start, moved.end, scene.marks)) if a.currency != "%"]
        goods = quantities_in(text, moved.start, moved.end, scene.marks)
        whole = self._whole if self._whole and self._whole[0] == moved.sentence.start else None
        part = None
        if whole and not amounts and _OF_WHICH.search(text, max(moved.sentence.start, moved.start - 12), moved.start):
            part = _fraction(text, moved, whole[1]) or part_of(text, moved.start, moved.verb.start, whole[1])
            amounts = [part] if part else []
        if not amounts and not goods and (told := self._antecedent(moved) or self._bare(moved)):
            amounts = [told]
        way = self._way(moved, bool(amounts), bool(goods))
        if way is None:
            self._keep_whole(moved, amounts)
            return
        by, to = self._sides(moved, way.partition("/")[2])
        if whole and part:
            by, to = whole[2], to or whole[3]
        elif not by and (
            _OF_WHICH.search(text, max(moved.sentence.start, moved.start - 12), moved.start)
            or (moved.start > moved.sentence.start and _RESUMED.fullmatch(text, moved.start, moved.verb.start))
        ):
            by = self._subjects.spoken_of(moved.sentence, moved.start)
        if not by and not to and self._told and moved.sentence.start - self._told[0] < _NEAR:
            by, to = self._told[1:]
        if not by and not to:
            return
        self._told = (moved.sentence.end, by, to)
        if amounts:
            self._whole = (moved.sentence.start, amounts[0], by, to)
        for amount in at_home(amounts, by, self._lexicon):
            if amount.low != 0 or amount.high:
                yield self._flow(moved, way, by, to, amount, None)
        for quantity in goods if not amounts else ():
            yield self._flow(moved, way, by, to, None, quantity)

    def _antecedent(self, moved: _Moved) -> Amount | None:
        """The sum that a relative clause is about: "in addition to the 600 million that Norway has paid"."""
        text, sentence = self._scene.text, moved.sentence
        opens = _WHICH.search(text, max(sentence.start, moved.start - 8), moved.start)
        if not opens:
            return None
        sums = [a for a in amounts_in(text, sentence.start, opens.start(), self._scene.marks) if a.currency != "%"]
        last = sums[-1] if sums else None
        return last if last and last.end is not None and opens.start() - last.end < 3 else None

    def _bare(self, moved: _Moved) -> Amount | None:
        """A sum without a currency, which is that of the sum before: "pledged 40 million pounds, has paid 12 million"."""
        text, after = self._scene.text, moved.verb.end
        sum_ = _BARE.match(text, after, moved.end)
        if not sum_ or not any(way.startswith("disbursed") for way in moved.ways):
            return None
        before = amounts_in(text, max(0, after - _CURRENT), moved.verb.start, self._scene.marks)
        last = next((a for a in reversed(before) if a.currency and a.currency != "%"), None)
        return part_of(text, after, sum_.end(), last) if last else None

    def _keep_whole(self, moved: _Moved, amounts: list[Amount]) -> None:
        """Remembers a sum that is promised: a part of it may be told as paid."""
        if amounts and moved.ways == ("pledged/gives",):
            self._whole = (moved.sentence.start, amounts[0], *self._sides(moved, "gives"))

    def _way(self, moved: _Moved, money: bool, goods: bool) -> str | None:
        """The stage and the direction: money is disbursed, goods are delivered, both may be allocated."""
        words = self._scene.text[moved.verb.start : moved.verb.end].lower()
        ways = self._ways.get(words, list(moved.ways))
        if ways == ["pledged/gives"]:
            return ways[0] if (money or goods) and self._is_old(moved) else None
        wanted = ("disbursed",) if money else ("delivered",) if goods else ()
        fitting = sorted(way for way in ways if way.partition("/")[0] in (*wanted, *(("allocated",) if wanted else ())))
        return fitting[0] if fitting else None

    def _is_old(self, moved: _Moved) -> bool:
        text, sentence = self._scene.text, moved.sentence
        return is_past(text, sentence.start, sentence.end, text[moved.verb.start : moved.verb.end], self._scene.published)

    def _sides(self, moved: _Moved, direction: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        scene, text = self._scene, self._scene.text
        subject = self._subjects.of(Span(moved.start, moved.verb.start), moved.end) if moved.verb.start > moved.start else None
        if (named_first := label(text, moved.sentence)) and (subject is None or not subject.codes):
            subject = self._subjects.of(Span(*named_first), moved.end)
        named = subject.codes if subject else ()
        after = [a for a in scene.actors.within(moved.verb.end, moved.end) if a.code not in named]
        givers = [a.code for a in after if _FROM.search(text, max(moved.verb.start, a.start - 30), a.start)]
        takers = [a.code for a in after if self._takes(moved, a)]
        if direction == "gets":
            return tuple(dict.fromkeys(givers)), named
        if direction == "comes":
            owners = [a.code for a in scene.actors.within(moved.start, moved.verb.start) if not a.place and a.code not in takers]
            return tuple(dict.fromkeys(givers or owners[:1])), tuple(dict.fromkeys(takers))
        if not takers and named and (other := self._other_party(moved, named)):
            takers = [other]
        if not takers and subject and subject.words and _PRONOUN.fullmatch(text, subject.words.start, subject.words.end):
            takers = self._spoken_of(moved.sentence, named)
        return named, tuple(dict.fromkeys(takers))

    def _takes(self, moved: _Moved, actor: Actor) -> bool:
        """Whether an actor behind the verb receives; a capital only right behind it ("lent Sofia 70 million")."""
        text = self._scene.text
        if actor.kind == "capital":
            return actor.start - moved.verb.end < 6 and not actor.place
        return _TO.search(text, max(moved.verb.start, actor.start - 30), actor.start) is not None

    def _other_party(self, moved: _Moved, named: tuple[str, ...]) -> str | None:
        """The other party of the agreement under which a sum is said to be paid."""
        if not self._scene.marks.any("instrument", moved.start, moved.end):
            return None
        parties = self._subjects.parties_of(self._subjects.agreement_at(moved.end))
        others = [code for code in parties if code not in named]
        return others[0] if len(others) == 1 and set(named) < set(parties) else None

    def _spoken_of(self, sentence: Told, named: tuple[str, ...]) -> list[str]:
        """To whom "it" gave, where its sentence does not say so: the only other one of the sentences before."""
        sentences = self._scene.sentences
        k = bisect_right(self._starts, sentence.start) - 1
        for before in sentences[max(0, k - 3) : k][::-1]:
            near = self._scene.actors.within(before.start, before.end)
            others = {a.code for a in near if not a.place and a.code not in named and a.kind != "demonym"}
            if others or before.paragraph != sentence.paragraph:
                return list(others) if len(others) == 1 and before.paragraph == sentence.paragraph else []
        return []

    def _flow(
        self,
        moved: _Moved,
        way: str,
        by: tuple[str, ...],
        to: tuple[str, ...],
        amount: Amount | None,
        quantity: Quantity | None,
    ) -> Flow:
        scene, text, sentence = self._scene, self._scene.text, moved.sentence
        stage = Stage(way.partition("/")[0])
        start, end = _trimmed(text, moved.start, moved.end)
        clause = Clause(start, end, "", Span(sentence.start, sentence.end), Force.COMMITMENT, moved.verb, "flow")
        areas = [area for area in self._areas.of(clause) if area != "other"]
        part = bool(_OF_WHICH.search(text, max(sentence.start, moved.start - 12), moved.start))
        low, high = (start, end) if part else (sentence.start, sentence.end)
        promised = _PROMISED_THEN.search(text, moved.verb.end, high)
        high = promised.start() if promised else high
        day = day_in(text, low, high, scene.published, future=False)
        value = (amount.text, amount.start) if amount else (quantity.text, quantity.start) if quantity else ()
        return Flow(
            id=finding_id("flow", scene.document.id, stage, start, *value),
            stage=stage,
            by=by,
            to=to,
            amount=amount,
            quantity=quantity,
            category=areas[0] if areas else None,
            date=day[0] if day else dated(text, low, high),
            factuality=Factuality.PROBABLE if _REPORTED.search(text, start, end) else Factuality.CERTAIN,
            evidence=(Span(start, end),),
            attributed_to=self._speakers.get(sentence.start),
        )


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " ,;:\n":
        start += 1
    while end > start and text[end - 1] in " ,;:.\n":
        end -= 1
    return start, end
