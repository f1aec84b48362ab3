"""Findings in a person's words: the names of fields and the values of nouns, the same in the terminal and on pages."""

import datetime
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from servanda.model import Agreement, Amount, Commitment, Event, Flow, PartialDate, Span, Statement, from_json

if TYPE_CHECKING:
    # Nouns of registers are not needed to show what a reading says, and take their time to import.
    from servanda.model import Claim

FIELDS: Mapping[str, str] = {
    "title": "title",
    "parties": "parties",
    "organisations": "organisations",
    "status": "status",
    "legal_form": "form",
    "binding": "binding",
    "not_binding_on": "not binding on",
    "signed.date": "signed on",
    "signed.place": "signed at",
    "signed.occasion": "occasion",
    "in_force.date": "in force from",
    "in_force.rule": "entry into force",
    "term.months": "term",
    "term.until": "holds until",
    "term.rule": "duration",
    "renewal": "renewal",
    "termination_notice_months": "notice",
    "termination": "termination",
    "extension": "extension",
    "suspension": "suspension",
    "amendment": "amendment",
    "accession": "accession",
    "provisional_application": "provisional application",
    "dispute_settlement": "disputes",
    "depositary": "depositary",
    "languages": "languages",
    "prevailing_language": "prevailing language",
    "related": "related agreements",
    "terms": "defined terms",
}
"""The fields of an agreement, in the order in which people ask for them."""
ALL = "*parties*"
"""Stands for all parties of an agreement whose text does not list them."""
Naming = Callable[[str], str]
"""What a code is called."""
_SCALES = ((Decimal(10) ** 9, "billion"), (Decimal(10) ** 6, "million"))


def as_code(code: str) -> str:
    """The naming of the terminal: codes stand as they are."""
    return code


def facts(agreement: Agreement) -> Iterator[tuple[str, Any, tuple[Span, ...]]]:
    """The fields of an agreement that are known, each with its value and its evidence."""
    for name in FIELDS:
        head, _, part = name.partition(".")
        value = getattr(agreement, head)
        value = getattr(value, part) if part else value
        if value is not None and value != ():
            yield name, value, agreement.evidence.get(name) or agreement.evidence.get(head) or ()


def value_in_words(name: str, value: Any, naming: Naming = as_code) -> str:
    """A field's value as people write it; works on nouns and on their JSON form."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if name in ("term.months", "termination_notice_months"):
        return months(int(value))
    if isinstance(value, (tuple, list)):
        gap = ", " if name in ("parties", "organisations", "languages") else "; "
        return gap.join(entry_in_words(entry, naming) for entry in value)
    if name in ("status", "legal_form"):
        return str(value).replace("_", " ")
    if isinstance(value, (PartialDate, str)):
        return date_in_words(str(value))
    return str(value)


def entry_in_words(entry: Any, naming: Naming = as_code) -> str:
    """One entry of a list: a party, a defined term, a related agreement."""
    if isinstance(entry, str):
        return "all parties" if entry == ALL else naming(entry)
    known = (
        entry
        if isinstance(entry, Mapping)
        else {k: getattr(entry, k, None) for k in ("title", "relation", "term", "meaning", "date", "parties")}
    )
    if known.get("term"):
        meaning = known.get("meaning") or ", ".join(entry_in_words(code, naming) for code in known.get("parties") or ())
        return f"{known['term']} = {meaning}" if meaning else str(known["term"])
    date = f" ({date_in_words(str(known['date']))})" if known.get("date") else ""
    return f"{known.get('relation') or 'refers'}: {known.get('title')}{date}"


def months(n: int) -> str:
    """`10 years`, `18 months`."""
    if n and n % 12 == 0:
        return "1 year" if n == 12 else f"{n // 12} years"
    return "1 month" if n == 1 else f"{n} months"


def date_in_words(text: str) -> str:
    """`21 May 2025`, `May 2025` or `2025` for an ISO date of that precision; any other text as it is."""
    try:
        date = PartialDate.parse(text)
    except ValueError:
        return text
    if not date.month:
        return str(date.year)
    month = datetime.date(2000, date.month, 1).strftime("%B")
    return f"{date.day} {month} {date.year}" if date.day else f"{month} {date.year}"


def money(value: Decimal, currency: str | None) -> str:
    """`EUR 1.9 billion`, `NOK 900 million`, `USD 12,500`: never rounded, only scaled where nothing is lost."""
    for scale, word in _SCALES:
        scaled = value / scale
        if abs(value) >= scale and -scaled.normalize().as_tuple().exponent <= 4:  # type: ignore[operator]
            return f"{currency or ''} {scaled.normalize():,f} {word}".strip()
    return f"{currency or ''} {value.normalize():,f}".strip()


def amount_in_words(amount: Amount) -> str:
    """The amount with its bound."""
    ends = [money(end, amount.currency) for end in (amount.low, amount.high) if end is not None]
    if not ends:
        return amount.text
    span = ends[0] if len(set(ends)) == 1 else f"{ends[0]} to {ends[1]}"
    bound = {"exact": "", "at_least": "at least ", "up_to": "up to ", "about": "about "}.get(amount.bound, "")
    return bound + span + (f" ({amount.period})" if amount.period else "")


def who(codes: tuple[str, ...], words: str | None = None, name: Naming = as_code) -> str:
    """Who is meant: codes with blanks between them, or names with commas; the text's words where there is neither."""
    gap = " " if name is as_code else ", "
    return gap.join("all parties" if code == ALL else name(code) for code in codes) or (words or "")


