"""Subordinate clauses: which are open at a place of a sentence, which finite word closes them, where a further clause begins."""

from collections.abc import Sequence

from servanda.lexicon import Mark
from servanda.lexicon import lazy_re as re
from servanda.read.finite import Finite, Frame
from servanda.read.grammar import (
    ADVERBS,
    AUXILIARIES,
    DEMONSTRATIVE,
    DETERMINERS,
    FRONT_WORDS,
    NOUN_PHRASE,
    PREPOSITIONS,
    PRONOUNS,
    REDUCED,
    SO_ASKED,
    WORD,
    last_words,
)

_TAKING_THAT = (
    "agree",
    "undertake",
    "covenant",
    "stipulate",
    "engage",
    "accept",
    "consent",
    "solemnly",
    "hereby",
    "have",
    "has",
    "do",
)
_MODALS = ("shall", "will", "may", "must", "can", "should", "SHALL", "WILL", "MAY")
_PURPOSE_IN_FRONT = re.compile(
    r",[\s\xa0]+(?:it[\s\xa0]+is|the[\s\xa0]+[^,;:]{3,80}?\b(?:agree|engage|undertake|bind|promise|stipulate|do))\b"
)
"""Behind a "That" at the beginning of an old article: "That the tribe may be supplied, the United States agree to ..."."""
_BARE_PLURAL = re.compile(r"(?:[a-z-]+[\s\xa0]){0,2}[a-z]{3,}s[\s\xa0]+(?:[a-z]+ly[\s\xa0]+)?")
"""A subject without an article: ", but complaints shall be made"."""
_PURPOSE = 200
_JOINT = re.compile(r"[\s\xa0]*(?:and|or|but|while|whereas)\b[\s\xa0]*")
_HAPPENED = frozenset(
    {"occurred", "occurs", "arose", "arises", "happened", "happens", "resides", "resided", "originated", "originates"}
)
"""Verbs without an object: behind one a relative clause has said what it says."""
_COORDINATORS = frozenset({"and", "or", "nor"})
_SHORT = 50
_FARTHEST = 600
"""Characters before a finite word in which its clause is sought to begin: sentences of many thousand are no sentences."""
_CONJUNCTION = re.compile(
    r"(?:(?:[,;][\s\xa0]*|[\s\xa0]+|(?<!\w))(?:and/or|and|or|but|nor|yet|while|whereas|however)\b|[,;:])[\s\xa0,]*"
    r"(?:(?:instead thereof|on the contrary|in that case|in such case|in which case|in like manner|in return|"
    r"in lieu thereof|in exchange|at the same time|"
    r"to that end|to this end|for that purpose|for this purpose|in addition|on the other hand)[\s\xa0,]+)?"
)


_BEHIND_CONJUNCTION = re.compile(r"[,;][\s\xa0]+(?:and|but|or)[\s\xa0]+$")
_PHRASE_IN_FRONT = re.compile(
    r"[,;][\s\xa0]+(?:and|but)[\s\xa0]+(?P<front>(?:in[\s\xa0]+(?:the[\s\xa0]+)?(?:event|case|cases|absence)|upon|after|within|until|pending|"
    r"failing|unless|except|without|during|before|by|from|at)\b[^,;]{4,200}),[\s\xa0]*$"
)
"""What a further clause may begin with before its subject: "..., and in the event of fire, the keeper shall"."""
_IN_FRONT = 240


