"""register -> track: the ledger, what is due, what an event sets off, the barometer, and what does not add up."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal

from servanda.exchange.calendar_file import calendar
from servanda.flow.address import Address, at
from servanda.flow.keeping import list_agreements, now, show_once
from servanda.lexicon import load_lexicon
from servanda.model import (
    Doubt,
    Due,
    LedgerLine,
    Link,
    LinkKind,
    Match,
    Measure,
    Posting,
    Reading,
    SetOff,
    WrongCall,
)
from servanda.register import Register, deciding, merging, money, parties
from servanda.track import barometer as measure
from servanda.track import check as doubts_of
from servanda.track import (
    check_keys,
    count_once,
    deadlines,
    groups,
    in_currency,
    in_order,
    made_from,
    match_promises,
    matches,
    regrouped,
    set_off,
)
from servanda.track.calendar import recurring
from servanda.track.money import Rate, currencies, known
from servanda.track.scenarios import Scenario


@dataclass(frozen=True, slots=True)
class Ledger:
    """Totals with all that explains them: `left_out` and `suspense` map a flow's id to the reason why it does not count.

    `unconverted` are the totals for which there is no rate, each with the reason.
    """

    lines: tuple[LedgerLine, ...]
    left_out: Mapping[str, str]
    suspense: Mapping[str, str]
    unconverted: tuple[tuple[str, str], ...]
    rates: tuple[Rate, ...]


def ledger(
    address: Address,
    by: tuple[str, ...] = ("stage",),
    *,
    currency: str | None = None,
    constant: date | None = None,
    as_of: str | None = None,
    on: str | None = None,
) -> Ledger:
    """The money of the register at the address: pledges out of commitments, and flows that reports and tables tell of.

    `currency` converts all sums with the reference rate of the flow's date, or of the day `constant`. `as_of` asks what was
    known at a moment, `on` leaves out what is dated later than a day, or not dated. WrongCall for a key that the ledger
    does not have and for a currency without rates.
    """
    check_keys(by)
    if currency and currency.upper() != "EUR" and not known(currency.upper()):
        raise WrongCall(f"{currency}: no reference rate is known for this currency; known are {', '.join(currencies())}")
    columns = made_from(by, dated=currency is not None)
    with at(address) as register:
        left_out, suspense = _aside(register, as_of)
        totals = money.totals(register, columns, {*left_out, *suspense}, as_of=as_of, on=on)
        totals = _under_one_name(totals, columns, parties.one_name(register, as_of=as_of))
    rates: list[Rate] = []
    unconverted: list[tuple[str, str]] = []
    if currency:
        totals, rates, failed = in_currency(totals, columns, currency.upper(), constant)
        unconverted = [
            (f"{', '.join(filter(None, values))}: {amount:f} {code}", why) for (values, code, amount, _), why in failed
        ]
    return Ledger(regrouped(totals, columns, by), left_out, suspense, tuple(unconverted), tuple(rates))


def _under_one_name(totals: list[money.Total], columns: Sequence[str], called: Mapping[str, str]) -> list[money.Total]:
    """The totals with what goes to or comes from one party under several names added up."""
    places = [k for k, column in enumerate(columns) if column in ("donor", "beneficiary")]
    if not called or not places:
        return totals
    found: dict[tuple[tuple[str, ...], str], tuple[Decimal, int]] = {}
    for values, code, amount, number in totals:
        named = tuple(called.get(value, value) if k in places else value for k, value in enumerate(values))
        before = found.get((named, code), (Decimal(0), 0))
        found[named, code] = before[0] + amount, before[1] + number
    return [(*key, *found[key]) for key in sorted(found)]


def _aside(register: Register, as_of: str | None = None) -> tuple[dict[str, str], dict[str, str]]:
    links = [*deciding.links(register, as_of=as_of), *_merged_links(register, as_of)]
    present = money.present(register, [name for link in links for name in (link.a, link.b)], as_of=as_of)
    return count_once(present, links)


def _merged_links(register: Register, as_of: str | None) -> list[Link]:
    """Sums of commitments that another document of the same agreement tells already, each with the sum that it tells again."""
    again = merging.told_again(register, as_of=as_of)
    if not again:
        return []
    ones = merging.merged(register, as_of=as_of)
    head = {name: one.head for one in ones for name in (one.head, *one.others)}
    told = money.of_agreements(register, head)
    first = {(head[subject], e.stage, e.donor, e.currency, e.value): e.flow for subject, e in told if e.of not in again}
    why = ("people say that the two agreements are one",)
    found = []
    for subject, entry in told:
        same = first.get((head[subject], entry.stage, entry.donor, entry.currency, entry.value))
        if entry.of in again and same:
            found.append(Link(entry.flow, same, LinkKind.SAME_AS, 1.0, why, decided_by="the decision on the agreements"))
    return found


def flows_of(
    address: Address, keys: Mapping[str, str] | None = None, *, as_of: str | None = None, on: str | None = None, **where: str
) -> list[Posting]:
    """The sums behind a total, in the order of document and place; those that are left out or in suspense are not among them.

    `keys` are values of the ledger's keys, `where` further columns: currency, date, document, flow; `as_of` and `on` as there.
    """
    asked = dict(keys or {})
    check_keys(("stage", *(key for key in asked if key != "stage")))
    with at(address) as register:
        called = parties.one_name(register, as_of=as_of)
        plain = {
            key: value
            for key, value in asked.items()
            if key in ("stage", "donor", "beneficiary", "month", "area") and value != "unknown" and value not in called
        }
        left_out, suspense = _aside(register, as_of)
        found = money.postings(register, as_of=as_of, on=on, **plain, **where)
    gone = {*left_out, *suspense}
    asked = {key: called.get(value, value) for key, value in asked.items()}
    return [entry for entry in found if entry.flow not in gone and matches(_named(entry, called), asked)]


def _named(entry: Posting, called: Mapping[str, str]) -> Posting:
    if entry.donor not in called and entry.beneficiary not in called:
        return entry
    donor, beneficiary = (called.get(name, name) for name in (entry.donor, entry.beneficiary))
    return replace(entry, donor=donor, beneficiary=beneficiary)


def aside(address: Address, *, as_of: str | None = None) -> list[tuple[Posting, str, str]]:
    """(flow, `left out` or `suspense`, why) of all flows that do not count."""
    with at(address) as register:
        left_out, suspense = _aside(register, as_of)
        told = {
            **{key: ("left out", why) for key, why in left_out.items()},
            **{key: ("suspense", why) for key, why in suspense.items()},
        }
        return [(entry, *told[entry.flow]) for entry in money.some(register, told)]


def decide(address: Address, a: str, b: str, kind: str, verdict: str, *, by: str, note: str | None = None) -> None:
    """Enters a person's decision that flow `a` is (or is not) the same as, part of, or financed by flow `b`."""
    if kind not in tuple(LinkKind):
        raise WrongCall(f"{kind!r} is no kind of link; it is one of {', '.join(LinkKind)}")
    with at(address) as register:
        unknown = {a, b} - money.present(register, (a, b))
        if unknown:
            raise WrongCall(f"{', '.join(sorted(unknown))}: no such flow in this register")
        found = Link(a, b, LinkKind(kind), 1.0, (note or "decided by a person",), by)
        deciding.decide_link(register, found, verdict, by=by, at=now(), note=note)