def promise_line(promise: Commitment, name: Naming = as_code) -> str:
    """`NOR > MDA: training`, with what limits it."""
    by, to = who(promise.by, promise.by_words, name) or "?", who(promise.to, promise.to_words, name)
    parts = [by + (f" > {to}" if to else "")]
    parts += [", ".join(area.replace("_", " ") for area in promise.areas)] if promise.areas else []
    parts += [amount_in_words(amount) for amount in promise.amounts]
    parts += [quantity.text for quantity in promise.quantities]
    parts += [f"condition: {promise.condition}"] if promise.condition else []
    parts += [f"deadline: {promise.deadline}"] if promise.deadline else []
    parts += [f"hedges: {', '.join(hedge.replace('_', ' ') for hedge in promise.hedges)}"] if promise.hedges else []
    parts += [_not_certain(promise.factuality)]
    return " | ".join(filter(None, parts))


def _not_certain(factuality: str) -> str:
    """`said to be possible`, `said not to be so`; nothing where the text is certain."""
    return {"certain": "", "": "", "denied": "said not to be so"}.get(factuality, f"said to be {factuality}")


def event_line(event: Event, name: Naming = as_code) -> str:
    """`signed: NOR > MDA, May 2025`."""
    by, to = who(event.actors, None, name), who(event.targets, None, name)
    line = f"{event.kind.replace('_', ' ')}: {by or '?'}" + (f" > {to}" if to else "")
    line += f", {date_in_words(str(event.date))}" if event.date else ""
    return " | ".join(filter(None, (line, _not_certain(event.factuality))))


def statement_line(statement: Statement) -> str:
    """Who spoke, in which office."""
    return ", ".join(filter(None, (statement.speaker, statement.office, statement.affiliation)))


def flow_line(flow: Flow, name: Naming = as_code) -> str:
    """`delivered: NOR > MDA, NOK 420 million, February 2025`."""
    what = amount_in_words(flow.amount) if flow.amount else flow.quantity.text if flow.quantity else "?"
    to = who(flow.to, None, name)
    line = f"{flow.stage}: {who(flow.by, None, name) or '?'}" + (f" > {to}" if to else "") + f", {what}"
    line += f", {date_in_words(str(flow.date))}" if flow.date else ""
    return " | ".join(filter(None, (line, _not_certain(flow.factuality))))


def claim_line(claim: "Claim", name: Naming = as_code) -> str:
    """What a claim says, in one line."""
    if claim.kind == "commitment":
        promise = from_json(Commitment, claim.value)
        return f"{promise.force}: {promise_line(promise, name)}"
    if claim.kind == "event":
        return event_line(from_json(Event, claim.value), name)
    if claim.kind == "statement":
        return statement_line(from_json(Statement, claim.value))
    if claim.kind == "flow":
        return flow_line(from_json(Flow, claim.value), name)
    return f"{FIELDS.get(str(claim.field), claim.field)}: {value_in_words(str(claim.field), claim.value, name)}"
