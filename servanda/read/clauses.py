"""The clauses of a text that may carry a commitment: finite undertakings, each with its parts as spans.

This is the seam of the reading of commitments: `clauses` finds what is undertaken and how firmly; `who`, `areas`,
`amounts`, `quantities` and `legalization` say by whom, about what, with how much and how precisely.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from itertools import pairwise

from servanda.lexicon import Mark, Marks
from servanda.lexicon import lazy_re as re
from servanda.model import Force, Span
from servanda.read.actions import action, action_of
from servanda.read.clause import Clause, Genre, Leaf
from servanda.read.conditions import conditions
from servanda.read.deadlines import Deadline, deadline_rule, deadlines, spans
from servanda.read.finite import Finite
from servanda.read.force import force_of, passive
from servanda.read.foretold import by_an_actor, foretold
from servanda.read.grammar import DUTY_VERBS, NOUN_PHRASE, WORD
from servanda.read.headings import lost_its_capitals
from servanda.read.hedges import hedges
from servanda.read.leaf_titles import behind_heading, titled
from servanda.read.lists import Lead, Lists, announces, before_conditions, is_a_point
from servanda.read.negated import only_with_leave
from servanda.read.passages import inverted, object_of, opening, passage_end
from servanda.read.present import plain_present
from servanda.read.sentences import Piece, pieces
from servanda.read.syntax import Reader

__all__ = ["Clause", "Genre", "Leaf", "clauses"]

_IF_ACCEPTABLE = re.compile(
    r"(?P<condition>(?:if|should|in[\s\xa0]+case|provided)[\s\xa0]+[^;]{8,260}?),[\s\xa0]+(?=(?:i|we|it|the[\s\xa0]+(?:embassy|ministry|legation|government))\b)"
)
"""What a note sets in front of its proposal: "If this is acceptable to you, I have the honour to propose that"."""
_FORBIDDEN = re.compile(
    r"(?:not(?![\s\xa0]+(?:later|only|less|more|exceeding|necessarily|limited)\b)|refrain|abstain|never|desist)\b"
)
"""What an item that is forbidden begins with, where the lead-in ends in "shall"."""
_LIMITS_A_LIST = re.compile(
    r"[\s\xa0]*(?:,?[\s\xa0]*)?not[\s\xa0]+(?:necessarily[\s\xa0]+)?(?:be[\s\xa0]+)?(?:limited|restricted|confined)[\s\xa0]+to",
)
_ENACTING = re.compile(
    r"\b(?<!shall )(?<!will )(?<!may )(?<!must )"
    r"(?:agreed?|decided|determined|concluded|proposes?|suggests?)\b[^.]{0,40}\b(?:as follows|the following|on)$"
)
_NO_UNDERTAKING = re.compile(
    r"(?:(?:and[\s\xa0]+)?thence|beginning[\s\xa0]+(?:at|on|in|from)|running[\s\xa0]+thence|then[\s\xa0]+along|"
    r"(?:and[\s\xa0]+)?whereas)\b(?![^.]{0,600}\bagreed?\b)",
)
_NOTHING = ("Nothing", "nothing", "No ", "no ")
_JOINT = re.compile(r"(?:and|but|or|nor|however|therefore)[\s\xa0,]+")
_PREDICATE = re.compile(r"(?:(?:and|or)[\s\xa0]+)?(?:to[\s\xa0]+)?([a-z-]+)")
_PROVISO = re.compile(
    r"(?:and[\s\xa0]+)?(?:provided|unless|except[\s\xa0]+(?:when|where|if)|on[\s\xa0]+condition)\b",
)
_TELLING = re.compile(r"(?:if|when|whenever|where|provided|in the event|in case|should|once)\b")
_WORDS = re.compile(r"[^\W\d_A-Z]{3}|[A-Z]*[ABE-HJ-KN-UW-Z][A-Z]+")
_TERM = re.compile(
    r"[\s\xa0]*(?:[\"“‘'«„]|(?:the[\s\xa0]+)?(?:terms?|expressions?|words?)\b|for[\s\xa0]+the[\s\xa0]+purposes?[\s\xa0]+of|"
    r"unless[\s\xa0]+the[\s\xa0]+context|[^.;:]{3,90}:[\s\xa0])",
)
_DEFINITIONS = re.compile(r"(?:defini[a-z]+|use of terms|interpretation of terms|terms used|glossary)\b")
_NO_TITLE = 50
"""Characters from which a piece without a stop is a sentence rather than a title."""
_DEEPER = re.compile(r"\b(?:which|who|whom|whose|that|where|cases)\b")
"""What a finite word of an item belongs to, if no subject of its own begins the item: "fields in which they might"."""
_RELATIVE_BEFORE = re.compile(r"[a-z\])][\s\xa0]+(?:which|who|that)[\s\xa0]+(?:[a-z]+ly[\s\xa0]+)?$")
"""What an item's only finite word stands behind, where it says what a thing is like: "a time which may be needed"."""
_SHORT_LEAD = 12
"""Words behind the finite word of a lead-in that no colon ends ("shall, wherever possible,"), at most."""
_RUNNING_TOTAL = re.compile(
    r"\b(?:since[\s\xa0]+(?:the[\s\xa0]+(?:start|beginning|outset|onset|outbreak)|[a-z]*[\s\xa0]?(?:19|20)\d\d)|to[\s\xa0]+date|so[\s\xa0]+far)\b"
)
"""What "has committed" is told with, where it counts what was given up to now."""
_DIVIDED = re.compile(
    r"(?:[,\s\xa0](?:payable|to be (?:paid|disbursed|released|provided|transferred)|divided|distributed|broken down|"
    r"consisting of|made up of|composed of|split|as follows|namely|of which)\b[^.;:]{0,70}|"
    r"\bin[\s\xa0]+(?:[\w()]+[\s\xa0]+){0,4}(?:instal?ments?|tranches|stages|phases|parts|payments|steps|amounts|proportions|shares))$"
)
_TAIL_OF_A_LEAD = 110
_LONG_SINCE = re.compile(r"(?:since|to[\s\xa0]+date|so[\s\xa0]+far|until[\s\xa0]+now)\b")


