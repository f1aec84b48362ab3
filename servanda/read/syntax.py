"""Which finite words of a sentence carry an undertaking, and where the clause of each begins.

A sentence is read once, from left to right, over the marks of the table `clause`: words that open a subordinate clause put a
frame on a stack, the next finite word closes it; what is left at the top level are the clauses. Nothing here looks at words
that carry no mark, except right beside one.
"""

import re
from collections.abc import Sequence

from servanda.lexicon import Mark
from servanda.read.finite import Finite, Frame
from servanda.read.grammar import (
    ADVERB_WORDS,
    ADVERBS,
    AUXILIARIES,
    DEMONSTRATIVE,
    DETERMINERS,
    NEVER_BEFORE_A_VERB,
    NO_ACTORS,
    NO_PRESENT_VERB,
    NOUN_PHRASE,
    PLURAL_ACTORS,
    PREPOSITIONS,
    PRONOUNS,
    SINGULAR_ACTORS,
    WORD,
    last_words,
)

_OPENERS = frozenset({"sub", "weak", "time", "rel", "that"})
_AGREED = re.compile(
    r"[\s\xa0]*(?:[\w’-]+[\s\xa0]+){0,4}?(?:agreed|understood|stipulated|covenanted|resolved|decided|provided|declared|"
    r"intended)\b"
    r"[^.;:]{0,90}?\bthat\b[\s\xa0]*",
    re.IGNORECASE,
)
_THAT = re.compile(r"(?:that|\w{4})?[\s\xa0]*(?:to[\s\xa0]+you[\s\xa0]+)?(?:that\b[\s\xa0,]*)?", re.IGNORECASE)
_PERFECT = re.compile(
    r"[\s\xa0]+(?:not[\s\xa0]+)?have[\s\xa0]+(?:(?:[a-z]+ly|so|not|thus|already)[\s\xa0]+)?(?:been|become|made|given|taken|"
    r"begun|come|gone|given|"
    r"fallen|paid|met|(?!unlimited|unrestricted|limited|related|detailed|united|equal)[a-z]{3,}ed)\b(?![\s\xa0]+(?:access|"
    r"rights?|powers?|jurisdiction))"
)
_MODALS = ("shall", "will", "may", "must", "can", "should", "SHALL", "WILL", "MAY")
_JOINT = re.compile(r"[\s\xa0]*(?:and|or|but|while|whereas)\b[\s\xa0]*", re.IGNORECASE)
_PURPOSE = re.compile(r"\b(?:objectives?|purposes?|aims?|goals?|object|intention|idea|functions?|role|mission)\b", re.IGNORECASE)
_LIGHT = frozenset(
    {"be", "have", "remain", "not", "also", "always", "only", "further", "then", "likewise", "both", "stand", "therefore"}
)
_SHORT = 50
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
_CONJUNCTION = re.compile(
    r"(?:[,;]?[\s\xa0]*\b(?:and/or|and|or|but|nor|yet|while|whereas|however)\b|[,;:])[\s\xa0,]*", re.IGNORECASE
)
_ACTOR_HEAD = re.compile(
    r"(?:(?i:(?:the|each|both|either|all|every|these|said|our|two|high|contracting|signatory|member|state|of|and|for|"
    r"its)[\s\xa0]+|"
    r"(?:parties|party|participants?|governments?|sides?|states?|countries|nations?|members?|signator(?:y|ies)|commission|"
    r"committee|council)(?:[\s\xa0]+(?:of|and|to|this|agreement|convention))*[\s\xa0]+)|[A-Z][\w’'-]*[\s\xa0]+)+"
)
_SMALL_WORD = re.compile(r"(?:(?:also|hereby|therefore|further|jointly|both|each|[a-z]+ly)[\s\xa0]+)*([a-z]{2,})\b(?![’'-])")