def readings(address: Address, parties: Iterable[str] = (), *, as_of: str | None = None) -> list[Reading]:
    """The readings with agreements in the register, those with all of the parties if any are given, by the document's id.

    What two documents tell of one agreement is in one of them only. `as_of`: what was known at that moment.
    """
    wanted = set(parties)
    entries = [e for e in list_agreements(address, as_of=as_of) if wanted <= {*e.parties, *e.organisations}]
    return [show_once(address, name, as_of=as_of) for name in sorted({name for entry in entries for name in entry.documents})]


def due(address: Address, on: date, of: Sequence[Reading] | None = None, *, as_of: str | None = None) -> tuple[Due, ...]:
    """What falls due, has passed or has lapsed as of the day, the earliest first; what has no date comes last.

    `of`: the readings to look at, for programs that hold them; those of the register without it.
    """
    family = readings(address, as_of=as_of) if of is None else of
    found = [item for reading in family for item in deadlines(reading, on)]
    return tuple(sorted(found, key=lambda d: (d.first or date.max, d.agreement, d.kind, d.words, d.commitment or "")))


def titles(address: Address, *, as_of: str | None = None) -> dict[str, str]:
    """What the agreements of the register are called, by their ids; the id where nobody knows."""
    return {entry.id: entry.title or entry.id for entry in list_agreements(address, as_of=as_of)}


