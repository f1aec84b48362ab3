"""Whom the subject of a passage in a report means: actors named, the government or the parties spoken of, or a text."""

from bisect import bisect_right
from typing import NamedTuple

from servanda.lexicon import lazy_re as re
from servanda.model import Agreement, Span, Statement
from servanda.read.actors import Actor
from servanda.read.parties import ALL
from servanda.read.scene import Scene
from servanda.read.telling import Told
from servanda.read.undertakings import COMPARED

_PRONOUN = re.compile(
    r"\b(?P<word>it|they|he|she|we|i)\b(?:\s\w+ly|\s(?:also|then|now|has|have|had|is|are|was|were|’|'))*\W*$", re.IGNORECASE
)
_LIST_GAP = re.compile(
    r"\.?(?:['’]s?)?\s*(?:,|and|&|as well as|or|along with|together with)?\s*(?:the\s|its\s|his\s|her\s)?(?:[\w.’'-]+\s){0,4}",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(
    r"\b(?:of|for|in|with|from|to|on|by|towards?|against|under|within|at|over|into|between|behind|unlike|like|despite|after"
    r"|before|since)\s(?:the\s|its\s)?(?:[\w’'-]+\s){0,2}$",
    re.IGNORECASE,
)
_PART_OF = re.compile(
    r"\b(?:rest|members|all|most|part|half|some|many|leaders|presidents|governments?|states|ministers|parliaments|navies|armies|people)\sof\s(?:the\s)?$",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"\b(?:unlike|like|resembl\w+|mirror\w*|echo\w*|than|similar to|akin to|compar\w+ (?:with|to)|in contrast to"
    r"|as opposed to|the (?:model|example|pattern|lines|style) of|model(?:led|ed) (?:on|after)|as (?:in|under|with)"
    r"|the way|not)\s(?:(?:the|a|an|its|his|their|those|in|of|under|many|some|other|earlier|similar)\s)*$",
    re.IGNORECASE,
)
"""What stands before an agreement that is named only to be compared with another one."""
_NAMED_AS = re.compile(r"\sas\s(?:the\s(?:only|first|last|sole|next)|one\sof\sthe)\s(?:\w+\s?){1,3}$")
"""The antecedent is the one named: "named Peru as the only one that ..."."""
_RELATIVE = re.compile(r"\s(?:that|which|who)\s(?:\w+\s){1,8}$")


class Subject(NamedTuple):
    """Who acts. `kind`: actor, government, both, group, text, thing or none; `codes` may be empty."""

    kind: str
    codes: tuple[str, ...] = ()
    words: Span | None = None


class Subjects:
    """Resolves the subjects of one report. `mentioned`: its agreements, with their places under `mentions`."""

    def __init__(self, scene: Scene, mentioned: tuple[Agreement, ...], said: tuple[Statement, ...] = ()) -> None:
        self._scene = scene
        self._sentence_starts = [sentence.start for sentence in scene.sentences]
        self._voices = {s.evidence[0].start: s.affiliation for s in reversed(said) if s.affiliation}
        self.mentioned = mentioned
        self._bands = frozenset(match["short"] for match in _DEFINED.finditer(scene.text))
        self._places = sorted(
            (s.start, k)
            for k, a in enumerate(mentioned)
            for s in a.evidence.get("mentions", ())
            if not _COMPARED.search(scene.text, max(0, s.start - 60), s.start) and not self._is_compared(s.start)
        )
        self._place_starts = [start for start, _ in self._places]

    def _is_compared(self, at: int) -> bool:
        sentence = self._sentence_of(at)
        spans = COMPARED.finditer(self._scene.text, sentence.start, sentence.end) if sentence else ()
        return any(match.start() <= at < match.end() for match in spans)

    def agreement_at(self, at: int) -> int | None:
        """The agreement mentioned last before the end of a passage, else the only one."""
        k = bisect_right(self._place_starts, at) - 1
        if k >= 0:
            return self._places[k][1]
        only = len(self.mentioned) == 1 and self._place_starts
        return 0 if only and only[0] - at < _SOON else None

    def is_party(self, subject: Subject, at: int) -> bool:
        """Whether the subject is a party of the agreement spoken of shortly before."""
        k = bisect_right(self._place_starts, at) - 1
        if k < 0 or at - self._place_starts[k] > _JUST_BEFORE or not subject.codes:
            return False
        return set(subject.codes) <= set(self.parties_of(self._places[k][1]))

    def parties_of(self, index: int | None) -> tuple[str, ...]:
        """All parties of an agreement; `*parties*` where none are known."""
        if index is None or index >= len(self.mentioned):
            return ()
        agreement = self.mentioned[index]
        return (*agreement.parties, *agreement.organisations) or (ALL,)

    def of(self, span: Span | None, at: int) -> Subject:
        """Whom the words in front of a predicate mean."""
        if span is None:
            return Subject("none")
        text, scene = self._scene.text, self._scene
        lead = _LEAD.match(text, span.start, span.end)
        if lead and lead.end() < span.end:
            span = Span(lead.end(), span.end)
        named_as = _NAMED_AS.search(text, span.start, span.end)
        meant = scene.actors.within(max(span.start, named_as.start() - 40), named_as.start()) if named_as else []
        if meant:
            return Subject("actor", (meant[-1].code,), Span(meant[-1].start, meant[-1].end))
        pronoun = _PRONOUN.search(text, span.start, span.end)
        if pronoun:
            return self._pronoun(pronoun["word"].lower(), Span(*pronoun.span("word")), span)
        last = scene.actors.within(max(span.start, span.end - _OPENED), span.end)
        if (
            last
            and not last[-1].place
            and span.end - last[-1].end < _ADJACENT
            and _CONJUNCTION.search(text, span.start, last[-1].start)
        ):
            return Subject("actor", (last[-1].code,), Span(last[-1].start, last[-1].end))
        actors = self._head(span)
        nouns = scene.marks.within("subject", span.start, span.end)
        first = next((noun for noun in nouns if not self._aside(span, noun)), None)
        if (
            actors
            and (first is None or actors[0].start <= first[0] or first[2] in ("group", "members", "both", "asset"))
            and not self._owned(span, actors, first)
        ):
            return Subject("actor", tuple(dict.fromkeys(a.code for a in actors)), Span(actors[0].start, actors[-1].end))
        if first:
            return self._noun(first, actors, at)
        if scene.marks.within("instrument", span.start, span.end):
            return Subject("text", (), span)
        named = _NAMED_SHORT.match(text, span.start, span.end)
        if named and named["short"] in self._bands:
            return Subject("actor", (named["short"],), Span(*named.span("short")))
        band = _BAND.match(text, span.start, span.end)
        if band and not scene.cast.within(*band.span("name")):
            return Subject("actor", (band["name"],), Span(*band.span("name")))
        return Subject("thing", (), span)

    def _aside(self, span: Span, noun: tuple[int, int, str]) -> bool:
        """Whether the noun only belongs to another one: behind a preposition, or with a possessive of its own."""
        text = self._scene.text
        if noun[2] in ("both", "own") or noun[0] == span.start:
            return False
        return bool(_PREPOSITION.search(text, max(span.start, noun[0] - 50), noun[0]) or _POSSESSIVE.match(text, noun[1]))

    def _owned(self, span: Span, actors: list[Actor], noun: tuple[int, int, str] | None) -> bool:
        """Whether the actor only describes a thing ("the Peru deal", "Kenya's share")."""
        text, last = self._scene.text, actors[-1]
        if self._people(last.end) or (noun and noun[2] in ("government", "both", "own") and noun[0] - last.end < 30):
            return False
        if _POSSESSIVE.match(text, last.end) or last.kind == "demonym":
            return True
        return any(
            mark[0] - last.end < 25 and not re.search(r",|\b(?:has|have|had|is|was|will|would)\b", text[last.end : mark[0]])
            for kind in ("instrument", "goods")
            for mark in self._scene.marks.within(kind, last.end, span.end)
        )

    def _people(self, at: int) -> bool:
        return bool(_PEOPLE.match(self._scene.text, at))

    def _noun(self, noun: tuple[int, int, str], actors: list[Actor], at: int) -> Subject:
        start, end, key = noun
        where = Span(start, end)
        if key == "own":
            return Subject("government", self._own(where), where)
        if key == "armed":
            words = self._scene.text[start:end]
            return Subject("actor", (words.removeprefix("the ").removeprefix("The "),), where)
        if key in ("both", "group") and (listed := self._numbered(where)):
            return Subject("both", listed, where)
        if key in ("body", "members"):
            bodies = [a for a in actors if a.body] or [a for a in self._scene.actors.before(start, 1500) if a.body]
            return Subject("group" if key == "members" else "government", (bodies[0].code,) if bodies else (), where)
        if key == "both" and len(here := self._same_sentence(Span(start, end), "they")) > 1:
            return Subject("both", here, where)
        if key == "both":
            parties = self.parties_of(self.agreement_at(at))
            return Subject("both", self._pair(start) if parties in ((), (ALL,)) else parties, where)
        if key == "government":
            near = [a for a in actors if abs(a.end - start) < 4 or abs(a.start - end) < 8]
            chosen = near or self._spoken_of(start)
            return Subject("government", tuple(dict.fromkeys(a.code for a in chosen)), where)
        return Subject(key, (), where)

    def _pair(self, at: int) -> tuple[str, ...]:
        """Who "both countries" are where no agreement says so: the two states of the nearest sentence before that names two."""
        k = bisect_right(self._sentence_starts, at)
        for sentence in self._scene.sentences[max(0, k - _PAIRED) : k][::-1]:
            near = self._scene.actors.within(sentence.start, min(sentence.end, at))
            codes = tuple(dict.fromkeys(a.code for a in near if not a.place and not a.body))
            if len(codes) == 2:
                return codes
        return ()

    def _own(self, where: Span) -> tuple[str, ...]:
        """Whose "his country" is: of the person named before it in the sentence, else of who heads the sentence, else of the
        person named last.
        """
        cast, sentence = self._scene.cast, self._sentence_of(where.start)
        near = [person.whose for _, person in cast.within(sentence.start, where.start)] if sentence else []
        if near and near[-1]:
            return (near[-1],)
        heads = () if near else self._same_sentence(where, "it") or self._represented(where)
        person = cast.before(where.start)
        return heads or ((person.whose,) if person and person.whose else ())

    def _represented(self, where: Span) -> tuple[str, ...]:
        """The only state before the words in their sentence: "the representative of Peru said his country ..."."""
        sentence = self._sentence_of(where.start)
        named = self._scene.actors.within(sentence.start, where.start) if sentence else []
        codes = tuple(dict.fromkeys(a.code for a in named if not a.place and not a.body))
        return codes if len(codes) == 1 else ()

    def _numbered(self, where: Span) -> tuple[str, ...]:
        """ "The four states" are the last four that were listed."""
        text = self._scene.text
        number = _NUMBERED.search(text, max(0, where.start - 12), where.end)
        wanted = _NUMBERS.get(number["n"].lower(), 0) if number else 0
        run: list[Actor] = []
        for actor in self._scene.actors.before(where.start, _LISTED) if wanted > 2 else ():
            if run and (actor.body or not _LIST_GAP.fullmatch(text, actor.end, run[-1].start)):
                if len({a.code for a in run}) == wanted:
                    break
                run = []
            if not actor.body:
                run.append(actor)
        codes = tuple(dict.fromkeys(actor.code for actor in reversed(run)))
        return codes if len(codes) == wanted else ()

    def _spoken_of(self, at: int) -> list[Actor]:
        """The state that the text speaks of when it says "the government": the last that was not merely a place or an
        attribute."""
        actors = [a for a in self._scene.actors.before(at, 600) if not a.place and not a.body and a.kind != "demonym"]
        return actors[:1] or [a for a in self._scene.actors.within(at, at + 300) if a.kind == "state" and not a.place][:1]

    def _pronoun(self, word: str, at: Span, span: Span) -> Subject:
        scene = self._scene
        if word in ("i", "we"):
            voice = self._voice(at.start)
            if voice is not None:
                return Subject("actor", (voice,) if voice else (), at)
        if word in ("he", "she", "i", "we"):
            person = scene.cast.before(span.start)
            return Subject("actor", (person.whose,) if person and person.whose else (), at)
        sentence = self._sentence_of(span.start)
        if word == "it" and _LIFE_OF_IT.match(scene.text, at.end):
            return Subject("text", (), at)
        if word == "it" and sentence and _ANY_SIDE.search(scene.text, sentence.start, at.start):
            return Subject("both", self.parties_of(self.agreement_at(at.start)), at)
        here = self._same_sentence(span, word)
        if here:
            return Subject("actor", here, at)
        texts = scene.marks.within("subject", sentence.start, at.start) if word == "it" and sentence else []
        if texts and texts[0][2] == "text":
            return Subject("text", (), at)
        return self._looked_back(word, at)

    def _sentence_of(self, at: int) -> Told | None:
        k = bisect_right(self._sentence_starts, at) - 1
        return self._scene.sentences[k] if k >= 0 else None

    def _looked_back(self, word: str, at: Span) -> Subject:
        """ "It" and "they" mean what headed the sentence before, or the one before that if that began with a pronoun too."""
        scene, text = self._scene, self._scene.text
        k = bisect_right(self._sentence_starts, at.start)
        before = scene.sentences[max(0, k - 6) : k][::-1]
        for sentence in before[1:5] if before and before[0].start + 60 > at.start else before[:5]:
            if sentence.headline:
                break
            if re.match(r"(?:it|they|this|these|that|he|she)\b", text[sentence.start : sentence.start + 8], re.IGNORECASE):
                continue
            lead = _LEAD.match(text, sentence.start, sentence.end)
            span = Span(lead.end() if lead and lead.end() < sentence.end else sentence.start, sentence.end)
            heads = self._head(span)
            nouns = [n for n in scene.marks.within("subject", span.start, span.end) if n[2] in ("government", "body")]
            if nouns and nouns[0][0] < span.start + 5 and (not heads or nouns[0][0] < heads[0].start):
                return self._noun(nouns[0], [], at.start)
            instruments = scene.marks.within("instrument", span.start, span.end)
            if word == "it" and instruments and (not heads or instruments[0][0] < heads[0].start):
                return Subject("text", (), at)
            codes = tuple(dict.fromkeys(actor.code for actor in heads))
            if word == "it" and len(codes) > 1 and instruments:
                return Subject("text", (), at)
            if word == "it" and codes:
                return Subject("actor", codes[:1], at)
            if word == "they":
                parties = self.parties_of(self.agreement_at(at.start))
                return Subject("both", parties if len(codes) < 2 and len(parties) > 1 else codes, at)
        return Subject("text" if self.mentioned else "none", (), at)

    def _voice(self, at: int) -> str | None:
        """For whom the speaker of a sentence speaks; in a long quotation, the speaker of the sentence before or behind it. Empty
        for those who only ask and lead through a conversation."""
        sentences = self._scene.sentences
        k = max(0, bisect_right(self._sentence_starts, at) - 1)
        if self._is_asking(k):
            return ""
        for near in (k, k + 1, k - 1):
            if 0 <= near < len(sentences) and sentences[near].paragraph == sentences[k].paragraph:
                voice = self._voices.get(sentences[near].start)
                if voice:
                    return voice
        return None

    def _is_asking(self, k: int) -> bool:
        sentences, text = self._scene.sentences, self._scene.text
        while k > 0 and sentences[k - 1].paragraph == sentences[k].paragraph:
            k -= 1
        return bool(sentences) and _ASKING.match(text, sentences[k].start, sentences[k].end) is not None

    def _same_sentence(self, span: Span, word: str) -> tuple[str, ...]:
        """The actors that head the sentence the pronoun stands in, before it."""
        sentence = self._sentence_of(span.start)
        if sentence is None or sentence.start == span.start or self._scene.marks.within("instrument", sentence.start, span.start):
            return ()
        says = _SAYS_IT.search(self._scene.text, sentence.start, span.start) if word == "it" else None
        speaker = self._scene.actors.within(max(sentence.start, says.start() - 25), says.start() + 1) if says else []
        if says and speaker and speaker[-1].end >= says.start():
            return (speaker[-1].code,)
        heads = self._head(Span(sentence.start, span.start))
        return tuple(dict.fromkeys(a.code for a in (heads if word == "they" else heads[:1])))

    def spoken_of(self, sentence: Told, at: int) -> tuple[str, ...]:
        """Whom a passage inside a sentence is about: who heads the sentence before it, else the sentences before."""
        here = self.of(Span(sentence.start, at), at) if at - sentence.start > 20 else None
        if here and here.codes and here.kind in ("actor", "government"):
            return here.codes
        return self._looked_back("it", Span(sentence.start, sentence.start + 1)).codes

    def partner_of(self, index: int | None) -> str | None:
        """The party "with" whom an agreement is made, where the text says so."""
        if index is None or index >= len(self.mentioned):
            return None
        spans = self.mentioned[index].evidence.get("partner", ())
        found = [a.code for s in spans for a in self._scene.actors.within(s.start, s.end)]
        return found[0] if found else None

    def _head(self, span: Span) -> list[Actor]:
        """The actors that head the subject: the first that no preposition governs, and those joined to it."""
        text = self._scene.text
        found: list[Actor] = []
        governed = -1
        for actor in self._scene.actors.within(span.start, span.end):
            if actor.place:
                continue
            if not found and governed >= 0 and _JOINED_TO.fullmatch(text, governed, actor.start):
                governed = actor.end
                continue
            if found:
                gap = text[found[-1].end : actor.start]
                if not re.search(r"\band\b|,|&|\bor\b", gap):
                    if actor.code != found[-1].code or not _OFFICE_GAP.fullmatch(gap):
                        break
                elif not _LIST_GAP.fullmatch(gap):
                    break
            elif _PREPOSITION.search(text, max(span.start, actor.start - 50), actor.start) and not _PART_OF.search(
                text, max(span.start, actor.start - 50), actor.start
            ):
                governed = actor.end
                continue
            found.append(actor)
        return found


_NUMBERED = re.compile(r"\b(?:the|all|these|those)\s(?P<n>three|four|five|six|seven|eight|nine|ten)\b", re.IGNORECASE)
_NUMBERS = {"three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
_PAIRED = 6
"""Sentences back in which the two have been named whom "both countries" means."""
_SAYS_IT = re.compile(
    r"\s(?:says?|said|announced|added|confirmed|insisted|stressed|promised)\s(?:(?:on\s)?\w+day\s)?(?:that\s)?$"
)
"""Behind an actor and in front of "it": the one who speaks is meant."""
_LISTED = 700
"""Characters in which the list stands that "the four states" sums up."""
_ANY_SIDE = re.compile(
    r"\b(?:either|one|a|any|each)\s(?:party|side|state|country|government|signatory|of them|of the two)\b", re.IGNORECASE
)
_LIFE_OF_IT = re.compile(
    r"\W*(?:will|would|is to|may|can|shall|must|should|could)?\s?(?:enters? into force|takes? effect|comes? into (?:force|effect)"
    r"|expires?|lapses?|remains? in force)\b"
)
"""What only an agreement does, even where "it" could be a state."""
_BAND = re.compile(
    r"(?:[Tt]he\s)?(?:(?P<name>[A-Z][\w-]*(?:\s(?:of\s|for\s)?[A-Z][\w-]*){0,5})(?:\s\([A-Z][\w-]+\))?"
    r"(?=,\s(?:an?|the|one\sof\sthe)\s(?:[\w-]+\s){0,3}(?:group|militia|movement|faction|army|front|alliance|organi[sz]ation|coalition|union"
    r"|guerrillas?|rebels?|party)\b))"
)
"""A body without a code that the text says is one: "M23, a rebel group"; it stands as written."""
_DEFINED = re.compile(
    r"\b(?:Forces?|Army|Front|Movement|Militia|Brigades?|Council|Congress|Union|Alliance|Coalition|Group|Party|Organi[sz]ation|Resistance|Guard|Authority)"
    r"(?:\s(?:of|for)(?:\sthe)?(?:\s[A-Z][\w’-]+){1,3})?\s\((?P<short>[A-Z][A-Z0-9-]{1,8})\)"
)
"""A body that a text names in full once and then by its letters: "the Rapid Support Forces (RSF)"."""
_NAMED_SHORT = re.compile(r"(?:[Tt]he\s)?(?P<short>[A-Z][A-Z0-9-]{1,8})\b")
_ASKING = re.compile(r"(?:MODERATOR|QUESTION|Q|INTERVIEWER|HOST|ANCHOR|PRESENTER|REPORTER|JOURNALIST)\b[^:]{0,40}:\s")
_ADJACENT, _OPENED = 7, 50
_CONJUNCTION = re.compile(r"\b(?:after|before|since|until|once|as)\s$", re.IGNORECASE)
"""Words that open a clause where its verb follows at once: "after Peru agreed"."""
_JOINED_TO = re.compile(r"(?:['’]s?)?(?:\s(?:[A-Z][\w’'-]+\s?){1,4})?\s?and\s(?:the\s)?")
"""What joins an actor to one that a preposition governs: "signed by Peru's President and Chile's ..."."""
_JUST_BEFORE = 450
"""Characters behind the mention of an agreement in which the plain present tells what it holds."""
_SOON = 150
"""Characters before its first mention in which a passage may already be about the only agreement of a text."""
_LEAD = re.compile(
    r"(?:(?:and|but|so|also|then|yet)\s)?(?:"
    r"(?:in|under|according to|on|at|by|for|with|after|within|during|from|since|unlike|despite|as|to|until|besides|before"
    r"|once|if|when"
    r"|while|although|as soon as|because|because of|thanks to|following|along with|together with|signed|agreed|adopted"
    r"|concluded"
    r"|announced|drafted|brokered|asked|speaking)\s[^,]{2,140},\s"
    r"|in (?:return|turn|exchange|addition|future|(?:early |late |mid-?)?\d{4}|(?:january|february|march|april|may|june|july"
    r"|august"
    r"|september|october|november|december)(?:\s\d{4})?),?\s"
    r"|should\s[^,]{3,100},\s"
    r"|(?:with|under|for|besides|after|along with)\s(?:it|this|that|them|these)\s"
    r"|(?:within|after|in|for|over|from|by)\s(?:the\s(?:next|coming)\s)?[\w-]+\s(?:days?|weeks?|months?|years?|hours?)\s"
    r"|(?:by|for|since|until|from)\s\d{4},?\s|along with the \w+ "
    r"|(?:instead|however|moreover|notably|meanwhile|also|further|later|separately|there|here|today|now|for (?:its|his|her"
    r"|their) part),?\s)",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(r"\.?['’]s?\s")
_APPOSED = re.compile(r"\s?,\s")
_AUXILIARY = re.compile(
    r"(?:also|has|have|had|is|are|was|were|been|be|now|then|still|already|reportedly|therefore|later|soon|again|both|jointly"
    r"|would|will|\w+ly|on|\w*day|in|at)(?:\s(?:also|has|have|had|been|\w+ly|\w*day))*",
    re.IGNORECASE,
)
_PEOPLE = re.compile(
    r"\.?(?:['’]s?)?\s(?:(?:[\w-]+\s){0,2}(?:government|administration|officials?|ministers?|ministry|ministries|president"
    r"|parliament|army|military|navy"
    r"|forces|air force|authorities|delegation|leaders?|cabinet|prime|foreign|defen[cs]e|finance|side|chancellor|congress"
    r"|senate|lawmakers|negotiators"
    r"|diplomats|embassy|taxpayers|compan(?:y|ies)|agency|state|firms?|soldiers?|troops|experts|ships|warships|vessels"
    r"|banks?|engineers|farmers|fishermen"
    r"|fishers|instructors|trainers|police|aircraft|jets|pilots|workers|investors|businesses|citizens|nationals|students"
    r"|officers|boats?|counterpart"
    r"|crews?|sailors|recruits|guards|airmen|doctors|nurses|teachers|researchers|partners|trawlers|carriers|airlines"
    r"|operators|exporters|importers|producers|manufacturers))\b",
    re.IGNORECASE,
)
_OFFICE_GAP = re.compile(r"(?:['’]s?)?\s(?:[\w.’'-]+\s){0,5}")
