"""A reading: all that was found in one document, and its JSON form (docs/design.md section 5)."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from decimal import Decimal
from enum import Enum
from operator import attrgetter
from typing import Any

from servanda.model.agreement import Agreement, DefinedTerm, EntryIntoForce, Provision, Related, Signature, Term
from servanda.model.commitment import Amount, Commitment, ConditionParts, DeadlineRule, Legalization, Quantity
from servanda.model.document import Cut, Document, Problem, Span
from servanda.model.explained import Explained, Reason, Weighed
from servanda.model.json_writing import Writers
from servanda.model.partial import PartialDate
from servanda.model.report import Event, Flow, Statement


@dataclass(frozen=True, slots=True)
class Reading:
    """What `read` found in a document. The first of `agreements` is the one that an agreement's text is the text of."""

    document: Document
    cut: tuple[Cut, ...] = ()
    outline: tuple[Provision, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    events: tuple[Event, ...] = ()
    statements: tuple[Statement, ...] = ()
    flows: tuple[Flow, ...] = ()
    problems: tuple[Problem, ...] = ()


_FIELD_NAMES: dict[type, tuple[str, ...]] = {
    noun: tuple(f.name for f in fields(noun))
    for noun in (
        Agreement,
        Amount,
        Commitment,
        ConditionParts,
        Cut,
        DeadlineRule,
        DefinedTerm,
        Document,
        EntryIntoForce,
        Event,
        Explained,
        Flow,
        Legalization,
        Problem,
        Provision,
        Quantity,
        Reading,
        Related,
        Signature,
        Span,
        Statement,
        Term,
        Reason,
        Weighed,
    )
}


_GETTERS = {noun: attrgetter(*names) for noun, names in _FIELD_NAMES.items()}
_PLAIN = frozenset({str, int, float, bool, type(None)})


def as_json(value: Any) -> Any:
    """Any noun as plain JSON values: keys are the field names, dates ISO text, money decimal strings, spans objects."""
    noun = type(value)
    if noun in _PLAIN:
        return value
    names = _FIELD_NAMES.get(noun)
    if names:
        parts = zip(names, _GETTERS[noun](value), strict=True)
        return {name: part if type(part) in _PLAIN else as_json(part) for name, part in parts}
    if noun is tuple or noun is list:
        return [part if type(part) in _PLAIN else as_json(part) for part in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, PartialDate):
        return str(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(k): as_json(v) for k, v in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: as_json(getattr(value, f.name)) for f in fields(value)}
    raise TypeError(f"no JSON form for {noun.__name__}")


def json_text(value: Any, *, sort_keys: bool = False, compact: bool = False) -> str:
    """The JSON text of `as_json(value)`, without making all of its objects first."""
    return _WRITERS[sort_keys, compact].text(value)


_WRITERS = {
    (sort_keys, compact): Writers(sort_keys=sort_keys, compact=compact)
    for sort_keys in (False, True)
    for compact in (False, True)
}
