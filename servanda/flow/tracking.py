"""register -> track: the ledger, what is due, what an event sets off, the barometer, and what does not add up."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from servanda.exchange.calendar_file import calendar
from servanda.exchange.iati import Reporter, iati_xml
from servanda.flow.address import Address, at
from servanda.flow.keeping import list_agreements, list_claims, list_documents, now, show
from servanda.lexicon import load_lexicon
from servanda.model import (
    Claim,
    Commitment,
    Doubt,
    Due,
    Flow,
    LedgerLine,
    Link,
    LinkKind,
    Measure,
    Reading,
    SetOff,
    WrongCall,
    from_json,
)
from servanda.register import deciding
from servanda.track import barometer as measure
from servanda.track import check as doubts_of
from servanda.track import converted, count_once, deadlines, in_order, pledges, set_off, suggest
from servanda.track import ledger as add_up
from servanda.track.money import Rate
from servanda.track.scenarios import Scenario


@dataclass(frozen=True, slots=True)
class Ledger:
    """Totals with all that explains them: `left_out` and `suspense` map a flow's id to the reason why it does not count."""

    lines: tuple[LedgerLine, ...]
    flows: Mapping[str, Flow]
    documents: Mapping[str, str]
    left_out: Mapping[str, str]
    suspense: Mapping[str, str]
    unconverted: Mapping[str, str]
    rates: tuple[Rate, ...]


def ledger(
    address: Address,
    by: tuple[str, ...] = ("stage",),
    *,
    currency: str | None = None,
    constant: date | None = None,
    as_of: str | None = None,
) -> Ledger:
    """The money of the register at the address: pledges out of commitments, and flows that reports and tables tell of.

    `currency` converts all sums with the reference rate of the flow's date, or of the day `constant`.
    """
    flows, documents = _flows(address)
    left_out, suspense = _aside(address, flows, documents, as_of)
    kept: Iterable[Flow] = flows.values()
    rates: tuple[Rate, ...] = ()
    unconverted: dict[str, str] = {}
    if currency:
        kept, rates, unconverted = converted(flows.values(), currency.upper(), constant)
    lines = add_up(kept, by, {**left_out, **suspense})
    return Ledger(lines, flows, documents, left_out, suspense, unconverted, rates)


def _flows(address: Address) -> tuple[dict[str, Flow], dict[str, str]]:
    """All flows by id, and the document of each."""
    flows: dict[str, Flow] = {}
    documents: dict[str, str] = {}
    for claim in list_claims(address, kind="flow"):
        _put(flows, documents, claim, (from_json(Flow, claim.value),))
    for claim in list_claims(address, kind="commitment"):
        if claim.value.get("amounts"):
            _put(flows, documents, claim, pledges([from_json(Commitment, claim.value)]))
    return flows, documents


def _put(flows: dict[str, Flow], documents: dict[str, str], claim: Claim, found: Sequence[Flow]) -> None:
    for flow in found:
        flows[flow.id] = flow
        documents[flow.id] = claim.document


def _aside(
    address: Address, flows: Mapping[str, Flow], documents: Mapping[str, str], as_of: str | None
) -> tuple[dict[str, str], dict[str, str]]:
    with at(address) as register:
        confirmed, rejected = deciding.decided_links(register, as_of=as_of)
    decided = {link.a for link in confirmed}
    suggested = [
        link for link in _suggested(address, flows, documents) if link.a not in decided and (link.a, link.b) not in rejected
    ]
    return count_once(flows.values(), [*confirmed, *suggested])


def _suggested(address: Address, flows: Mapping[str, Flow], documents: Mapping[str, str]) -> tuple[Link, ...]:
    with_place = {documents[key] for key, flow in flows.items() if flow.amount and flow.amount.start is not None}
    texts = {name: show(address, name).document.text for name in sorted(with_place)}
    return suggest(flows.values(), {key: (documents[key], texts.get(documents[key], "")) for key in flows})


def decide(address: Address, a: str, b: str, kind: str, verdict: str, *, by: str, note: str | None = None) -> None:
    """Enters a person's decision that flow `a` is (or is not) the same as, part of, or financed by flow `b`."""
    if kind not in tuple(LinkKind):
        raise WrongCall(f"{kind!r} is no kind of link; it is one of {', '.join(LinkKind)}")
    with at(address) as register:
        found = Link(a, b, LinkKind(kind), 1.0, (note or "decided by a person",), by)
        deciding.decide_link(register, found, verdict, by=by, at=now(), note=note)


