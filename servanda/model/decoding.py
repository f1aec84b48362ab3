"""Plain JSON values back into nouns: the inverse of `as_json`, driven by the nouns' own type hints.

For each type one decoder is made and kept; where something does not fit, its place is put together on the way out.
"""

import types
from collections.abc import Callable, Mapping
from dataclasses import is_dataclass
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from servanda.model.partial import PartialDate

Noun = TypeVar("Noun")
_Decoder = Callable[[Any], Any]


class _Misfit(ValueError):
    """What does not fit, and the steps to its place, the innermost first."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.steps: list[str] = []


def from_json(noun: type[Noun], value: Any) -> Noun:
    """The noun whose JSON form the value is; ValueError names the key that does not fit. Unknown keys are refused."""
    try:
        return cast(Noun, _decoder(cast(Any, noun))(value))
    except _Misfit as misfit:
        place = noun.__name__ + "".join(reversed(misfit.steps))
        raise ValueError(f"{place}: {misfit}") from misfit


@cache
def _decoder(hint: Any) -> _Decoder:
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        return _optional(_decoder(next(arm for arm in get_args(hint) if arm is not type(None))))
    if origin is tuple:
        return _list(_decoder(get_args(hint)[0]), get_args(hint)[0] is str)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return _mapping(_decoder(get_args(hint)[1]))
    if hint is Decimal:
        return _made(Decimal, Decimal)
    if hint is PartialDate:
        return _made(PartialDate, PartialDate.parse)
    if is_dataclass(hint):
        return _noun(hint)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return _made(hint, hint)
    return _plain(hint)


def _optional(inner: _Decoder) -> _Decoder:
    return lambda value: None if value is None else inner(value)


def _list(inner: _Decoder, of_words: bool) -> _Decoder:
    def decode(value: Any) -> Any:
        if not isinstance(value, list):
            raise _Misfit(f"a list was expected, not {type(value).__name__}")
        if not value or (of_words and set(map(type, value)) == {str}):
            return tuple(value)
        done: list[Any] = []
        try:
            for entry in value:
                done.append(inner(entry))
        except _Misfit as misfit:
            misfit.steps.append(f"[{len(done)}]")
            raise
        return tuple(done)

    return decode


def _mapping(inner: _Decoder) -> _Decoder:
    def decode(value: Any) -> Any:
        if not isinstance(value, dict):
            raise _Misfit(f"an object was expected, not {type(value).__name__}")
        done: dict[str, Any] = {}
        key = ""
        try:
            for key, entry in value.items():
                done[key] = inner(entry)
        except _Misfit as misfit:
            misfit.steps.append(f".{key}")
            raise
        return done

    return decode


def _noun(noun: Any) -> _Decoder:
    # The decoders of the fields are found on first use: a noun may hold nouns of its own kind.
    decoders: dict[str, _Decoder] = {}
    plain: dict[str, frozenset[type]] = {}

    def decode(value: Any) -> Any:
        if not decoders:
            hints = get_type_hints(noun)
            plain.update({name: _taken_as_it_is(hint) for name, hint in hints.items()})
            decoders.update({name: _decoder(hint) for name, hint in hints.items()})
        if not isinstance(value, dict) or not value.keys() <= decoders.keys():
            raise _Misfit(f"not a {noun.__name__} of the JSON contract")
        name = ""
        done: dict[str, Any] = {}
        try:
            for name, entry in value.items():
                done[name] = entry if type(entry) in plain[name] else decoders[name](entry)
        except _Misfit as misfit:
            misfit.steps.append(f".{name}")
            raise
        try:
            return noun(**done)
        except (TypeError, ValueError) as error:
            raise _Misfit(str(error)) from error

    return decode


def _taken_as_it_is(hint: Any) -> frozenset[type]:
    """The types whose values need no decoder: most fields are words or nothing, and a page has thousands of them."""
    arms = get_args(hint) if get_origin(hint) in (Union, types.UnionType) else (hint,)
    return frozenset(arm for arm in arms if arm in (str, int, float, bool, type(None)))


def _made(hint: Any, make: _Decoder) -> _Decoder:
    def decode(value: Any) -> Any:
        try:
            return make(value)
        except (ArithmeticError, TypeError, ValueError) as error:
            raise _Misfit(f"{value!r} is no {hint.__name__}") from error

    return decode


def _plain(hint: Any) -> _Decoder:
    if hint is Any:
        return lambda value: value

    def decode(value: Any) -> Any:
        if type(value) is hint:
            return value
        if hint is float and type(value) is int:
            return float(value)
        if not isinstance(value, hint) or (hint is int and isinstance(value, bool)):
            raise _Misfit(f"{hint.__name__} was expected, not {value!r:.60}")
        return value

    return decode
