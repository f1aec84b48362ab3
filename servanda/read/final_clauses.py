"""Entry into force, term, renewal, termination, amendment and the other final clauses, each in the words of its sentence."""

from servanda.lexicon import lazy_re as re
from servanda.model import EntryIntoForce, PartialDate, Span, Term
from servanda.read.clause_choice import Choice, Sentences
from servanda.read.dates import dates
from servanda.read.final_clause_patterns import (
    ANOTHER_RULE,
    BY_CONSENT,
    BY_ITSELF,
    ENTRY,
    ENTRY_AND_TERM,
    EXTENSION,
    INDEFINITE,
    ITSELF,
    LATER,
    NO_NOTICE_BEFORE,
    NO_NOTICE_BEHIND,
    NOT_NOTICE,
    NOTICE_BEFORE,
    NOTICE_BEHIND,
    NOTICE_OR_BEFORE,
    NOTICE_RECEIVED,
    RENEWAL,
    SENTENCES_ONLY,
    TERM,
    TERMINATION,
    UPON_SIGNATURE,
)
from servanda.read.found import Found
from servanda.read.months import Months, months_in


def final_clauses(sentences: Sentences, signed: PartialDate | None) -> Found:
    """`in_force`, `term`, `renewal`, `termination_notice_months`, `termination` and the rules in their own words.

    `signed` fixes the date of an agreement that enters into force upon signature.
    """
    text = sentences.text
    found = _Clauses(text, sentences)
    found.entry(signed)
    found.term()
    found.renewal()
    found.termination()
    for field, (key, wanted) in SENTENCES_ONLY.items():
        found.keep(field, sentences.best(key, wanted))
    return Found(found.values, found.evidence)


class _Clauses:
    """Collects values with their evidence."""

    def __init__(self, text: str, sentences: Sentences) -> None:
        self.text = text
        self.low = sentences.low
        self.sentences = sentences
        self.values: dict[str, object] = {}
        self.evidence: dict[str, tuple[Span, ...]] = {}

    def keep(self, field: str, choice: Choice | None) -> None:
        """Keeps the sentence of a choice as the field's words."""
        if choice:
            self.values[field] = self.words(choice.start, choice.end)
            self.evidence[field] = (Span(choice.start, choice.end),)

    def words(self, start: int, end: int) -> str:
        """The words of a span, in one line."""
        return " ".join(self.text[start:end].split())

    def entry(self, signed: PartialDate | None) -> None:
        """The rule of entry into force, and the date if the text fixes it."""
        choice = self.sentences.best("in_force", ENTRY)
        if not choice:
            return
        date, span = self._entry_date(choice, signed)
        self.values["in_force"] = EntryIntoForce(date, self.words(choice.start, choice.end))
        self.evidence["in_force"] = self.evidence["in_force.rule"] = (Span(choice.start, choice.end),)
        if date and span:
            self.evidence["in_force.date"] = (span,)

    def _entry_date(self, choice: Choice, signed: PartialDate | None) -> tuple[PartialDate | None, Span | None]:
        upon = UPON_SIGNATURE.search(self.low, choice.start, choice.end)
        later = LATER.search(self.low, choice.start, min(choice.end, upon.end() + 40 if upon else choice.end))
        if upon and not later:
            return signed, Span(*upon.span())
        ending = ANOTHER_RULE.search(self.low, choice.mark_end, choice.end)
        stop = ending.start() if ending else choice.end
        named = [dated for dated in dates(self.text, choice.mark_end, stop) if dated.date.day]
        if len(named) == 1 and named[0].start - choice.mark_end < 60 and not later:
            return named[0].date, Span(named[0].start, named[0].end)
        return None, None

    def term(self) -> None:
        """How long: in months, until a date, or in the words of the rule."""
        choice = self.sentences.best("term", TERM) or self._term_in_other_words()
        if not choice:
            return
        span = Span(choice.start, choice.end)
        indefinite = INDEFINITE.search(self.low, choice.start, choice.end)
        period = None if indefinite else self._term_period(choice)
        until = self._until(choice)
        self.values["term"] = Term(period.months if period and not until else None, until, self.words(choice.start, choice.end))
        self.evidence["term"] = self.evidence["term.rule"] = (span,)
        if period and not until:
            self.evidence["term.months"] = (Span(period.start, period.end),)

    def _term_in_other_words(self) -> Choice | None:
        entry = self.sentences.best("in_force", ENTRY_AND_TERM)
        return entry if entry and months_in(self.low, entry.mark_end, entry.end) else None

    def _term_period(self, choice: Choice) -> Months | None:
        """The first period of the sentence that is no period of notice."""
        at = choice.start
        while period := months_in(self.low, at, choice.end):
            at = period.end
            before = self.low[max(choice.start, period.start - 40) : period.start]
            behind = ANOTHER_RULE.split(self.low[at : min(choice.end, at + 90)], maxsplit=1)[0]
            notice = NOTICE_OR_BEFORE.search(behind) or NOTICE_BEFORE.search(before)
            if not notice or NOT_NOTICE.search(behind):
                return period
        return None

    def _until(self, choice: Choice) -> PartialDate | None:
        match = re.compile(
            r"\b(?:until|till|(?:expires?|lapses?|ends?|terminates?)\s+on|up\s+to(?:\s+and\s+including)?)\s+(?:the\s+)?"
        ).search(self.low, choice.mark_start, choice.end)
        named = dates(self.text, match.end(), min(choice.end, match.end() + 50)) if match else []
        return named[0].date if named and named[0].start - (match.end() if match else 0) < 8 else None

    def renewal(self) -> None:
        """How it is renewed by itself, and how the parties may extend it."""
        for field, wanted in (("renewal", RENEWAL), ("extension", EXTENSION)):
            choice = self.sentences.best(field, wanted)
            told = choice and ITSELF.search(self.low, choice.start, choice.end)
            if choice and told and self.words(choice.start, choice.end) != self.values.get("renewal"):
                consent = field == "renewal" and BY_CONSENT.search(self.low, choice.start, choice.end)
                by_itself = consent and BY_ITSELF.search(self.low, choice.start, choice.end)
                self.keep("extension" if consent and not by_itself else field, choice)

    def termination(self) -> None:
        """How it may be ended, and the months of notice where the rule counts in months.

        Where no sentence about ending counts any, the notice by which a party keeps it from being renewed is the one.
        """
        choice = self.sentences.best("termination", TERMINATION)
        self.keep("termination", choice)
        told = self.sentences.following(choice, 2) if choice else []
        renewal = self.evidence.get("renewal", ())
        for start, end in (*told, *((span.start, span.end) for span in renewal)):
            period = self._notice(start, end)
            if period:
                self.values["termination_notice_months"] = period[0]
                self.evidence["termination_notice_months"] = (period[1],)
                return

    def _notice(self, start: int, end: int) -> tuple[int, Span] | None:
        at = start
        while period := months_in(self.low, at, end):
            at = period.end
            low, high = max(start, period.start - 50), min(end, at + 60)
            told = NOTICE_BEHIND.match(self.low, at, high) or NOTICE_BEFORE.search(self.low, low, period.start)
            told = told or NOTICE_RECEIVED.match(self.low, at, min(end, at + 130))
            expiry = NO_NOTICE_BEFORE.search(self.low, low, period.start)
            other = (expiry and not NOTICE_RECEIVED.match(self.low, at, min(end, at + 130))) or NO_NOTICE_BEHIND.match(
                self.low, at, min(end, at + 130)
            )
            if told and not other:
                return period.months, Span(period.start, at)
        return None