class Reader:
    """Reads one piece. `inherited`: a lead-in gave it a finite word already (an item of a list)."""

    def __init__(self, text: str, start: int, end: int, cues: Sequence[Mark], inherited: bool = False) -> None:
        self.text = text
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
        self._skip = start

    # ------------------------------------------------------------------ the pass
    def read(self) -> list[Finite]:
        """All finite words with a force, in order; `role` says which of them are clauses."""
        cues = self.cues
        for i, (start, end, key) in enumerate(cues):
            if start < self._skip:
                continue
            kind, _, detail = key.partition(".")
            if kind in _OPENERS:
                self._open(kind, detail, start, end)
            elif kind == "modal":
                self._modal(i, start, end, detail)
            elif kind == "aux":
                self._auxiliary(i, start, end, detail)
            elif kind == "verb" or kind == "rule" or kind == "stretch":
                self._verb(kind, start, end, detail)
            elif kind == "define":
                self.defines = self.defines or (not self.mains and self._defines(start, end) and self._consumer(start) is None)
            elif kind == "agreed":
                self._agree(end)
            elif kind == "texts":
                self._texts(start, end)
            elif kind == "hereby":
                self._hereby(start, end)
            elif kind == "plain" and not self.mains and not self.frames and self._follows_a_noun(start, end):
                self.plain_main = True
        self._without_main()
        return self.found

    # ------------------------------------------------------------------ subordinate clauses
    def _open(self, kind: str, detail: str, start: int, end: int) -> None:
        text = self.text
        match = WORD.match(text, end, self.end)
        after = match[1] if match else ""
        low = after.lower()
        if kind == "that":
            if self._complement(start, end):
                return
            if DEMONSTRATIVE.match(text, start):
                return
        if kind == "sub":
            reduced = low.endswith(("ing", "ed")) or low in {
                "necessary",
                "appropriate",
                "possible",
                "required",
                "applicable",
                "so",
                "any",
            }
            if reduced and low not in DETERMINERS and detail != "other":
                return
            if text.startswith(",", end):
                comma = text.find(",", end + 1, min(self.end, end + 200))
                end = comma + 1 if comma > 0 else end
        subject_of_its_own = low in DETERMINERS or after[:1].isupper()
        before = last_words(text, self.start, start)
        governed = bool(before) and before[-1].lower() in PREPOSITIONS
        hungry = kind != "rel" or governed or subject_of_its_own or not self._looks_finite(low) or self._cue_at(match)
        plain = not subject_of_its_own and not governed
        self.frames.append(Frame(kind, start, end, hungry, plain))

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
        if last and last.outer and last.kind == "modal" and before and before[-1].strip(",;").lower() in {"and", "or"}:
            self.anchor = end
            self.frames.clear()
            return True
        if not last or last.kind not in {"verb", "pred", "own", "present"} or start - last.end > 140 or self.frames:
            return False
        if last.complement is not None or last.role != "main":
            return False
        if last.force == "obligation" and last.kind in {"verb", "own"}:
            if not self.text[last.start : last.end].lower().startswith(_TAKING_THAT):
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
        text = self.text
        while self.frames:
            frame = self.frames[-1]
            if text.find("; ", frame.at, start) >= 0 or text.find(": ", frame.at, start) >= 0:
                self.frames.pop()
                continue
            comma = text.rfind(",", frame.at, start)
            before = last_words(text, self.start, start)
            coordinated = bool(before) and before[-1].strip(",").lower() in {"and", "or", "nor"}
            if frame.kind == "weak":
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
        if frame.of is not None or comma < 0:
            return False
        for _ in range(3):
            if not ADVERBS.fullmatch(text[comma:start]) or text.rfind(",", frame.at, comma) < 0:
                break
            comma = text.rfind(",", frame.at, comma)
        joint = _JOINT.match(text, comma + 1, start)
        if NOUN_PHRASE.match(text, joint.end() if joint else comma + 1, start):
            return bool(joint) == bool(self.mains) and not self._listed(frame.at, comma, start)
        if frame.kind == "rel" and not frame.plain and self._another(start):
            return False
        in_front = frame.kind == "sub" and frame.begin <= self.anchor + 2
        return (
            not in_front
            and ADVERBS.fullmatch(text[text.rfind(",", frame.at, start) : start]) is not None
            and len(text[frame.at : comma].split()) >= 3
        )

    def _comma_before(self, start: int) -> bool:
        """Whether a comma stands before the conjunction that a finite word follows."""
        return self.text[max(self.start, start - 7) : start].lstrip("abcdefghijklmnopqrstuvwxyz \n\xa0").startswith(",")

    def _listed(self, at: int, comma: int, start: int) -> bool:
        """Whether the comma parts names of a list inside the subordinate clause ("if France, Italy and Spain shall")."""
        inside = self.text[comma + 1 : start]
        return " and " in inside and len(inside) < 60 and inside.strip()[:1].isupper() and self.text.find(",", at, comma) >= 0

    def _has_its_verb(self, at: int, start: int) -> bool:
        words = self.text[at:start].split()
        if len(words) >= 9:
            return True
        return len(words) >= 2 and words[0].lower() in PRONOUNS and not words[1].lower().endswith("ly")

    # ------------------------------------------------------------------ finite words
    def _modal(self, i: int, start: int, end: int, force: str) -> None:
        text = self.text
        if text[start] == "M" and force == "permission" and start > self.start:
            return
        if text[start] == "S" and (start == self.start or text[start - 2 : start] == ", "):
            self.frames.append(Frame("sub", start, end, False))
            return
        before = last_words(text, self.start, start)
        if force == "intention" and self._inverted(before, end):
            self.frames.append(Frame("sub", start, end, False))
            return
        if force == "obligation" and " " in text[start:end] and _PURPOSE.search(text, self.anchor, start):
            return
        if force == "obligation" and _PERFECT.match(text, end, self.end):
            self._had_to_happen(start)
            return
        if force == "commitment" and before and before[-1].lower() in {"the", "good", "free", "own", "his", "last", "their"}:
            return
        finite = Finite(start, end, "modal", force)
        finite.predicate = self._predicate(i, end)
        self._place(finite)

    def _inverted(self, before: list[str], end: int) -> bool:
        """ "should any dispute arise": a condition."""
        if before and before[-1][-1] not in ",;:—-" and before[-1].lower() not in {"and", "or", "but"}:
            return False
        after = WORD.match(self.text, end, self.end)
        return bool(after) and after[1].lower() in DETERMINERS | {"there", "any"} if after else False

    def _had_to_happen(self, start: int) -> None:
        """ "shall have been ratified": what must have happened before, never an undertaking."""
        frame = self._consumer(start)
        if frame is not None:
            frame.hungry = False

    def _predicate(self, i: int, end: int) -> str:
        """The predicate right behind a modal: be entitled to, have the right to, continue to be committed to."""
        for start, _, key in self.cues[i + 1 : i + 3]:
            if key.startswith(("pred.", "own.", "verb.permission")):
                gap = self.text[end:start].replace(",", " ").split()
                if all(word in _LIGHT or word.endswith("ly") for word in gap):
                    return key
            elif not key.startswith("aux"):
                break
        return ""

    def _auxiliary(self, i: int, start: int, end: int, detail: str) -> None:
        text = self.text
        before = last_words(text, self.start, start)
        word = before[-1].lower() if before else ""
        if word in {"it", "being"} and detail in {"is", "has"}:
            match = _AGREED.match(text, end, self.end)
            if match:
                self._agree(match.end())
                return
        if detail == "has" and (word in AUXILIARIES or word in {"not", "to", "never"}):
            return
        finite = self._with_predicate(i, start, end, detail)
        if finite is None:
            self._pass(Finite(start, end, "aux", ""))
            return
        told = (
            _THAT.match(text, finite.end - 4, self.end)
            if finite.force == "outer" or text.endswith("that", 0, finite.end)
            else None
        )
        if told:
            self._agree(told.end())
        elif finite.force != "outer":
            self._place(finite)

    def _pass(self, finite: Finite) -> None:
        """A finite word without a force: it only ends what is open."""
        frame = self._consumer(finite.start)
        if frame is None:
            return
        frame.hungry = False
        if frame.of is not None and frame.of.complement is None:
            frame.of.complement = finite

    def _with_predicate(self, i: int, start: int, end: int, detail: str) -> Finite | None:
        cues = self.cues
        if i + 1 >= len(cues):
            return None
        after, close, key = cues[i + 1]
        kind, _, force = key.partition(".")
        gap = self.text[end:after]
        if len(gap) > 60 or not ADVERBS.fullmatch(gap.replace(" not ", " ", 1)):
            return None
        if kind == "modal" or kind == "hereby":
            return None
        if kind == "pred" and detail == "is":
            return Finite(start, close, "pred", force)
        if kind == "own" and detail == "has":
            return Finite(start, close, "own", force)
        if kind == "pred" and detail == "has" and force == "commitment":
            return Finite(start, close, "own", force)
        return None

    def _agree(self, end: int) -> None:
        """ "It is agreed that": the clause begins behind it."""
        self.anchor = end
        self._skip = end
        self.frames.clear()

    def _texts(self, start: int, end: int) -> None:
        """ "in the English and French languages, both texts being equally authentic": a rule without a finite verb."""
        if self.found and self.found[-1].kind == "modal" and start - self.found[-1].end < 60:
            return
        finite = Finite(start, end, "texts", "obligation")
        languages = self.text.rfind("language", self.start, start)
        if languages > 0:
            begin = max(self.text.rfind(" in ", self.start, languages - 12), self.text.rfind("\nin ", self.start, languages - 12))
            begin = max(begin, self.text.rfind("\xa0in ", self.start, languages - 12))
        else:
            begin = self.text.rfind(",", self.start, start - 5)
        finite.begin = begin + 1 if begin > 0 else self.start
        self.frames.clear()
        self.found.append(finite)
        self.mains.append(finite)

    def _hereby(self, start: int, end: int) -> None:
        """Makes the verb beside it a performative: "is hereby established", "hereby cede"."""
        if self.found and self.found[-1].kind in {"modal", "verb", "pred", "own"} and start - self.found[-1].end < 30:
            return
        after = WORD.match(self.text, end, self.end)
        for at, close, key in self.cues:
            if after and at == after.start(1) and key.startswith("verb"):
                self._place(Finite(at, close, "verb", key.partition(".")[2]))
                self._skip = close
                return
        before = last_words(self.text, self.start, start)
        word = before[-1].strip(",") if before else ""
        if word.lower() in {"is", "are", "do", "doth", "does"}:
            begin = self.text.rfind(word, self.start, start)
            self._place(Finite(begin, end, "verb", "obligation"))
        elif after and after[1].islower() and not after[1].endswith(("ed", "ing", "ly")) and self._actor(word):
            self._place(Finite(start, after.end(1), "verb", "obligation"))
            self._skip = after.end(1) if after[1] not in {"agree", "agrees", "undertake", "undertakes"} else self._skip

    def _verb(self, kind: str, start: int, end: int, force: str) -> None:
        last = self.found[-1] if self.found else None
        if last is not None and last.kind == "modal" and ADVERBS.fullmatch(self.text[last.end : start]):
            return
        if self.text[start].isupper() and not self.text[start + 1].isupper():
            return
        if kind == "stretch":
            self._stretch(start, end)
            return
        if not self._follows_a_noun(start, end, kind == "rule"):
            return
        self._place(Finite(start, end, kind, force))

    def _defines(self, start: int, end: int) -> bool:
        """Whether "means" is the verb of a definition and no noun."""
        before = last_words(self.text, self.start, start)
        if (
            before
            and before[-1].lower() in NEVER_BEFORE_A_VERB | {"shall"}
            and self.text[start:end].lower().split()[0] != "shall"
        ):
            return False
        after = WORD.match(self.text, end, self.end)
        opened = self.text[end : end + 3].strip(" \n\xa0")[:1]
        return (
            " " in self.text[start:end]
            or opened in {":", "“", '"', "‘", "'", "«"}
            or bool(after and after[1].lower() in DETERMINERS)
        )

    def _stretch(self, start: int, end: int) -> None:
        """ "This includes ...": only where the subject is what was said before."""
        subject = self.text[self.start : start].strip()
        if subject.lower() in {
            "this",
            "these",
            "it",
            "this also",
            "they",
            "such cooperation",
            "such support",
            "this support",
            "this cooperation",
        }:
            self._place(Finite(start, end, "stretch", "inherit"))

    def _follows_a_noun(self, start: int, end: int, any_noun: bool = False) -> bool:
        """Whether a verb's form at this place can be finite: behind its subject, or joined to one that is."""
        text = self.text
        words = last_words(text, self.start, start, 4)
        while words and (words[-1].strip(",").lower().endswith("ly") or words[-1].strip(",").lower() in ADVERB_WORDS):
            words.pop()
        if not words:
            return False
        word = words[-1]
        low = word.strip(',"”’()').lower()
        verb = text[start:end].split()[0].lower()
        third = (verb.endswith("s") and not verb.endswith("ss")) or verb == "is"
        if low in {"and", "or", "but"}:
            return self._coordinates(third)
        if low in NEVER_BEFORE_A_VERB or not low or low.endswith("’s") or low.endswith("'s"):
            return False
        if any_noun and low.isalpha() and not word.endswith(","):
            return True
        if word.endswith(","):
            return not self.mains and not self.inherited and bool(_ACTOR_HEAD.match(text, self.anchor, self.end))
        if low in PLURAL_ACTORS:
            return not third or low == "states"
        if low in SINGULAR_ACTORS:
            return third or " and " in text[self.anchor : start]
        if word[:1].isupper() or word.endswith((")", "”", '"')):
            return third or " and " in text[self.anchor : start] or low.endswith("s")
        return False

    def _coordinates(self, third: bool) -> bool:
        last = self.found[-1] if self.found else None
        if last is None or last.role != "main" or last.kind == "modal":
            return False
        return third or last.force == "declaration"

    def _actor(self, word: str) -> bool:
        low = word.lower()
        return low in PLURAL_ACTORS or low in SINGULAR_ACTORS or word[:1].isupper()

    # ------------------------------------------------------------------ placing
    def _place(self, finite: Finite) -> None:
        self.found.append(finite)
        self.was_open = bool(self.frames)
        frame = self._consumer(finite.start)
        if frame is None:
            self._main(finite)
            return
        finite.late = not frame.hungry
        frame.hungry = False
        frame.finite = frame.finite or finite
        finite.role = f"inside a clause that {self.text[frame.begin : frame.at].strip().split()[0]!r} opens"
        if frame.of is not None and frame.of.complement is None:
            frame.of.complement = finite
        gap = self.text[frame.at : finite.start]
        if (
            frame.kind == "rel"
            and frame.plain
            and (self.mains or self.inherited)
            and finite.kind == "modal"
            and len(gap) < 40
            and ADVERBS.fullmatch(gap)
        ):
            self._relative(frame, finite)

    def _relative(self, frame: Frame, finite: Finite) -> None:
        """A relative clause that is a rule of its own: somebody acts in it, or it goes on with the telling."""
        text = self.text
        comma = text[max(self.start, frame.begin - 2) : frame.begin].strip(" \n\xa0") == ","
        if finite.force == "obligation" or (comma and finite.force in {"commitment", "permission", "prohibition"}):
            finite.role = "relative"
        elif finite.force == "commitment" and text[frame.begin : frame.at].strip().lower() in {"which", "who"}:
            before = last_words(text, self.start, frame.begin)
            finite.role = "relative" if before and self._actor(before[-1]) else finite.role
        if finite.role == "relative":
            finite.begin = frame.begin
            finite.subject = None

    def _main(self, finite: Finite) -> None:
        if finite.kind == "modal" and self._bare_relative(finite.start):
            finite.role = "inside a relative clause without a pronoun"
            return
        previous = self.mains[-1] if self.mains else None
        if previous is None or self.anchor > previous.end:
            finite.begin = self.anchor
            finite.outer = self.anchor > self.start
            self.mains.append(finite)
            return
        begin = self._boundary(
            max(previous.end, self.found[-2].end if len(self.found) > 1 and self.found[-2].role == "relative" else 0),
            finite.start,
        )
        if begin is None:
            finite.role = "nothing joins it to the clause before"
            return
        finite.outer = previous.outer
        finite.begin = begin
        finite.joined = begin == finite.start or bool(ADVERBS.fullmatch(self.text[begin : finite.start]))
        self.mains.append(finite)

    def _bare_relative(self, start: int) -> bool:
        """Whether a pronoun and a modal stand right behind a noun: "the measures they may take"."""
        words = last_words(self.text, self.anchor, start, 2)
        if len(words) < 2 or words[1].lower() not in PRONOUNS or words[0][-1] in ",;:.)":
            return False
        return words[0].lower() not in {"and", "or", "but", "that", "then", "nor", "if", "when"} and not self.was_open

    def _boundary(self, after: int, start: int) -> int | None:
        """Where a further clause begins: behind a conjunction or a comma, at its subject or at its finite word."""
        best = strong = None
        for match in _CONJUNCTION.finditer(self.text, after, start):
            gap = self.text[match.end() : start]
            if ADVERBS.fullmatch(gap):
                if match[0].strip(" ,\n").lower() == "nor":
                    return match.start() + len(match[0]) - len(match[0].lstrip(" ,\n"))
                best = match.end() if match[0].strip() != "," else best
            elif NOUN_PHRASE.match(self.text, match.end(), start):
                best = match.end()
                if match[0][0] in ",;" and len(match[0].strip()) > 1:
                    strong = best
        if strong is not None and best is not None and not ADVERBS.fullmatch(self.text[best:start]):
            return strong
        return best

    # ------------------------------------------------------------------ when nothing was found at the top level
    def _without_main(self) -> None:
        if self.mains or self.inherited or self.defines or self.plain_main:
            return
        if self.agreed is not None:
            self.agreed.role = "main"
            self.agreed.begin = self.anchor
            self.mains.append(self.agreed)
            return
        for finite in reversed(self.found):
            if finite.kind == "modal" and finite.role.startswith("inside a clause"):
                frame_word = finite.role.split("'")[1].lower() if "'" in finite.role else ""
                before = last_words(self.text, self.start, finite.start)
                if (
                    finite.late
                    or frame_word in {"which", "who", "whom", "whose", "that"}
                    or (before and before[-1].lower() in PRONOUNS)
                ):
                    finite.role = "main"
                    finite.begin = self.anchor
                    self.mains.append(finite)
                    return
        if not self.found:
            self._present()

    def _present(self) -> None:
        """The plain present of a party: "The Parties waive ...", "Each Party designates ..."."""
        head = _ACTOR_HEAD.match(self.text, self.anchor, self.end)
        if not head:
            return
        verb = _SMALL_WORD.match(self.text, head.end(), self.end)
        if not verb or verb[1] in NO_PRESENT_VERB or verb[1].endswith(("ed", "ing", "ly")):
            return
        words = head[0].lower().split()
        third = verb[1].endswith("s") and not verb[1].endswith("ss")
        plural = words[-1] in PLURAL_ACTORS or "and" in words
        name = head[0].split()[-1]
        actor = (
            words[-1] in PLURAL_ACTORS
            or words[-1] in SINGULAR_ACTORS
            or (
                name[0].isupper()
                and words[-1] not in NO_ACTORS
                and words[-1] not in DETERMINERS
                and not name.endswith(("’s", "'s", "s’"))
            )
        )
        if actor and (third != plural or words[-1] == "states"):
            finite = Finite(verb.start(1), verb.end(1), "present", "obligation")
            finite.begin = self.anchor
            self.found.append(finite)
            self.mains.append(finite)
