"""Which finite words of a sentence carry an undertaking, and where the clause of each begins.

A sentence is read once, from left to right, over the marks of the table `clause`: words that open a subordinate clause put a
frame on a stack, the next finite word closes it; what is left at the top level are the clauses. Nothing here looks at words
that carry no mark, except right beside one.
"""

from servanda.read.finite import Finite, Frame
from servanda.read.grammar import (
    ADVERBS,
    AUXILIARIES,
    DETERMINERS,
    NOT,
    PRONOUNS,
    WORD,
    last_words,
)
from servanda.read.present import names_an_actor, plain_present
from servanda.read.syntax_patterns import (
    AGREED,
    HONOUR,
    IDLE,
    IN_LIKE_MANNER,
    INSTRUMENT,
    LIGHT,
    MAY_BE,
    NO_MONEY,
    NOTHING,
    OPENERS,
    OPENING,
    PERFECT,
    POLICY,
    PURPOSE,
    SHARED,
    TO,
    TOGETHER,
)
from servanda.read.verb_forms import VerbForms

_HAD = (["has"], ["have"], ["had"])


class Reader(VerbForms):
    """Reads one piece. `inherited`: a lead-in gave it a finite word already (an item of a list)."""

    # ------------------------------------------------------------------ the pass
    def read(self, whole: bool = True) -> list[Finite]:
        """All finite words with a force, in order; `role` says which of them are clauses.

        Not `whole`: what stands behind the last finite word is left alone, since it changes nothing before it.
        """
        cues = self.cues
        joined = IN_LIKE_MANNER.match(self.low, self.start, self.end)
        if joined:
            self.anchor = joined.end()
        last = len(cues)
        while last and not whole and cues[last - 1][2].startswith(OPENING):
            last -= 1
        for i in range(last):
            start, end, key = cues[i]
            if start < self._skip:
                continue
            kind, _, detail = key.partition(".")
            if kind in OPENERS:
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
            elif kind == "plain" and not self.mains and not self.frames and self._follows_a_noun(start, end, True):
                if self.anchor > self.start and self.text.startswith("constitute", start):
                    self._place(Finite(start, end, "rule", "obligation"))
                elif self._follows_a_noun(start, end):
                    self.plain_main = True
        self._without_main()
        return self.found

    # ------------------------------------------------------------------ finite words
    def _modal(self, i: int, start: int, end: int, force: str) -> None:
        text = self.text
        if text[start] == "M" and force == "permission" and start > self.start:
            return
        if text[start] == "S" and (start == self.start or text[start - 2 : start] == ", "):
            self.frames.append(Frame("sub", start, end, False))
            return
        before = last_words(text, self.start, start) if force in {"intention", "commitment"} else []
        if force == "intention" and self._inverted(before, end):
            self.frames.append(Frame("sub", start, end, False))
            return
        if force == "obligation" and " " in text[start:end] and PURPOSE.search(self.low, self.anchor, start):
            return
        if (
            force == "obligation"
            and text.startswith(("have", "not have", "so have"), end + 1)
            and PERFECT.match(text, end, self.end)
        ):
            self._had_to_happen(start)
            return
        if force == "commitment" and before and before[-1].lower() in {"the", "good", "free", "own", "his", "last", "their"}:
            return
        if force == "commitment" and self.frames and before and before[-1].lower() == "and" and self._resolves_together(end):
            self.frames.clear()
        finite = Finite(start, end, "modal", force)
        finite.predicate = self._predicate(i, end)
        self._place(finite)

    def _resolves_together(self, end: int) -> bool:
        """ "The Participants recognise that X spreads lies and will support each other": they will, not X."""
        main = self.mains[-1] if self.mains else None
        if main is None or main.kind != "verb" or main.force != "declaration" or self.text[main.end - 1] == "s":
            return False
        return TOGETHER.search(self.low, end, min(self.end, end + 80)) is not None

    def _inverted(self, before: list[str], end: int) -> bool:
        """ "should any dispute arise": a condition."""
        after = WORD.match(self.text, end, self.end)
        if after and after[1].lower() in {"they", "it", "there"}:
            return True
        begins = not self.text[self.anchor : end].strip().partition(" ")[2]
        if before and not begins and before[-1][-1] not in ",;:—-" and before[-1].lower() not in {"and", "or", "but"}:
            return False
        return after is not None and (after[1].lower() in DETERMINERS or after[1][0].isupper())

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
                if all(word in LIGHT or word.endswith("ly") for word in gap):
                    return key
            elif not key.startswith("aux"):
                break
        return ""

    def _auxiliary(self, i: int, start: int, end: int, detail: str) -> None:
        text = self.text
        before = last_words(text, self.start, start)
        word = before[-1].lower() if before else ""
        if word in {"it", "being"} and detail in {"is", "has"}:
            match = AGREED.match(self.low, end, self.end)
            if match:
                self._agree(match.end())
                return
        if word == "it" and detail == "is" and (policy := POLICY.match(self.low, end, self.end)):
            intended = Finite(start, policy.end(), "pred", "intention")
            intended.subject = policy.span("whose")
            self._place(intended)
            return
        honour = HONOUR.match(self.low, end, self.end) if detail == "has" else None
        if honour:
            self._agree(honour.end())
            return
        if detail == "has" and (word in AUXILIARIES or word in {"not", "to", "never"}):
            return
        finite = self._denied(start, end) if detail == "do" else self._with_predicate(i, start, end, detail)
        if finite is None:
            self._pass(Finite(start, end, "aux", ""))
            return
        if self.text.endswith("that", 0, finite.end):
            self._agree(finite.end)
        else:
            self._place(finite)

    def _denied(self, start: int, end: int) -> Finite | None:
        """ "This Agreement does not create rights": an effect that it has not. "The Parties do not impose duties": a ban."""
        negation = NOT.match(self.low, end, self.end) if not (self.frames or self.mains) else None
        if negation is None:
            return None
        if INSTRUMENT.search(self.low, self.anchor, start):
            return Finite(start, end, "denied", "denial")
        return Finite(start, negation.end(), "pred", "prohibition") if names_an_actor(self.text, self.anchor, start) else None

    def _pass(self, finite: Finite) -> None:
        """A finite word without a force: it only ends what is open."""
        frame = self._consumer(finite.start)
        if frame is None:
            self.stated = True
            self.told = finite.start if self.told is None else self.told
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
        if not self.found and (
            self.low.startswith("are ", start) or self.low.endswith(("are ", "shall be "), self.anchor, start)
        ):
            whose = self.low.rfind("of which", self.anchor, start)
            begin = (self.anchor if whose < 0 or any(c[0] > end and c[2].startswith("modal") for c in self.cues) else whose) - 1
        elif languages > 0:
            begin = max(
                self.text.rfind(" in ", self.start, max(self.start, languages - 12)),
                self.text.rfind("\nin ", self.start, max(self.start, languages - 12)),
            )
            begin = max(begin, self.text.rfind("\xa0in ", self.start, max(self.start, languages - 12)))
        else:
            begin = self.text.rfind(",", self.start, max(self.start, start - 5))
        floor = self.found[-1].end if self.found else self.start
        finite.begin = max(begin + 1 if begin > 0 else self.start, floor)
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
        if kind == "rule" and self.text[max(self.start, start - 5) : start].split()[-1:] in _HAD:
            return
        if (
            force == "declaration"
            and self.text.startswith((" to ", " for ", " of ", " from "), end)
            and " " not in self.text[start:end]
        ):
            return
        if not self._follows_a_noun(start, end, kind == "rule"):
            return
        if last is not None and last.kind == "verb" and last.force == force and SHARED.fullmatch(self.low, last.end, start):
            return
        if self._undertakes_too(start, end, force):
            self.frames.clear()
        self._place(Finite(start, end, kind, force))

    def _undertakes_too(self, start: int, end: int, force: str) -> bool:
        """ "consider that ... and undertake not to ...": a second performative verb, no part of what is considered."""
        main = self.mains[-1] if self.mains else None
        if main is None or main.kind != "verb" or main.role != "main" or force not in {"obligation", "commitment"}:
            return False
        third = self.text[end - 1] == "s"
        return third == (self.text[main.end - 1] == "s") and TO.match(self.low, end, self.end) is not None

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

    # ------------------------------------------------------------------ placing
    def _place(self, finite: Finite) -> None:
        self.found.append(finite)
        self.was_open = bool(self.frames)
        frame = self._consumer(finite.start)
        if frame is None:
            self._main(finite)
            return
        finite.late = not frame.hungry
        finite.opened = frame.kind
        finite.frame = (frame.at, frame.begin)
        frame.hungry = False
        frame.finite = frame.finite or finite
        finite.role = f"inside a clause that {self.text[frame.begin : frame.at].strip().split()[0]!r} opens"
        if frame.of is not None and frame.of.complement is None:
            frame.of.complement = finite
        gap = self.text[frame.at : finite.start]
        if (
            frame.kind == "rel"
            and frame.plain
            and (self.mains or self.inherited or self.stated or self._another(finite.start))
            and finite.kind == "modal"
            and len(gap) < 40
            and ADVERBS.fullmatch(gap)
        ):
            self._relative(frame, finite)

    def _relative(self, frame: Frame, finite: Finite) -> None:
        """A relative clause that is a rule of its own: somebody acts in it, or it goes on with the telling."""
        text = self.text
        comma = text[max(self.start, frame.begin - 2) : frame.begin].strip(" \n\xa0") == ","
        if (finite.force == "obligation" and " " not in text[finite.start : finite.end]) or (
            comma and finite.force in {"commitment", "permission", "prohibition"}
        ):
            finite.role = "relative"
        elif finite.force == "commitment" and text[frame.begin : frame.at].strip().lower() in {"which", "who"}:
            before = last_words(text, self.start, frame.begin)
            finite.role = "relative" if before and self._actor(before[-1]) else finite.role
        if not self.mains and not self.inherited and not self.stated and not (comma and finite.force == "obligation"):
            finite.role = f"inside a clause that {text[frame.begin : frame.at].strip()!r} opens"
        may_be = finite.force == "permission" and MAY_BE.match(self.low, finite.end, self.end)
        if may_be or IDLE.match(self.low, finite.end, self.end):
            finite.role = "a relative clause that only says what a thing is like"
        if finite.role == "relative":
            finite.begin = frame.begin
            finite.subject = None

    def _main(self, finite: Finite) -> None:
        if finite.kind == "modal" and self._bare_relative(finite.start):
            finite.role = "inside a relative clause without a pronoun"
            return
        previous = self.mains[-1] if self.mains else None
        if previous is None and self.stated and len(self.found) > 1 and self.found[-2].role == "relative":
            previous = self.found[-2]
        if previous is None or self.anchor > previous.end:
            finite.begin = self.anchor
            finite.outer = self.anchor > self.start
            self.mains.append(finite)
            if previous is None and self.told is not None and self.anchor < self.told < finite.start:
                self._behind_a_fact(finite, self.told)
            return
        after = max(previous.end, self.found[-2].end if len(self.found) > 1 and self.found[-2].role == "relative" else 0)
        begin = self._boundary(after, finite.start)
        if begin is None:
            finite.role = "nothing joins it to the clause before"
            return
        begin = self._with_its_front(after, begin, finite.start)
        finite.outer = previous.outer
        finite.begin = begin
        finite.joined = begin == finite.start or bool(ADVERBS.fullmatch(self.text[begin : finite.start]))
        self.mains.append(finite)

    def _behind_a_fact(self, finite: Finite, told: int) -> None:
        """ "Norway has sent boats and will send more": the clause begins at its own verb, its subject before the fact."""
        begin = self._boundary(told, finite.start)
        if begin is not None and ADVERBS.fullmatch(self.text[begin : finite.start]):
            finite.subject = (self.anchor, told)
            finite.begin = begin
            finite.joined = True

    # ------------------------------------------------------------------ when nothing was found at the top level
    def _without_main(self) -> None:
        if self.mains or self.inherited or self.defines or self.plain_main:
            return
        if self.agreed is not None:
            self.agreed.role = "main"
            self.agreed.begin = self.anchor
            self.mains.append(self.agreed)
            return
        last = next((f for f in reversed(self.found) if f.kind in {"modal", "rule"} and f.opened), None)
        if last is not None and self._is_main_after_all(last):
            last.role = "main"
            last.begin = self.anchor
            self.mains.append(last)
            return
        if not self.found:
            self._nothing()
        if not self.found:
            self._present()

    def _is_main_after_all(self, finite: Finite) -> bool:
        """Whether the last finite word of a sentence without a clause belongs to it, and not to what was open before it."""
        text = self.text
        if finite.late or finite.opened in {"rel", "that"}:
            return True
        at, begin = finite.frame
        words = len(text[at : finite.start].split())
        if finite.opened == "weak":
            return words >= 4
        before = last_words(text, self.start, finite.start)
        pronoun = bool(before) and before[-1].lower() in PRONOUNS
        if finite.kind == "rule":
            return pronoun
        return pronoun or begin > self.anchor + 2 or words >= 6 or text.find(",", at, finite.start) >= 0

    def _nothing(self) -> None:
        """ "Nothing in this Agreement affects ...": an effect that is denied in the plain present."""
        match = NOTHING.match(self.low, self.anchor, self.end) or NO_MONEY.match(self.low, self.anchor, self.end)
        if match:
            finite = Finite(*match.span(1), "denied", "denial")
            finite.begin = self.anchor
            self.found.append(finite)
            self.mains.append(finite)

    def _present(self) -> None:
        """The plain present of a party: "The Parties waive ...", "Each Party designates ..."."""
        verb = plain_present(self.text, self.anchor, self.end)
        if verb:
            finite = Finite(*verb, "present", "obligation")
            finite.begin = self.anchor
            self.found.append(finite)
            self.mains.append(finite)