def clauses(
    text: str, leaves: Iterable[Leaf], marks: Marks, genre: Genre, headings: Mapping[str, tuple[Span, ...]] | None = None
) -> tuple[Clause, ...]:
    """Every clause that carries a force, in the order of the text; they lie inside leaves and never overlap.

    `headings`: the headings above each leaf, by its path.
    """
    taker = _Taker(text, marks, genre, headings or {})
    lowered = lost_its_capitals(text)
    for path, start, end in leaves:
        begin = behind_heading(text, marks, taker.headings.get(path), start, end)
        if begin > start and (title := titled(text, start, end)) is not None and title.end == begin:
            taker.below(path, title)
        for piece in pieces(text, path, begin, end, lowered):
            taker.take(piece)
    taker.finish()
    return tuple(taker.taken)


def _in_order(finites: list[Finite]) -> list[Finite]:
    """By where their clauses begin; a relative clause inside a subject leaves its owner what stands behind it."""
    for before, after in pairwise(finites):
        if after.begin <= before.begin and before.role == "relative":
            after.subject = (after.begin, before.begin)
            after.begin = after.start
    return sorted(finites, key=lambda f: f.begin)


def _inside(low: str, dated: Deadline, found: list[Span]) -> bool:
    """Whether a deadline belongs to what a condition tells ("if he has been away for ten days"), not to the duty."""
    return any(c.start < dated.start < c.end and _TELLING.match(low, c.start) for c in found)