def readings(address: Address, parties: Iterable[str] = ()) -> list[Reading]:
    """The readings with agreements in the register, those with all of the parties if any are given, by the document's id."""
    wanted = set(parties)
    documents = {entry.document for entry in list_agreements(address) if wanted <= {*entry.parties, *entry.organisations}}
    return [show(address, name) for name in sorted(documents)]


def due(address: Address, on: date) -> tuple[Due, ...]:
    """What falls due, has passed or has lapsed as of the day, the earliest first; what has no date comes last."""
    found = [item for reading in readings(address) for item in deadlines(reading, on)]
    return tuple(sorted(found, key=lambda d: (d.first or date.max, d.agreement, d.kind, d.words, d.commitment or "")))


def due_calendar(address: Address, on: date) -> bytes:
    """The same as an iCalendar file."""
    titles = {entry.id: entry.title or entry.id for entry in list_agreements(address)}
    return calendar(due(address, on), titles, datetime(on.year, on.month, on.day, tzinfo=UTC))


def scenario(address: Address, text: str, moment: datetime) -> tuple[SetOff, ...]:
    """What an event in words ("armed attack on UKR") would set off at a moment, over all agreements of the register."""
    asked = scenario_of(text)
    return in_order(answer for reading in readings(address) for answer in set_off(reading, asked, moment))


def scenario_of(text: str) -> Scenario:
    """The event, on whom, and by whom that the words name; WrongCall says which of them is not understood."""
    marks = load_lexicon().scan(text)
    events = list(dict.fromkeys(key for _, _, key in marks.of("condition_event")))
    if not events:
        known = sorted({row["key"].replace("_", " ") for row in load_lexicon().rows("condition_event")})
        raise WrongCall(f"{text!r}: no event is named that a condition could be about; known are {', '.join(known)}")
    names = sorted((start, key) for kind in ("state", "demonym", "organisation") for start, _, key in marks.of(kind))
    codes = [(start, word) for start, word in _codes(text) if all(start != at for at, _ in names)]
    by_at = next((at for at in (text.find(" by "), text.find(" from ")) if at >= 0), len(text))
    named = sorted([*names, *codes])
    on = tuple(dict.fromkeys(key for start, key in named if start < by_at))
    by = tuple(dict.fromkeys(key for start, key in named if start > by_at))
    if not on:
        raise WrongCall(f"{text!r}: it is not said to whom it happens; write, for instance, 'armed attack on UKR'")
    return Scenario(events[0], on, by)


def _codes(text: str) -> list[tuple[int, str]]:
    """Words of three capital letters are codes of states."""
    found, at = [], 0
    for word in text.split():
        at = text.index(word, at)
        plain = word.strip(".,;:()")
        if len(plain) == 3 and plain.isascii() and plain.isupper():
            found.append((at, plain))
        at += len(word)
    return found


def barometer(address: Address, on: date, parties: Iterable[str] = ()) -> tuple[Measure, ...]:
    """The measures of all agreements, or of those with all of the parties, as known on the day."""
    as_of = f"{on.isoformat()}T23:59:59+00:00"
    family = readings(address, parties)
    flows, documents = _flows(address)
    promisors = {code for reading in family for promise in reading.commitments for code in promise.by}
    left_out, suspense = _aside(address, flows, documents, as_of)
    with at(address) as register:
        verdicts = deciding.progress_of(register, as_of=as_of)
    money = [flow for flow in flows.values() if promisors & set(flow.by)]
    return measure(family, money, on, verdicts, {**left_out, **suspense})


def judge(address: Address, commitment: str, status: str, *, by: str, flow: str | None = None, note: str | None = None) -> None:
    """Enters what a person says became of a commitment."""
    with at(address) as register:
        deciding.judge_progress(register, commitment, status, by=by, at=now(), flow=flow, note=note)


def check(address: Address) -> tuple[Doubt, ...]:
    """Everything in the register's money that does not add up."""
    flows, documents = _flows(address)
    left_out, suspense = _aside(address, flows, documents, None)
    return doubts_of(flows.values(), {**left_out, **suspense})


def export_iati(address: Address, reporter: Reporter, on: date) -> bytes:
    """The register's money as IATI activities."""
    flows, _ = _flows(address)
    return iati_xml(flows.values(), reporter, on)


def documents_of(address: Address) -> dict[str, str]:
    """The origin of each document, by its id."""
    return {entry.id: entry.origin for entry in list_documents(address)}