def due_calendar(address: Address, on: date, *, as_of: str | None = None) -> bytes:
    """The same as an iCalendar file."""
    made = datetime(on.year, on.month, on.day, tzinfo=UTC)
    return calendar(due(address, on, as_of=as_of), titles(address, as_of=as_of), made)


def scenario(
    address: Address, text: str, moment: datetime, of: Sequence[Reading] | None = None, *, as_of: str | None = None
) -> tuple[SetOff, ...]:
    """What an event in words ("armed attack on UKR") would set off at a moment, over all agreements (`of`: see `due`)."""
    asked = scenario_of(text)
    family = readings(address, as_of=as_of) if of is None else of
    return in_order(answer for reading in family for answer in set_off(reading, asked, moment))


def scenario_of(text: str) -> Scenario:
    """The event, on whom, and by whom that the words name; WrongCall says which of them is not understood."""
    marks = load_lexicon().scan(text)
    told = [(key, text[start:end].lower()) for start, end, key in marks.of("condition_event")]
    events = list(dict.fromkeys(key for key, _ in told))
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
    return Scenario(events[0], on, by, tuple(word for key, word in told if key == events[0]))


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


def barometer(
    address: Address, on: date, parties: Iterable[str] = (), of: Sequence[Reading] | None = None, *, as_of: str | None = None
) -> tuple[Measure, ...]:
    """The measures of all agreements, or of those with all of the parties, as known on the day (`of`: see `due`).

    `as_of`: the texts, too, as known at that moment; without it those of now are held against the money of the day.
    """
    family = readings(address, parties, as_of=as_of) if of is None else of
    if as_of is None and on.isoformat() < now()[:10]:
        # What is known on a day that has not ended is all that is known, which the sums kept ready tell at once.
        as_of = f"{on.isoformat()}T23:59:59+00:00"
    promisors = {code for reading in family for promise in reading.commitments for code in promise.by}
    with at(address) as register:
        left_out, suspense = _aside(register, as_of)
        verdicts = deciding.progress_of(register, as_of=as_of)
        totals = money.totals(register, ("stage", "donor"), {*left_out, *suspense}, as_of=as_of)
    theirs = [total for total in totals if promisors & set(total[0][1].split(";"))]
    return measure(family, regrouped(theirs, ("stage", "donor"), ("stage",)), on, verdicts)


def barometer_over_time(
    address: Address, since: date, until: date, parties: Iterable[str] = (), months: int = 1
) -> tuple[tuple[date, tuple[Measure, ...]], ...]:
    """The measures as known on the day `since` and every so many months after it, up to `until`."""
    days = [since, *recurring(since, months, "month", until)]
    return tuple((day, barometer(address, day, parties)) for day in days if day <= until)


def economies() -> Mapping[str, tuple[Decimal, Decimal | None]]:
    """(gross domestic product in EUR, population) of each code, as of 2021, for shares and sums per head."""
    return groups.economies()


def match(address: Address, *, as_of: str | None = None) -> tuple[Match, ...]:
    """Flows that may fulfil commitments of the register's agreements; `judge` confirms one."""
    found = readings(address, as_of=as_of)
    with at(address) as register:
        left_out, suspense = _aside(register, as_of)
        every = [e for e in money.postings(register, as_of=as_of) if e.flow not in left_out and e.flow not in suspense]
    return match_promises(found, every)


def judge(address: Address, commitment: str, status: str, *, by: str, flow: str | None = None, note: str | None = None) -> None:
    """Enters what a person says became of a commitment."""
    with at(address) as register:
        deciding.judge_progress(register, commitment, status, by=by, at=now(), flow=flow, note=note)


def progress(address: Address) -> Mapping[str, str]:
    """The status that a person gave each commitment, the last one of each."""
    with at(address) as register:
        return deciding.progress_of(register)


def check(address: Address, *, as_of: str | None = None) -> tuple[Doubt, ...]:
    """Everything in the register's money that does not add up."""
    with at(address) as register:
        left_out, suspense = _aside(register, as_of)
        return doubts_of(money.postings(register, as_of=as_of), {**left_out, **suspense})