class _Taker:
    """Reads piece after piece and remembers what passes on: lead-ins, the subject of the sentence, the force before."""

    def __init__(self, text: str, marks: Marks, genre: Genre, headings: Mapping[str, tuple[Span, ...]]) -> None:
        self.text, self._low = text, marks.low
        self.marks = marks
        self.genre = genre
        self.headings = dict(headings)
        self.taken: list[Clause] = []
        self.lists = Lists()
        self._cues = marks.of("clause")
        self._starts = marks.starts("clause")
        self._previous: Piece | None = None
        self._run: Clause | None = None
        self._defining: dict[int, bool] = {}

    def take(self, piece: Piece) -> None:
        """The clauses of a piece go to `taken`."""
        low = bisect_left(self._starts, piece.start)
        cues = self._cues[low : bisect_left(self._starts, piece.end, low)]
        lead = self.lists.lead_of(piece)
        if self.lists.without_items:
            self._restore()
        if self.text[piece.start] in "TtBbRrAaWw" and _NO_UNDERTAKING.match(self._low, piece.start):
            pass
        elif (
            cues
            or lead
            or self._runs_on(piece)
            or (
                (piece.stop or piece.end - piece.start > _NO_TITLE)
                and (self.text.startswith(_NOTHING, piece.start) or plain_present(self.text, piece.start, piece.end))
            )
        ):
            self._read(piece, cues, lead)
        self.lists.passed(piece)
        self._previous = piece

    def below(self, path: str, title: Span) -> None:
        """What follows there stands below a title that the outline does not hold."""
        above = self.headings.get(path, ())
        if title not in above:
            self.headings[path] = (*above, title)

    def finish(self) -> None:
        """The text has ended."""
        self.lists.close()
        self._restore()

    def _restore(self) -> None:
        """Lead-ins without items are undertakings like others."""
        if self.lists.without_items:
            self.taken += reversed(self.lists.without_items)
            self.lists.without_items.clear()

    # ------------------------------------------------------------------ a piece
    def _read(self, piece: Piece, cues: list[Mark], lead: Lead | None) -> None:
        reader = Reader(self.text, self._low, piece.start, piece.end, cues, lead is not None)
        found = reader.read(piece.stop == ":")
        if reader.defines or (self._defines(piece) and _TERM.match(self._low, piece.start)):
            return
        finites = [f for f in found if f.role == "main" or f.role == "relative"]
        if len(finites) > 1:
            finites = _in_order(finites)
        before = len(self.taken)
        if lead is not None:
            finites = self._item(piece, lead, finites)
        elif not finites and self._runs_on(piece):
            if _PROVISO.match(self._low, piece.start):
                self._condition(piece)
            else:
                self._further(piece)
        for i, finite in enumerate(finites):
            stop = finites[i + 1].begin if i + 1 < len(finites) else piece.end
            self._clause(piece, finite, stop, finites[i - 1] if i else None, before, lead)
        self._run = self.taken[-1] if len(self.taken) > before else (self._run if piece.stop == ";" else None)
        self._open_list(piece, finites, before, reader)

    def _defines(self, piece: Piece) -> bool:
        above = self.headings.get(piece.path)
        if not above:
            return False
        known = self._defining.get(id(above))
        if known is None:
            known = any(_DEFINITIONS.match(self._low, h.start, h.end) for h in above)
            self._defining[id(above)] = known
        return known

    def _runs_on(self, piece: Piece) -> bool:
        """Whether a semicolon joins the piece to a sentence that took something on."""
        return (
            self._run is not None
            and self._previous is not None
            and self._previous.stop == ";"
            and self._previous.path == piece.path
        )

    def _condition(self, piece: Piece) -> None:
        """A proviso behind a semicolon is a condition of what stands before it."""
        last = self.taken[-1]
        self.taken[-1] = last._replace(
            conditions=(*last.conditions, Span(piece.start, passage_end(self.text, piece.start, piece.end)))
        )

    def _further(self, piece: Piece) -> None:
        """A further predicate behind a semicolon: "shall promote trade; exchange information; ..."."""
        run = self._run
        match = _PREDICATE.match(self.text, piece.start, piece.end)
        if run is None or not match or match[1] not in DUTY_VERBS or run.force is Force.DECLARATION:
            return
        after = WORD.match(self.text, piece.start + match.end() - piece.start, piece.end)
        if not after or after[1].lower() in {"to", "of", "for", "and", "or", "in"} or run.rule.startswith("performative"):
            return
        start = piece.start + (len(match[0]) - len(match[0].split("and ", 1)[-1]) if match[0].startswith("and ") else 0)
        self._inherit(piece, start, piece.end, run, run.lead, "a further predicate behind a semicolon")

    # ------------------------------------------------------------------ lists
    def _item(self, piece: Piece, lead: Lead, finites: list[Finite]) -> list[Finite]:
        """What an item of a list adds: its own clauses, or the lead-in's force with the item's words."""
        if lead.on_condition:
            self._further_condition(piece, lead)
            return []
        if is_a_point(self.text, piece):
            self.lists.no_item()
            self._restore()
            return finites
        first = next((f for f in finites if f.role == "main"), None)
        if first is not None and first.begin == piece.start:
            words = self.text[piece.start : first.start]
            if first.kind in {"verb", "rule", "present", "stretch"} or _RELATIVE_BEFORE.search(words):
                finites = [f for f in finites if f is not first]
            elif words.strip() and NOUN_PHRASE.match(words) and words.rsplit(None, 1)[-1].lower() not in {"and", "or", "but"}:
                if not piece.label:
                    self.lists.no_item()
                    self._restore()
                return finites
            else:
                joint = re.search(r"[,;]?[\s\xa0]+(?:and|or|but)[\s\xa0]*$", words)
                if joint:
                    first.begin = first.start
                    first.joined = True
                elif _DEEPER.search(words) and not (NOUN_PHRASE.match(words) or NOUN_PHRASE.match(words, words.rfind(",") + 1)):
                    finites = [f for f in finites if f is not first]
        end = finites[0].begin if finites else piece.end
        self._inherit(piece, piece.start, end, lead.clause, Span(lead.start, lead.end), "an item of a list", lead.coded)
        return finites

    def _inherit(
        self, piece: Piece, start: int, stop: int, source: Clause, lead: Span | None, rule: str, coded: bool = False
    ) -> None:
        end = passage_end(self.text, start, stop)
        while start < end and self.text[start].isspace():
            start += 1
        if end <= start or not _WORDS.search(self.text, start, end):
            return
        forbidden = source.force in {Force.OBLIGATION, Force.COMMITMENT} and _FORBIDDEN.match(self._low, start, end) is not None
        own = conditions(self.text, start, end, start, start, self.marks)
        dated = deadlines(self.text, start, end, start, self.marks)
        verb = None if source.action else action_of(self.text, self._low, start, end, own)
        limits = [*(c.start for c in own), *(d.start for d in dated)]
        self.taken.append(
            Clause(
                start,
                end,
                piece.path,
                Span(piece.start, piece.end),
                Force.PROHIBITION if forbidden else source.force,
                source.force_words,
                "an item that is forbidden" if forbidden else rule,
                tuple(dict.fromkeys((*source.hedges, *hedges(self.text, start, end, start, start, self.marks)))),
                source.subject,
                source.passive,
                lead,
                verb or source.action,
                object_of(self.text, verb.end if verb else start, end, limits),
                (*source.conditions, *own),
                (*(() if coded else source.deadlines), *spans(dated, self.text)),
                self.headings.get(piece.path, ()),
                deadline_rule(self.text, dated) or (None if coded else source.deadline_rule),
            )
        )

    def _further_condition(self, piece: Piece, lead: Lead) -> None:
        """An item behind "where:" is a condition of its lead-in."""
        at = next(k for k in range(len(self.taken) - 1, -1, -1) if self.taken[k].start == lead.start)
        end = passage_end(self.text, piece.start, piece.end)
        if end > piece.start:
            self.taken[at] = self.taken[at]._replace(conditions=(*self.taken[at].conditions, Span(piece.start, end)))

    def _open_list(self, piece: Piece, finites: list[Finite], before: int, reader: Reader) -> None:
        """A piece that ends in a colon, or right behind its finite word, leads into a list."""
        where = before_conditions(self._low, self.taken[-1].start, piece.end) if len(self.taken) > before else None
        if where is not None:
            clause = self.taken[-1]
            kept = tuple(condition for condition in clause.conditions if condition.end <= where)
            clause = self.taken[-1] = clause._replace(end=passage_end(self.text, clause.start, where), conditions=kept)
            self.lists.open(Lead(piece.path, clause.start, clause.end, clause, on_condition=True))
            return
        if piece.stop not in {":", ""} and not announces(self._low, piece):
            return
        last = finites[-1] if finites else None
        open_ended = (
            last is not None
            and len(self.text[last.end : piece.end].split()) <= _SHORT_LEAD
            and self.text[piece.end - 1] not in ".!?"
        )
        if piece.stop == "" and not open_ended:
            return
        if len(self.taken) > before:
            clause = self.taken[-1]
            tail = self.text[clause.start : clause.end].lower()
            coded = bool(re.search(r"\bincluding\b[^.;]{0,60}$", tail)) or self._names(piece) or self._divides_a_sum(clause)
            if not coded:
                self.taken.pop()
            if not _ENACTING.search(tail):
                self.lists.open(Lead(piece.path, clause.start, clause.end, clause, coded))
        elif self.taken and any(key.startswith("stretch") for _, _, key in reader.cues):
            self.lists.open(Lead(piece.path, piece.start, piece.end, self.taken[-1]))

    def _names(self, piece: Piece) -> bool:
        """Whether "viz." ends the piece: what stands before it is a full undertaking, what follows spells it out."""
        return self.text[piece.end - 5 : piece.end].lower().strip(".: ").endswith(("viz", "vizt"))

    def _divides_a_sum(self, clause: Clause) -> bool:
        """Whether a lead-in promises a sum that its items only divide: "shall grant EUR 9 million, payable in two parts:"."""
        divided = _DIVIDED.search(self._low, max(clause.start, clause.end - _TAIL_OF_A_LEAD), clause.end)
        return divided is not None and self.marks.any("currency", clause.start, divided.start())

    # ------------------------------------------------------------------ a clause
    def _clause(self, piece: Piece, finite: Finite, stop: int, before: Finite | None, first: int, lead: Lead | None) -> None:
        text, marks = self.text, self.marks
        if text.find("ited to", finite.end, min(stop, finite.end + 40)) >= 0 and _LIMITS_A_LIST.match(
            self._low, finite.end, stop
        ):
            return
        start, subject = self._opening(piece, finite, before, first)
        finite.subject = subject
        end = passage_end(text, max(finite.end, start), stop)
        if end <= finite.end and piece.stop != ":" and finite.kind not in {"texts"} and finite.kind == "modal":
            end = max(end, finite.end)
        decided = force_of(text, self._low, finite, end) if end > start else None
        if decided is None or foretold(text, finite, subject, marks):
            return
        force, low, high, rule = decided
        if finite.kind == "own" and (
            _LONG_SINCE.match(self._low, start, finite.start) or _RUNNING_TOTAL.search(self._low, finite.end, end)
        ):
            return
        source = self.taken[-1] if self.taken else None
        if finite.kind == "stretch":
            if source is None:
                return
            force, subject = source.force, (source.subject.start, source.subject.end) if source.subject else subject
        if finite.kind == "present" and not by_an_actor(text, finite, marks):
            return
        if finite.kind == "present" and self.genre != "treaty" and force is Force.OBLIGATION:
            force = Force.COMMITMENT
        shared = self.taken[first] if len(self.taken) > first and before is not None and finite.role == "main" else None
        found = conditions(text, start, end, finite.start, subject[0] if subject else finite.start, marks)
        if force is Force.DECLARATION:
            found = [c for c in found if not text.startswith(("until", "till"), c.start)]
        dated = [d for d in deadlines(text, start, end, finite.start, marks) if not _inside(self._low, d, found)]
        if force is Force.DECLARATION:
            dated = [d for d in dated if not text.startswith(("until", "till"), d.start)]
        if force is Force.OBLIGATION or force is Force.COMMITMENT:
            given = finite.kind == "modal" and only_with_leave(self._low, finite.end, end, [(c.start, c.end) for c in found])
            force, rule = (Force.PERMISSION, "a modal that only leave makes free") if given else (force, rule)
        verb = action(text, self._low, finite, force, end, [*found, *[Span(d.start, d.end) for d in dated]])
        early = tuple(d for d in shared.deadlines if d.start < shared.force_words.start) if shared else ()
        front = tuple(c for c in shared.conditions if c.start < shared.force_words.start) if shared else ()
        if lead is not None:
            front = (*lead.clause.conditions, *front)
        if finite.outer and start > piece.start and (accepted := _IF_ACCEPTABLE.match(self._low, piece.start, start)):
            front = (Span(piece.start, accepted.end("condition")), *front)
        self.taken.append(
            Clause(
                start,
                end,
                piece.path,
                Span(piece.start, piece.end),
                force,
                Span(low, max(high, low + 1)),
                rule,
                hedges(text, start, end, finite.start, finite.end, marks),
                Span(*subject) if subject and subject[1] > subject[0] else None,
                finite.kind == "modal"
                and text.find("be", finite.end, finite.end + 40) >= 0
                and passive(self._low, finite.end, end),
                Span(lead.start, lead.end) if lead is not None else None,
                verb,
                object_of(text, verb.end if verb else None, end, [*[c.start for c in found], *[d.start for d in dated]]),
                tuple(dict.fromkeys((*front, *found))),
                (*early, *spans(dated, text)),
                self.headings.get(piece.path, ()),
                deadline_rule(text, dated) or (shared.deadline_rule if shared and early else None),
            )
        )

    def _opening(self, piece: Piece, finite: Finite, before: Finite | None, first: int) -> tuple[int, tuple[int, int] | None]:
        """Where the passage begins, and where its subject stands."""
        text = self.text
        start = finite.begin
        while start < finite.start and text[start] in " ,\n\t\xa0;:—–-\r":
            start += 1
        if finite.role == "relative":
            return start, None
        if finite.subject is not None:
            return start, finite.subject
        if finite.joined or start >= finite.start:
            inherited = self._subject_before(piece, first, before)
            return (finite.start if start > finite.start else start), inherited
        match = _JOINT.match(self._low, start, finite.start)
        if match and text[start : start + 3].lower() != "nor":
            start = match.end()
        if finite.kind == "modal" and (actor := inverted(text, start, finite.start, finite.end, piece.end)):
            return start, actor
        start, subject = opening(text, start, finite.start)
        return start, (subject, finite.start)

    def _subject_before(self, piece: Piece, first: int, before: Finite | None) -> tuple[int, int] | None:
        if before is not None and before.subject is not None:
            return before.subject
        if len(self.taken) > first and self.taken[-1].subject:
            return self.taken[-1].subject.start, self.taken[-1].subject.end
        if self._run is not None and self._run.subject is not None and self._runs_on(piece):
            return self._run.subject.start, self._run.subject.end
        return None
