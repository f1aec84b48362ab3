"""By whom a clause is undertaken and to whose benefit."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from servanda.lexicon import Marks
from servanda.lexicon import lazy_re as re
from servanda.lexicon.folding import lowered
from servanda.model import Force, Span
from servanda.read.beneficiary import beneficiary
from servanda.read.cast import Cast, Mention
from servanda.read.clauses import Clause
from servanda.read.grammar import ADVERB_WORDS
from servanda.read.parties import Parties

_PREPOSITIONS = (
    "in|for|as|at|after|with|when|where|whenever|wherever|if|upon|under|to|on|without|subject|notwithstanding|during|until|unless"
    "|following|pursuant|considering|recogni[sz]ing|having|by|within|since|while|because|before|throughout|except|should|once|given"
    "|further|building|through|together|along|alongside|from|provided|acting|working|including|bilaterally|according|based|despite"
    "|regarding|concerning|via|i\\.e|e\\.g|inter alia|therefore|also|however|moreover|furthermore|accordingly|thus"
)
_ADVERBIAL = re.compile(rf"\s*(?:and\s|or\s|but\s)?(?:{_PREPOSITIONS})\b")
_CUT = re.compile(
    rf"\s(?:(?:{_PREPOSITIONS})|which|who|whose|that|against|referred|mentioned|requiring|called|concerned|addressed|between|among|towards?|into|"
    rf"participating|situated|established|made|located|residing|imported|not|of\s(?:this|the\spresent)\s(?:agreement|convention|treaty))\b",
)
_SEGMENT = re.compile(r"[^,;:()]+")
_PRONOUNS = {"it", "they", "he", "she", "both", "latter", "former", "same"}
_RELATIVES = {"which", "who", "whom"}
_BACKWARD = re.compile(r"(?:this|these|such|those|the|that)\b\s?(?P<noun>[\w-]+)?(?:\s(?P<second>[\w-]+))?", re.IGNORECASE)
_PASSIVE = re.compile(
    r"\s?(?:not\s|never\s|also\s|only\s|\w+ly\s|in\sno\scase\s)*be\s(?:\w+ly\s|so\s|further\s)*"
    r"(?!allowed\sto|exempted|deemed)"
    r"\w+(?:ed|en|ne|de|id|t|un|ut)\b"
)
_AGENT = re.compile(r"\bby\s")
_NOT_AN_AGENT = re.compile(r"(?:means|virtue|way|reason|the end|mutual|written|notice|giving|\w+ing|\d)\b")
_SUBORDINATE = re.compile(
    r"\b(?:so soon|as soon|when|whenever|after|if|which|who|that|until|unless|before|upon|where|"
    r"(?:(?<=,\s)provided|provided(?=\s(?:that|always|however|further)\b))|once)\b"
)
_BETWEEN = re.compile(r"between(?<!\wbetween)\sthe\s")
_IS_HEAD = re.compile(r"\s*(?:$|[,;(’']|(?:and|or|shall|will|may|must|of)\b|[A-Z])")
_INSTRUMENT = {
    "agreement",
    "annex",
    "arrangement",
    "article",
    "articles",
    "convention",
    "declaration",
    "exchange",
    "letter",
    "letters",
    "memorandum",
    "note",
    "notes",
    "protocol",
    "provisions",
    "treaty",
}
_OWNED = re.compile(
    r"(?:’s|'s)?\s(?:[\w-]+\s){0,3}?(?:support|assistance|aid|help|contribution|efforts?|funding|commitments?|donation|troops|forces)\b"
)
_LINKED = re.compile(
    r"(?:’s?|'s?)?[\s,]*(?:(?:and|or|nor|neither|either|the|of|both|each|any|all|its|their|that|those|on|one|hand|other|as|well|between|[\w-]*ly|as)\b[\s,]*|"
    r"(?:government|kingdom|republic|authorit(?:y|ies)|competent|ministry|nationals|state|people|federal|department|agency|citizens|"
    r"commissioners|chiefs|said|aforesaid|confederated?|tribes?|nations?|bands?|indians|vessels|ships|forces|personnel|armed|airlines?|designated|territory|territories)\b[\s,]*)*",
)
_AGREED = re.compile(
    r"\s*(?:and\s|provided,?\s)?(?:it\s(?:is|being)|the\s(?:\w+\s){0,2}parties)\s(?:(?:also|further|hereby|mutually|expressly|moreover)\s){0,2}"
    r"(?:agreed?|stipulated?|understood|provided)\b[^;]{0,200}?\bthat\s",
)
_DONE_BY = re.compile(r"(?:is|are|be|been|hereby)\s(?:\w+\s){0,3}?\w+(?:ed|en|ne|de)\s(?:\w+\s){0,4}?by\s")
_THEM = re.compile(r"(?:them|it|him|either of them|the latter)\b")
_RECEIVES = re.compile(
    r"\s(?:be\s)?(?:entitled|have the right|has the right)\sto\s"
    r"(?:receive|be\s(?:paid|compensated|reimbursed)|compensation|reimbursement)"
)
_BOUND = re.compile(
    r"\s?(?:not\s|also\s|\w+ly\s)*be\s(?:\w+ly\s)?(?:entitled|obliged|obligated|bound|committed|prepared|authori[sz]ed|required|permitted)\b"
)
_SOME = re.compile(
    r"\b(?P<which>(?:(?:the|other|all|those)\s)?(?:(?:least[\s-])?develop(?:ed|ing)|industriali[sz]ed|(?:non[\s-])?nuclear[\s-]weapons?|"
    r"land-?locked|geographically disadvantaged|small island(?: developing)?)\s(?:country\s|coastal\s)?)$"
)
"""What picks some of the parties, nobody can tell which: they stand as written."""
_SOME_ENDS = frozenset("dgnsyl")
"""The last letters of these words: developed, developing, weapon, weapons, country, coastal."""
_REACH = 1500
"""How far back in a sentence a pronoun looks."""
_GIVEN = re.compile(
    r"\bbe\s(?:(?:\w+ly|also|forthwith|hereafter|so)\s)*(?:paid|given|delivered|granted|furnished|allowed|supplied|compensated|reimbursed|indemnified|provided|transferred|returned|restored|ceded"
    r"|secured|guaranteed|distributed|advanced|appropriated|expended|exempt(?:ed)?)\b"
)
_FOR_WHOM = re.compile(
    r"\b(?:to|for|among|amongst|on)\s(?:the\s(?:(?:sole\s)?(?:use|benefit)(?:\sand\s\w+)?\sof\s)?)?(?:the\s)?(?:said\s|aforesaid\s|same\s)?$"
)
_AT_WHOSE_COST = re.compile(
    r"(?:on(?<!\won)\sthe\spart|at(?<!\wat)\sthe\s(?:sole\s)?(?:expense|cost|charge)|out(?<!\wout)\sof\sthe\streasury)\sof\s"
)
_COSTS = ("part ", "part\n", "part\xa0", "expense", "cost", "charge", "treasury")
_DUTY_IS = re.compile(
    r"\s(?:also\s|always\s)?be\s(?:\w+ly\s)?(?:made\s)?(?:the\s(?:\w+\s)?(?:duty|responsibility|obligation|right)\sof|incumbent\s(?:up)?on|for)\s"
)
_CODE = re.compile(r"[A-Z]{2,4}")
_OF_THE_INSTRUMENT = re.compile(
    r"\s(?:(?:\w+ly|also|then|together|thereupon)\s)*(?:enter\sinto\s(?:force|effect)|come\sinto\s(?:force|effect)|take\seffect|remain\sin\s(?:force|effect)|"
    r"be\s(?:\w+ly\s)?applied|apply|terminate|cease\sto|expire|continue\sin|constitute|be\sregarded\sas)\b"
)
"""What only an agreement does, behind "which shall"."""
_DUTY_OF = re.compile(r"\b(?:oblig|requir|commit|prevent|preclud|affect|prejudic|impos|restrict|limit|bind)\w*")


class Actors(NamedTuple):
    """`by` and `to` are codes, `*parties*` or names as written; the words are where the text says so (None: it does not)."""

    by: tuple[str, ...] = ()
    by_words: Span | None = None
    to: tuple[str, ...] = ()
    to_words: Span | None = None


class _Named(NamedTuple):
    """Whom the text names, and where; `named` is False where all parties stand in because it names nobody."""

    codes: tuple[str, ...]
    words: Span | None
    named: bool = True


class _Subject(NamedTuple):
    """A subject read once: the pieces that name it, relative to its start; what it is, if it is a pronoun; whom it names."""

    heads: tuple[tuple[int, int], ...]
    length: int
    last: str
    relative: bool
    pronoun: bool


class Who:
    """Whom the clauses of one text mean. Build it once for a text and give it the clauses in order: "it" looks back."""

    def __init__(self, text: str, parties: Parties, marks: Marks) -> None:
        self._text, self._low = text, marks.low
        self._cast = Cast(text, parties, marks)
        self._before: tuple[Clause, _Named] | None = None
        self._subjects: dict[str, _Subject] = {}

    def of(self, clause: Clause, areas: Sequence[str] = ()) -> Actors:
        """Who takes the clause on and towards whom; its areas tell aid from what one does in one's own house."""
        by = self._by(clause)
        self._before = (clause, by)
        to, to_words = beneficiary(self._cast, clause, by.codes, by.words, by.named, areas)
        return Actors(by.codes, by.words, to, to_words)

    def _by(self, clause: Clause) -> _Named:
        start, end = self._place(clause)
        subject = self._subject(self._text[start:end])
        verb = clause.force_words.end
        duty = _DUTY_IS.match(self._low, verb) if self._text.startswith((" be", " also be", " always be"), verb) else None
        if duty and (bound := self._meant(self._cast.within(duty.end(), min(clause.end, duty.end() + 60))[:1])):
            return bound
        if clause.force is Force.DENIAL and (bound := self._bound_by_denial(clause, start, end)):
            return bound
        if subject.relative and _OF_THE_INSTRUMENT.match(self._low, verb):
            return self._all()
        passive = clause.passive or (
            self._text.find("be ", verb, verb + 30) >= 0 and _PASSIVE.match(self._text, verb) is not None
        )
        if passive and not _BOUND.match(self._text, verb):
            return (
                self._agent(clause)
                or self._at_the_cost(clause)
                or self._owner(subject, start)
                or self._giver(clause, subject, start)
                or self._one_side(clause, subject, start)
                or self._all()
            )
        named = self._named(subject, start)
        if named is None:
            agent = self._agent(clause) if _DONE_BY.match(self._low, clause.force_words.start) else None
            return agent or self._looked_back(clause, subject, start) or self._all()
        if _RECEIVES.match(self._text, verb) and (giver := self._cast.rest(named.codes)):
            return _Named(giver, None)
        return named

    def _place(self, clause: Clause) -> tuple[int, int]:
        if clause.subject:
            return clause.subject.start, clause.subject.end
        if clause.start < clause.force_words.start:
            return clause.start, clause.force_words.start
        if clause.sentence.start < clause.force_words.start:
            return clause.sentence.start, clause.force_words.start
        return clause.start, clause.start

    def _subject(self, words: str) -> _Subject:
        known = self._subjects.get(words)
        if known is None:
            last = words.strip(" \n,").rpartition(",")[2].strip()
            word = last.lower().split()
            while len(word) > 1 and word[-1] in ADVERB_WORDS:
                word.pop()
                last = last.rpartition(" ")[0].rstrip()
            word = word[-2:]
            relative = bool(word) and word[-1] in _RELATIVES
            pronoun = bool(word) and word[-1] in _PRONOUNS and (len(word) == 1 or last.count(" ") == 1)
            known = self._subjects[words] = _Subject(tuple(_heads(lowered(words))), len(words), last, relative, pronoun)
        return known

    def _all(self) -> _Named:
        return _Named(self._cast.everybody, None, named=False)

    def _named(self, subject: _Subject, start: int) -> _Named | None:
        """Whom a subject names in its head: "the authorities of Freedonia", not "in the territory of Freedonia"."""
        found: list[Mention] = []
        for low, high in subject.heads:
            found += self._cast.within(start + low, start + high)
        if not subject.heads and subject.last:
            found = self._last_named(start, subject)
        return self._meant(found if len(found) < 2 else self._coordinated(found)) or self._stranger(subject, start)

    def _stranger(self, subject: _Subject, start: int) -> _Named | None:
        """A state that is no party and does what the subject does: "Peru may accede with the consent of both"."""
        for low, high in subject.heads:
            third = [m for m in self._cast.within(start + low, start + high) if m.kind == "third"]
            if third and _LINKED.fullmatch(self._low, start + low, third[0].start):
                return self._third(third)
        return None

    def _third(self, found: list[Mention]) -> _Named | None:
        """The states among mentions that are no parties; an adjective is none ("the Russian texts")."""
        states = [m for m in found if m.kind == "third" and self._cast.marks.any("state", m.start, m.end)]
        states = [m for m in states if _IS_HEAD.match(self._text, m.end)]
        codes = dict.fromkeys(code for m in states for code in m.codes)
        return _Named(tuple(codes), Span(states[0].start, states[-1].end)) if states else None

    def _last_named(self, start: int, subject: _Subject) -> list[Mention]:
        """The last mention of a subject that is adverbial throughout, and what "and" links to it ("In May Norway and Chile")."""
        mentions = self._coordinated(self._cast.within(start, start + subject.length))
        if mentions and not _CUT.search(self._low, max(start, mentions[0].start - 14), mentions[0].start):
            return mentions
        return []

    def _coordinated(self, found: list[Mention]) -> list[Mention]:
        """The last mention and those before it that "and" links to it: a heading that runs into a subject names nobody."""
        kept = found[-1:]
        for mention in found[-2::-1]:
            if not _LINKED.fullmatch(self._low, mention.end, kept[0].start):
                break
            kept.insert(0, mention)
        return kept

    def _meant(self, found: list[Mention]) -> _Named | None:
        """The parties among the mentions; an organisation only where no party is named; None where nobody is."""
        if not found:
            return None
        if len(found) == 1 and found[0].kind == "party":
            return _Named(found[0].codes, Span(found[0].start, found[0].end))
        words = Span(found[0].start, found[-1].end)
        parties = [m for m in found if m.kind == "party"]
        if parties:
            codes = dict.fromkeys(code for m in parties for code in m.codes)
            return _Named(tuple(codes), Span(parties[0].start, parties[-1].end))
        some = self._some(found[0].start) if found[0].kind in ("all", "role") else None
        if some:
            named = Span(some.start("which"), found[0].end)
            return _Named((" ".join(self._text[named.start : named.end].split()),), named)
        if any(m.kind in ("all", "role", "other", "body") for m in found):
            return _Named(self._cast.everybody, words)
        organisations = [m for m in found if m.kind == "organisation" and _IS_HEAD.match(self._text, m.end)]
        if organisations:
            return _Named(tuple(dict.fromkeys(code for m in organisations for code in m.codes)), words)
        return None

    def _some(self, at: int) -> re.Match[str] | None:
        """What stands before a place and picks some of the parties; its last letter is asked first."""
        low = self._low
        return _SOME.search(low, max(0, at - 40), at) if at > 1 and low[at - 2] in _SOME_ENDS else None

    def _one_side(self, clause: Clause, subject: _Subject, start: int) -> _Named | None:
        """The side that carries a passive without agent on: of the sentence that it hangs on, or of what "this" takes up."""
        earlier = self._before
        if not earlier or self._is_mutual(clause.force_words.end, clause.end):
            return None
        if subject.relative:
            if clause.sentence.start <= earlier[0].start:
                return earlier[1]
            meant = self._text[max(clause.sentence.start, start - 80) : start].strip(" \n,").rpartition(",")[2].strip()
            return self._taken_up(clause, meant, start)
        return self._taken_up(clause, subject.last, start)

    def _is_mutual(self, start: int, end: int) -> bool:
        """Whether the words say that something is done between the parties."""
        low = self._low
        at = low.find("mutual", start, end)
        if at >= 0 and not low[at - 1 : at].isalnum():
            return True
        return low.find("between", start, end) >= 0 and _BETWEEN.search(low, start, end) is not None

    def _looked_back(self, clause: Clause, subject: _Subject, start: int) -> _Named | None:
        """Whom "it", "which" or "the said payment" takes up from what stands before."""
        if subject.relative:
            near = [m for m in self._cast.within(max(clause.sentence.start, start - 90), start) if start - m.end < 12]
            return self._meant(near) or self._third(near[-1:]) or self._one_side(clause, subject, start)
        if subject.pronoun:
            return self._antecedent(clause, start, subject.last)
        return self._taken_up(clause, subject.last, start)

    def _taken_up(self, clause: Clause, words: str, start: int) -> _Named | None:
        if words[:5].lower() == "such " and (inside := self._cast.within(max(clause.sentence.start, start - _REACH), start)):
            return self._meant([m for m in inside if m.kind in ("party", "all", "role")][:1])
        backward = _BACKWARD.match(words)
        if not backward or not self._before or self._before[0].path != clause.path:
            return None
        earlier, by = self._before
        noun = (backward["second"] or backward["noun"] or "").lower()
        if noun in _INSTRUMENT or (backward["noun"] or "").lower() in _INSTRUMENT:
            return None
        pointed = not backward[0].lower().startswith("the ")
        return by if pointed or (noun and noun in self._text[earlier.start : earlier.end].lower()) else None

    def _antecedent(self, clause: Clause, start: int, words: str) -> _Named | None:
        inside = [
            m for m in self._cast.within(max(clause.sentence.start, start - _REACH), start) if m.kind in ("party", "all", "role")
        ]
        if words.lower().endswith(("latter", "former")):
            pool = inside or (self._cast.within(self._before[0].start, start) if self._before else [])
            pool = [m for m in pool if m.kind == "party"]
            return self._meant(pool[-1:] if words.lower().endswith("latter") else pool[-2:-1])
        if self._before and self._before[0].sentence == clause.sentence and not self._cast.means_all(self._before[1].codes):
            return self._before[1]
        if inside:
            return self._meant(inside if words.lower().endswith(("they", "both")) else inside[:1])
        return self._before[1] if self._before else None

    def _at_the_cost(self, clause: Clause) -> _Named | None:
        """On whose part or at whose expense something is done."""
        start, end = clause.start, clause.end
        told = end - start < _REACH and any(self._low.find(word, start, end) >= 0 for word in _COSTS)
        match = _AT_WHOSE_COST.search(self._low, start, end) if told else None
        found = self._cast.within(match.end(), min(clause.end, match.end() + 40)) if match else []
        return self._meant([m for m in found[:1] if m.kind == "party"])

    def _agent(self, clause: Clause) -> _Named | None:
        """Whom "by ..." behind the verb names."""
        if self._text.find("by ", clause.force_words.end, clause.end) < 0:
            return None
        stop_at = _SUBORDINATE.search(self._text, clause.force_words.end, clause.end)
        framed = self._cast.marks.within("background", clause.force_words.end, clause.end)
        until = min([clause.end, *(m.start() for m in (stop_at,) if m), *(mark[0] for mark in framed[:1])])
        for match in _AGENT.finditer(self._low, clause.force_words.end, until):
            if _NOT_AN_AGENT.match(self._low, match.end()):
                continue
            if _THEM.match(self._low, match.end()) and (meant := self._antecedent(clause, match.start(), "they")):
                return meant
            stop = _SEGMENT.match(self._text, match.end(), min(clause.end, match.end() + 160))
            high = stop.end() if stop else match.end()
            cut = _CUT.search(self._low, match.end(), high)
            found = self._meant(self._cast.within(match.end(), cut.start() if cut else high))
            if found:
                return found
        return None

    def _owner(self, subject: _Subject, start: int) -> _Named | None:
        """Whose support, aid or forces a passive speaks of."""
        for low, high in subject.heads:
            for mention in self._cast.within(start + low, start + high):
                if mention.kind == "party" and _OWNED.match(self._text, mention.end):
                    return _Named(mention.codes, Span(mention.start, mention.end))
        return None

    def _giver(self, clause: Clause, subject: _Subject, start: int) -> _Named | None:
        """The other side, where a passive says who is given something: "X shall be paid", "a sum shall be paid to X"."""
        if not _GIVEN.search(self._text, clause.force_words.start, min(clause.end, clause.force_words.end + 40)):
            return None
        receiver = self._named(subject, start)
        if receiver is None or len(receiver.codes) != 1:
            receiver = None
            for mention in self._cast.within(clause.force_words.end, clause.end):
                if mention.kind == "party" and _FOR_WHOM.search(self._low, max(clause.start, mention.start - 50), mention.start):
                    receiver = _Named(mention.codes, None)
                    break
        others = self._cast.rest(receiver.codes) if receiver else ()
        one_side = len(others) == 1 or (len(others) > 1 and not any(_CODE.fullmatch(name) for name in others))
        return _Named(others, None) if one_side else None

    def _bound_by_denial(self, clause: Clause, start: int, end: int) -> _Named | None:
        """Whom "nothing in this Agreement obliges ..." sets free."""
        if not re.match(
            r"\s*(?:nothing|no provision|neither|the provisions|this agreement)", self._text[start:end], re.IGNORECASE
        ):
            return None
        verb = _DUTY_OF.search(self._low, clause.force_words.start, clause.end)
        found = self._cast.within(verb.end(), min(clause.end, verb.end() + 60)) if verb else []
        return self._meant(found[:1])


def _heads(words: str) -> Iterator[tuple[int, int]]:
    """The pieces of a subject (in lower case) that name it, without insertions and what hangs on them."""
    agreed = _AGREED.match(words) if "that" in words else None
    words = words.replace("belonging to ", "belonging of ")
    for match in _SEGMENT.finditer(words, agreed.end() if agreed else 0):
        if match[0].isspace() or _ADVERBIAL.match(words, match.start(), match.end()):
            continue
        cut = _CUT.search(words, match.start() + 1, match.end())
        yield match.start(), cut.start() if cut else match.end()
