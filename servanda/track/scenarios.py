"""What an event sets off: which conditional commitments apply, who must do what by when, who may, who expressly need not."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from servanda.model import Agreement, Commitment, ConditionParts, Force, Reading, SetOff
from servanda.track.calendar import after
from servanda.track.deadlines import ended, ends, lapsed

KINDS: Mapping[str, frozenset[str]] = {
    "armed_attack": frozenset({"armed_attack", "threat", "crisis"}),
    "threat": frozenset({"threat", "crisis"}),
}
"""The events of conditions that an event is a case of: whoever is attacked is threatened too. Others mean only themselves."""
_DEFENCE = frozenset({"mutual_defence", "consultation"})
_ANYBODY = frozenset({"*party*", "*parties*"})
_WIDE = frozenset({"crisis"})
"""Kinds of events that hold very different ones."""
_FIRM = frozenset({Force.OBLIGATION, Force.COMMITMENT})
_OF_NO_EVENT = frozenset({"request", "either", "participant", "partie", "future", "against", "another", "other"})
"""Words of headings and conditions that name no event."""
_AT_ONCE = frozenset({"event", "request", None})


@dataclass(frozen=True, slots=True)
class Scenario:
    """An event that may happen: its key in the lexicon (armed_attack ...), to whom and by whom (codes; by whom may be empty).

    `words` are the event's own: a flood and an accident are both of the kind `crisis`, and yet not the same.
    """

    event: str
    on: tuple[str, ...]
    by: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


def set_off(found: Reading, asked: Scenario, moment: datetime) -> tuple[SetOff, ...]:
    """What the event would do, at that moment, to each commitment of the reading that speaks of it.

    An agreement of which the state asked about is a party, but which has no clause for the event, comes out once, without a
    commitment: `no`, or `may` where its text is not there to be read. An agreement of other states does not come out at all.
    """
    answers = [answer for promise in found.commitments for answer in _answer(found, promise, asked, moment)]
    answers += _under_its_heading(found, answers, moment)
    if answers or not found.agreements:
        return tuple(answers)
    agreement = found.agreements[0]
    if not set(asked.on) & {*agreement.parties, *agreement.organisations}:
        return ()
    if found.outline:
        applies, why = "no", f"no clause of this agreement speaks of: {' or '.join(asked.words) or asked.event.replace('_', ' ')}"
    else:
        applies, why = "may", "this document tells of the agreement, but does not hold its text"
    return (SetOff(agreement.id, found.document.id, agreement.title, None, *_as_of(agreement, applies, why, moment)),)


def _answer(found: Reading, promise: Commitment, asked: Scenario, moment: datetime) -> Iterator[SetOff]:
    agreement = _agreement_of(found, promise)
    judged = _judge(promise, promise.condition_parts, asked, agreement)
    if judged is None:
        return
    applies, why = judged
    applies, why = _as_of(agreement, applies, why, moment)
    due = None
    if applies in ("yes", "may") and promise.deadline_rule and promise.deadline_rule.anchor in _AT_ONCE:
        rule = promise.deadline_rule
        last = after(moment, rule.n, rule.unit) if rule.n is not None and rule.unit and rule.kind == "within" else None
        due = last.isoformat(timespec="minutes") if last else None
    yield _told(found, agreement, promise, applies, why, due)


def _told(
    found: Reading, agreement: Agreement | None, promise: Commitment, applies: str, why: str, due: str | None = None
) -> SetOff:
    """The answer about a promise; it is called by its agreement, or by its document where it has none."""
    name, title = (agreement.id, agreement.title) if agreement else (found.document.id, found.document.title)
    return SetOff(name, found.document.id, title, promise, applies, why, promise.deadline, due)


def _under_its_heading(found: Reading, answers: Sequence[SetOff], moment: datetime) -> list[SetOff]:
    """Promises without a condition of their own, behind a clause that the event sets off, where the heading of both names it.

    "VIII. In the event of an attack": the first sentence says so again, the next ones only what shall be done.
    """
    firm = [p for p in found.commitments if p.condition is None and p.force in _FIRM]
    said = [a.commitment for a in answers if a.commitment and a.applies in ("yes", "may", "lapsed") and a.commitment.condition]
    headed = [(entry.start, entry.end, entry.heading) for entry in found.outline if entry.heading] if firm and said else []
    more = []
    for promise in firm:
        above = _innermost(headed, promise)
        if above is None or not any(
            _innermost(headed, one) == above
            and one.evidence[0].end <= promise.evidence[0].start
            and _words(one.condition or "") & _words(above[2])
            for one in said
        ):
            continue
        agreement = _agreement_of(found, promise)
        applies, why = _as_of(
            agreement, "may", f"its heading speaks of it ({above[2]}), its own sentence of no condition", moment
        )
        more.append(_told(found, agreement, promise, applies, why))
    return more


def _innermost(headed: Iterable[tuple[int, int, str]], promise: Commitment) -> tuple[int, int, str] | None:
    """The last heading under which a promise stands."""
    at = promise.evidence[0].start
    return max((entry for entry in headed if entry[0] <= at < entry[1]), default=None)


def _words(told: str) -> set[str]:
    """The words that carry a meaning, without their plurals."""
    return {word.rstrip("s") for word in re.findall(r"[a-z]{6,}", told.lower())} - _OF_NO_EVENT


def _agreement_of(found: Reading, promise: Commitment) -> Agreement | None:
    k = promise.agreement
    return found.agreements[k] if k is not None and k < len(found.agreements) else None


def _judge(
    promise: Commitment, parts: ConditionParts | None, asked: Scenario, agreement: Agreement | None
) -> tuple[str, str] | None:
    """(applies, why), or None for a commitment that has nothing to do with the event."""
    if parts is None:
        return _refusal(promise, asked, agreement)
    of_its_kind = parts.event == asked.event
    condition = (promise.condition or "").lower()
    met = of_its_kind and (
        asked.event not in _WIDE or not asked.words or any(word.rstrip("s") in condition for word in asked.words)
    )
    if not of_its_kind and parts.event not in KINDS.get(asked.event, frozenset()):
        return None
    victims = _victims(parts, agreement)
    if victims and not victims & set(asked.on):
        return None
    if not victims and agreement is not None and not set(asked.on) & {*agreement.parties, *agreement.organisations}:
        return None
    if promise.force == Force.DENIAL:
        return "no", f"the text says that there is no such duty ({promise.force_words})"
    doubts = _doubts(promise, parts, asked, victims, met)
    told = "request" in (promise.condition or "")
    notes = [f"at the request of {_named(parts.at_request_of)}"] if parts.at_request_of and (doubts or not told) else []
    if parts.by and not asked.by:
        notes.append(f"the text speaks of an act by {_named(parts.by)}")
    return ("may", "; ".join((*doubts, *notes))) if doubts else ("yes", "; ".join((f"condition: {promise.condition}", *notes)))


def _named(codes: Iterable[str]) -> str:
    return " or ".join("a party" if code in _ANYBODY else code for code in codes)


def _victims(parts: ConditionParts, agreement: Agreement | None) -> set[str]:
    named = set(parts.on)
    if named & _ANYBODY and agreement is not None:
        named |= {*agreement.parties, *agreement.organisations}
    return named - _ANYBODY


def _doubts(promise: Commitment, parts: ConditionParts, asked: Scenario, victims: set[str], met: bool) -> list[str]:
    doubts = []
    if not met:
        doubts.append(f"the condition speaks of {parts.event.replace('_', ' ')}: {promise.condition}")
    if not victims:
        doubts.append("the condition does not say to whom it happens")
    if parts.by and asked.by and not set(parts.by) & set(asked.by):
        doubts.append(f"the condition speaks of an act by {_named(parts.by)}, not by {_named(asked.by)}")
    return doubts


def _refusal(promise: Commitment, asked: Scenario, agreement: Agreement | None) -> tuple[str, str] | None:
    """A duty of defence that a text denies outright is part of the answer to an attack."""
    if promise.force != Force.DENIAL or asked.event != "armed_attack" or "mutual_defence" not in promise.areas:
        return None
    if agreement is not None and not set(asked.on) & {*agreement.parties, *agreement.organisations}:
        return None
    return "no", f"the text says that there is no such duty ({promise.force_words})"


def _as_of(agreement: Agreement | None, applies: str, why: str, moment: datetime) -> tuple[str, str]:
    """A term that has ended, or an agreement that is not signed yet, overrules what its clauses say."""
    if agreement is None or applies == "no":
        return applies, why
    day = moment.date()
    if lapsed(agreement, day):
        return "lapsed", f"the term ended on {ends(agreement)}"
    if ended(agreement, day):
        return "may", f"the first term ended on {ends(agreement)}; the text renews it unless notice is given; {why}"
    if agreement.status in ("terminated", "suspended"):
        return "lapsed", f"the agreement is {agreement.status}"
    signed = agreement.signed.date
    if signed and signed.first > day:
        return "no", f"the agreement was signed only on {signed}"
    if agreement.status in ("proposed", "expected"):
        return "may", f"the agreement is only {agreement.status}"
    entered = agreement.in_force.date or agreement.status == "in_force" or not agreement.in_force.rule
    return applies, why if entered else f"{why}; whether it has entered into force is not known"


def in_order(answers: Iterable[SetOff]) -> tuple[SetOff, ...]:
    """Those that apply first, the soonest due first; then those that may, need not, or have lapsed."""
    rank = {"yes": 0, "may": 1, "no": 2, "lapsed": 3}
    return tuple(sorted(answers, key=lambda a: (rank[a.applies], not a.commitment, a.due or "~", a.title or "", a.agreement)))
