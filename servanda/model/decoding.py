"""Plain JSON values back into nouns: the inverse of `as_json`, driven by the nouns' own type hints."""

import types
from collections.abc import Mapping
from dataclasses import is_dataclass
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from servanda.model.partial import PartialDate

Noun = TypeVar("Noun")


def from_json(noun: type[Noun], value: Any) -> Noun:
    """The noun whose JSON form the value is; ValueError names the key that does not fit. Unknown keys are refused."""
    return cast(Noun, _decode(noun, value, noun.__name__))


@cache
def _hints(noun: Any) -> dict[str, Any]:
    return get_type_hints(noun)


def _decode(hint: Any, value: Any, place: str) -> Any:
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        if value is None:
            return None
        return _decode(next(arm for arm in get_args(hint) if arm is not type(None)), value, place)
    if origin is tuple:
        if not isinstance(value, list):
            raise ValueError(f"{place}: a list was expected, not {type(value).__name__}")
        inner = get_args(hint)[0]
        return tuple(_decode(inner, entry, f"{place}[{k}]") for k, entry in enumerate(value))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {key: _decode(get_args(hint)[1], entry, f"{place}.{key}") for key, entry in value.items()}
    if is_dataclass(hint) and hint is not PartialDate:
        return _decode_noun(hint, value, place)
    return _decode_plain(hint, value, place)


def _decode_noun(noun: Any, value: Any, place: str) -> Any:
    hints = _hints(noun)
    if not isinstance(value, dict) or not value.keys() <= hints.keys():
        raise ValueError(f"{place}: not a {noun.__name__} of the JSON contract")
    try:
        return noun(**{name: _decode(hints[name], entry, f"{place}.{name}") for name, entry in value.items()})
    except TypeError as error:
        raise ValueError(f"{place}: {error}") from error


def _decode_plain(hint: Any, value: Any, place: str) -> Any:
    try:
        if hint is Decimal:
            return Decimal(value)
        if hint is PartialDate:
            return PartialDate.parse(value)
        if isinstance(hint, type) and issubclass(hint, Enum):
            return hint(value)
    except (ArithmeticError, TypeError, ValueError) as error:
        raise ValueError(f"{place}: {value!r} is no {hint.__name__}") from error
    if hint is float and isinstance(value, int):
        return float(value)
    if not isinstance(value, hint) or (hint is int and isinstance(value, bool)):
        raise ValueError(f"{place}: {hint.__name__} was expected, not {value!r:.60}")
    return value
