"""Whom the subject of a passage in a report means: actors named, the government or the parties spoken of, or a text."""

from bisect import bisect_right
from dataclasses import dataclass

from servanda.lexicon import lazy_re as re
from servanda.model import Agreement, Span, Statement
from servanda.read.actors import Actor
from servanda.read.parties import ALL
from servanda.read.scene import Scene
from servanda.read.telling import Told

_PRONOUN = re.compile(r"\b(?P<word>it|they|he|she|we|i)\b(?:\s\w+ly|\s(?:also|then|now|has|have|had|’|'))*\W*$", re.IGNORECASE)
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


@dataclass(frozen=True, slots=True)
class Subject:
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
        self._places = sorted(
            (s.start, k)
            for k, a in enumerate(mentioned)
            for s in a.evidence.get("mentions", ())
            if not _COMPARED.search(scene.text, max(0, s.start - 60), s.start)
        )
        self._place_starts = [start for start, _ in self._places]

    def agreement_at(self, at: int) -> int | None:
        """The agreement mentioned last before the end of a passage, else the only one."""
        k = bisect_right(self._place_starts, at) - 1
        if k >= 0:
            return self._places[k][1]
        only = len(self.mentioned) == 1 and self._place_starts
        return 0 if only and only[0] - at < _SOON else None

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
            person = self._scene.cast.before(start)
            return Subject("government", (person.whose,) if person and person.whose else (), where)
        if key in ("body", "members"):
            bodies = [a for a in actors if a.body] or [a for a in self._scene.actors.before(start, 1500) if a.body]
            return Subject("group" if key == "members" else "government", (bodies[0].code,) if bodies else (), where)
        if key == "both" and len(here := self._same_sentence(Span(start, end), "they")) > 1:
            return Subject("both", here, where)
        if key == "both":
            return Subject("both", self.parties_of(self.agreement_at(at)), where)
        if key == "government":
            near = [a for a in actors if abs(a.end - start) < 4 or abs(a.start - end) < 8]
            chosen = near or self._spoken_of(start)
            return Subject("government", tuple(dict.fromkeys(a.code for a in chosen)), where)
        return Subject(key, (), where)

    def _spoken_of(self, at: int) -> list[Actor]:
        """The state that the text speaks of when it says "the government": the last that was not merely a place or an
        attribute."""
        actors = [a for a in self._scene.actors.before(at, 600) if not a.place and not a.body and a.kind != "demonym"]
        return actors[:1] or [a for a in self._scene.actors.within(at, at + 300) if a.kind == "state" and not a.place][:1]

    def _pronoun(self, word: str, at: Span, span: Span) -> Subject:
        scene = self._scene
        if word in ("i", "we"):
            voice = self._voice(at.start)
            if voice:
                return Subject("actor", (voice,), at)
        if word in ("he", "she", "i", "we"):
            person = scene.cast.before(span.start)
            return Subject("actor", (person.whose,) if person and person.whose else (), at)
        here = self._same_sentence(span, word)
        if here:
            return Subject("actor", here, at)
        return self._looked_back(word, at)

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
        """For whom the speaker of a sentence speaks; in a long quotation, the speaker of the sentence before or behind it."""
        sentences = self._scene.sentences
        k = max(0, bisect_right(self._sentence_starts, at) - 1)
        for near in (k, k + 1, k - 1):
            if 0 <= near < len(sentences) and sentences[near].paragraph == sentences[k].paragraph:
                voice = self._voices.get(sentences[near].start)
                if voice:
                    return voice
        return None

    def _same_sentence(self, span: Span, word: str) -> tuple[str, ...]:
        """The actors that head the sentence the pronoun stands in, before it."""
        k = bisect_right(self._sentence_starts, span.start) - 1
        sentence = self._scene.sentences[k] if k >= 0 else None
        if sentence is None or sentence.start == span.start or self._scene.marks.within("instrument", sentence.start, span.start):
            return ()
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
        for actor in self._scene.actors.within(span.start, span.end):
            if actor.place:
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
                continue
            found.append(actor)
        return found


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
    r"|operators|exporters|importers|producers|manufacturers))\b"
)
_OFFICE_GAP = re.compile(r"(?:['’]s?)?\s(?:[\w.’'-]+\s){0,5}")