class Subordination:
    """A sentence while it is read: its open subordinate clauses, the finite words found, those at the top level.

    `low` is the text in lower case.
    """

    def __init__(self, text: str, low: str, start: int, end: int, cues: Sequence[Mark], inherited: bool = False) -> None:
        self.text = text
        self.low = low
        self.start = start
        self.end = end
        self.cues = cues
        self.inherited = inherited
        self.frames: list[Frame] = []
        self.found: list[Finite] = []
        self.mains: list[Finite] = []
        self.anchor = start
        self.defines = False
        self.plain_main = False
        self.agreed: Finite | None = None
        self.was_open = False
        self.stated = False
        self.told: int | None = None
        """Where the finite word of a fact stands that the sentence tells at its top level."""
        self._skip = start
        self._fronts: list[int] = []
        """Where subordinate clauses begin right behind a comma and a conjunction: ", and if"."""

    def _open(self, kind: str, detail: str, start: int, end: int) -> None:
        text = self.text
        match = WORD.match(text, end, self.end)
        after = match[1] if match else ""
        low = after.lower()
        if kind == "that":
            if start - self.start <= 4 and not self.mains and not self.inherited and not self._looks_finite(low):
                may = self.low.find(" may ", end, min(self.end, end + _PURPOSE))
                if may > 0 and _PURPOSE_IN_FRONT.search(self.low, may, min(self.end, may + _PURPOSE)):
                    self.frames.append(Frame("sub", start, end, True))
                    return
                self.anchor = end
                return
            if self._complement(start, end):
                return
            if DEMONSTRATIVE.match(self.low, start):
                return
        if kind == "sub":
            reduced = low.endswith(("ing", "ed")) or low in REDUCED
            if reduced and low not in DETERMINERS and detail != "other":
                return
            if text.startswith(",", end):
                comma = text.find(",", end + 1, min(self.end, end + 200))
                end = comma + 1 if comma > 0 else end
        if kind == "weak" and text.startswith("as", start) and self._names_a_role(low, start):
            return
        subject_of_its_own = low in DETERMINERS or after[:1].isupper()
        before = last_words(text, self.start, start)
        governed = bool(before) and before[-1].lower() in PREPOSITIONS
        hungry = kind != "rel" or governed or subject_of_its_own or not self._looks_finite(low) or self._cue_at(match)
        plain = not subject_of_its_own and not governed
        self.frames.append(Frame(kind, start, end, hungry, plain))
        if kind == "sub" and _BEHIND_CONJUNCTION.search(self.low, max(self.start, start - 8), start):
            self._fronts.append(start)

    def _names_a_role(self, low: str, start: int) -> bool:
        """ "treated as fishing boats", "acting as the depositary": no clause stands behind such an "as"."""
        before = last_words(self.text, self.start, start)
        word = before[-1].lower() if before else ""
        role = word.endswith(("ed", "ing")) or word in {"known", "act", "acts", "serve", "serves", "as", "used"}
        return role and low not in AUXILIARIES and low not in PRONOUNS

    def _cue_at(self, match: re.Match[str] | None) -> bool:
        """Whether the next word is itself a modal or an auxiliary."""
        if not match:
            return False
        word = match[1].lower()
        return word in AUXILIARIES

    def _looks_finite(self, low: str) -> bool:
        return (
            bool(low)
            and low not in DETERMINERS
            and not low.endswith(("ly", "ing"))
            and low not in {"also", "subsequently", "then"}
        )

    def _complement(self, start: int, end: int) -> bool:
        """A `that` behind a verb of force: what is agreed stands behind it; what is affirmed stays inside."""
        last = self.found[-1] if self.found else None
        before = last_words(self.text, self.start, start)
        if (
            last
            and last.outer
            and last.kind in {"modal", "pred", "own"}
            and before
            and before[-1].strip(",;").lower() in {"and", "or"}
        ):
            self.anchor = end
            self.frames.clear()
            return True
        if not last or last.kind not in {"verb", "pred", "own", "present"} or start - last.end > 140 or self.frames:
            return False
        if last.complement is not None or last.role != "main":
            return False
        if self.text.startswith((" to ", " not to ", "\nto ", "\xa0to "), last.end) and not self.text.startswith(
            "propose", last.start
        ):
            self.frames.append(Frame("that", start, end, True, False))
            return True
        proposes = last.force == "intention" and self.text.startswith("propose", last.start)
        if proposes or (last.force == "obligation" and last.kind in {"verb", "own"}):
            if not proposes and not self.text[last.start : last.end].lower().startswith(_TAKING_THAT):
                return False
            last.role = "what is agreed stands behind it"
            if self.mains and self.mains[-1] is last:
                self.mains.pop()
            self.anchor = end
            self.agreed = last
            return True
        frame = Frame("that", start, end, True, False, last)
        self.frames.append(frame)
        return True

    def _consumer(self, start: int) -> Frame | None:
        """The frame that a finite word at `start` belongs to; None: the top level."""
        if not self.frames:
            return None
        text = self.text
        before = last_words(text, self.start, start)
        coordinated = bool(before) and before[-1].strip(",").lower() in _COORDINATORS
        while self.frames:
            frame = self.frames[-1]
            if text.find("; ", frame.at, start) >= 0 or text.find(": ", frame.at, start) >= 0:
                self.frames.pop()
                continue
            if text.count(")", frame.at, start) > text.count("(", frame.at, start):
                self.frames.pop()
                continue
            comma = text.rfind(",", frame.at, start)
            if frame.kind == "weak":
                if self._compares_a_subject(frame, start):
                    self.frames.pop()
                    continue
                if comma < 0 and (frame.hungry or coordinated):
                    return frame
                self.frames.pop()
                continue
            if frame.kind == "time" and text.startswith(_MODALS, start):
                self.frames.pop()
                continue
            if frame.hungry:
                if self._closed(frame, comma, start):
                    self.frames.pop()
                    continue
                return frame
            if coordinated and not self.mains and not self.inherited:
                return frame
            if coordinated and frame.of is not None and (text.startswith("is ", start) or not self._comma_before(start)):
                return frame
            if coordinated and frame.kind == "rel" and start - frame.at < _SHORT and not self._repeats(start):
                return frame
            if (
                frame.kind == "sub"
                and not self.mains
                and frame.begin <= self.anchor + 2
                and not self._closed(frame, comma, start)
            ):
                return frame
            self.frames.pop()
        return None

    def _compares_a_subject(self, frame: Frame, start: int) -> bool:
        """Whether "than" stands in the subject of the only modal: "Guests who stay longer than a year shall ..."."""
        if (
            self.mains
            or self.inherited
            or not self.text.startswith("than", frame.begin)
            or not self.text.startswith(_MODALS, start)
        ):
            return False
        return not self._another(start)

    def _another(self, start: int) -> bool:
        """Whether a further modal stands behind this one, not joined to it."""
        for at, _, key in self.cues:
            if at > start + 4 and key.startswith("modal"):
                before = last_words(self.text, start, at)
                return not (before and before[-1].strip(",").lower() in {"and", "or"})
        return False

    def _repeats(self, start: int) -> bool:
        """Whether a finite word is the one that the clause before has: "shall inform ... and shall keep"."""
        last = self.mains[-1] if self.mains else None
        return last is not None and self.text.startswith(self.text[last.start : last.end], start)

    def _closed(self, frame: Frame, comma: int, start: int) -> bool:
        """Whether a subordinate clause has ended before a finite word, by the comma before it or because it had its verb."""
        text = self.text
        if frame.kind == "rel" and not frame.plain and self._has_its_verb(frame.at, start):
            return True
        if frame.kind == "sub" and SO_ASKED.search(self.low, frame.at, start):
            return True
        if frame.of is not None or comma < 0:
            return False
        in_front = frame.kind == "sub" and frame.begin <= self.anchor + 2
        if in_front and frame.hungry and not text.startswith(_MODALS, start) and self._another(start):
            return False
        if ADVERBS.fullmatch(text[comma:start]):
            comma = self._comma_before_an_aside(frame.at, comma, start)
        joint = _JOINT.match(self.low, comma + 1, start)
        if NOUN_PHRASE.match(text, joint.end() if joint else comma + 1, start):
            new = bool(joint) == bool(self.mains) or frame.begin in self._fronts
            return new and not self._listed(frame.at, comma, start)
        if frame.kind == "rel" and not frame.plain and self._another(start):
            return False
        return (
            not in_front
            and ADVERBS.fullmatch(text[text.rfind(",", frame.at, start) : start]) is not None
            and len(text[frame.at : comma].split()) >= 3
        )

    def _comma_before_an_aside(self, at: int, comma: int, start: int) -> int:
        """Where a finite word stands right behind a comma: an earlier comma that a subject follows, else the one before."""
        first = comma
        for _ in range(4):
            earlier = self.text.rfind(",", at, comma)
            if earlier < 0:
                break
            comma = earlier
            if NOUN_PHRASE.match(self.text, comma + 1, start):
                return comma
        before = self.text.rfind(",", at, first)
        return before if before >= 0 else first

    def _comma_before(self, start: int) -> bool:
        """Whether a comma stands before the conjunction that a finite word follows."""
        return self.text[max(self.start, start - 7) : start].lstrip("abcdefghijklmnopqrstuvwxyz \n\xa0").startswith(",")

    def _listed(self, at: int, comma: int, start: int) -> bool:
        """Whether the comma parts names of a list inside the subordinate clause ("if France, Italy and Spain shall")."""
        inside = self.text[comma + 1 : start]
        return " and " in inside and len(inside) < 60 and inside.strip()[:1].isupper() and self.text.find(",", at, comma) >= 0

    def _has_its_verb(self, at: int, start: int) -> bool:
        words = self.text[at:start].split()
        if len(words) >= 9 or (words and words[-1] in _HAPPENED):
            return True
        if not words or words[0].lower() not in PRONOUNS:
            return False
        return next((word for word in words[1:] if not word.lower().endswith("ly")), "and") not in _COORDINATORS

    def _boundary(self, after: int, start: int) -> int | None:
        """Where a further clause begins: behind a conjunction or a comma, at its subject or at its finite word."""
        best = strong = None
        for match in _CONJUNCTION.finditer(self.low, max(after, start - _FARTHEST), start):
            gap = self.text[match.end() : start]
            if ADVERBS.fullmatch(gap):
                if match[0].strip(" ,\n") == "nor":
                    return match.start() + len(match[0]) - len(match[0].lstrip(" ,\n"))
                best = match.end() if match[0].strip() != "," else best
            elif NOUN_PHRASE.match(self.text, match.end(), start):
                best = match.end()
                if match[0][0] in ",;" and len(match[0].strip()) > 1:
                    strong = best
            elif match[0][0] in ",;" and len(match[0].strip()) > 1 and _BARE_PLURAL.fullmatch(gap):
                best = match.end()
        if strong is not None and best is not None and not ADVERBS.fullmatch(self.text[best:start]):
            return strong
        return best

    def _with_its_front(self, after: int, begin: int, start: int) -> int:
        """Where a further clause begins that a condition or a date opens: ", and if fire breaks out, the keeper shall"."""
        if begin == start or self.text[begin - 2 : begin].strip(" \n\xa0") != ",":
            return begin
        if self._fronts and after < self._fronts[-1] < begin:
            return self._fronts[-1]
        front = _PHRASE_IN_FRONT.search(self.low, max(after, begin - _IN_FRONT), begin)
        return front.start("front") if front else begin

    def _bare_relative(self, start: int) -> bool:
        """Whether a pronoun and a modal stand right behind a noun: "the measures they may take"."""
        if self.text[start - 2] not in "ytewu":
            return False
        words = last_words(self.text, self.anchor, start, 2)
        if len(words) < 2 or words[1].lower() not in PRONOUNS or words[0][-1] in ",;:.)":
            return False
        if words[0].lower() in PREPOSITIONS or not NOUN_PHRASE.match(self.text, self.anchor, start):
            return False
        if self.text[self.anchor : start].split()[0].lower() in FRONT_WORDS:
            return False
        return (
            words[0].lower()
            not in {"and", "or", "but", "that", "then", "nor", "if", "when", "together", "thus", "hence", "so", "jointly"}
            and not self.was_open
        )
