"""What a person gives as the right value, in the form that the claim's field has: what has no meaning there is refused."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from servanda.model import LEGAL_STATUSES, Agreement, Commitment, Event, Flow, Statement, WrongCall, as_json, from_json

_NOUNS: Mapping[str, type] = {"commitment": Commitment, "event": Event, "statement": Statement, "flow": Flow}
_BETWEEN = re.compile(r"\s*[;,]\s*")


def right_value(kind: str, field: str | None, before: Any, value: Any) -> Any:
    """The value as the register keeps it; WrongCall says why it fits no claim of this kind and field.

    Of a whole finding its fields that are wrong are enough. `FRA, DEU` is a list where the field is one, and 2024 a year.
    """
    trouble = ""
    for form in _forms(value):
        try:
            if kind == "agreement":
                return _of_field(str(field), form)
            if isinstance(form, dict):
                return as_json(from_json(_NOUNS[kind], {**before, **form}))
            raise ValueError('give the fields that are wrong as a JSON object: {"force": "intention"}')
        except ValueError as error:
            trouble = trouble or str(error)
    raise WrongCall(f"{value!r:.80} can be no {_called(kind, field)}: {trouble}")


def _of_field(field: str, value: Any) -> Any:
    name, _, part = field.partition(".")
    if name == "status" and value not in (None, *LEGAL_STATUSES):
        raise ValueError(f"a status is one of {', '.join(LEGAL_STATUSES)}")
    found = as_json(from_json(Agreement, {name: {part: value} if part else value}))[name]
    return found[part] if part else found


def _forms(value: Any) -> Iterator[Any]:
    """What was meant, as it stands and as a person may have written it."""
    yield value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        yield str(value)
    elif isinstance(value, str):
        yield [word for word in _BETWEEN.split(value.strip()) if word]


def _called(kind: str, field: str | None) -> str:
    return f"value of {field!r}" if field else kind
