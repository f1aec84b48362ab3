"""The JSON text of nouns, written straight from their fields: no dictionary is made on the way.

The text is just what `json.dumps` makes of the plain values, to the last blank: ids of claims are hashes of it.
"""

import datetime
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum
from json.encoder import encode_basestring as quoted
from typing import Any

from servanda.model.partial import PartialDate

Writer = Callable[[Any], str]


class Writers(dict[type, Writer]):
    """From a type to what writes its values; a type is looked into when its first value comes."""

    def __init__(self, *, sort_keys: bool, compact: bool) -> None:
        self._sort_keys = sort_keys
        self._comma, self._colon = (",", ":") if compact else (", ", ": ")

    def text(self, value: Any) -> str:
        """The JSON text of a noun, or of anything that consists of nouns and plain values. TypeError for what has none."""
        return self[type(value)](value)

    def __missing__(self, kind: type) -> Writer:
        self[kind] = found = self._writer(kind)
        return found

    def _writer(self, kind: type) -> Writer:
        for known, writer in _LEAVES:
            if issubclass(kind, known):
                return writer
        if issubclass(kind, (tuple, list)):
            return self._list
        if issubclass(kind, Enum):
            return lambda value: self.text(value.value)
        if issubclass(kind, Mapping):
            return self._mapping
        if is_dataclass(kind):
            names = [f.name for f in fields(kind)]
            return self._noun(sorted(names) if self._sort_keys else names)
        raise TypeError(f"no JSON form for {kind.__name__}")

    def _list(self, values: Sequence[Any]) -> str:
        if len(values) > 1:
            return f"[{self._comma.join([self[type(value)](value) for value in values])}]"
        return f"[{self.text(values[0])}]" if values else "[]"

    def _mapping(self, values: Mapping[Any, Any]) -> str:
        if not values:
            return "{}"
        pairs = sorted(values.items()) if self._sort_keys else values.items()
        told = [quoted(str(key)) + self._colon + self[type(value)](value) for key, value in pairs]
        return "{" + self._comma.join(told) + "}"

    def _noun(self, names: list[str]) -> Writer:
        """A function made for the fields: a claim has twenty-four, most of them words or nothing, and each call saved counts."""
        each = '{quoted(part) if type(part := noun.%s) is str else "null" if part is None else writers[type(part)](part)}'
        told = self._comma.join(f'"{name}"{self._colon}{each % name}' for name in names)
        known: dict[str, Any] = {"quoted": quoted, "writers": self}
        exec(f"def write(noun): return f'''{{{{{told}}}}}'''", known)
        return known["write"]  # type: ignore[no-any-return]


def _float(value: float) -> str:
    return (
        float.__repr__(value) if math.isfinite(value) else "NaN" if value != value else "Infinity" if value > 0 else "-Infinity"
    )


_LEAVES: tuple[tuple[type, Writer], ...] = (
    (str, quoted),
    (type(None), lambda _: "null"),
    (bool, lambda value: "true" if value else "false"),
    (int, int.__repr__),
    (float, _float),
    (Decimal, '"{:f}"'.format),
    (PartialDate, lambda value: f'"{value}"'),
    (datetime.date, lambda value: f'"{value.isoformat()}"'),
)
"""Plain values, each kind before those that it is a part of."""
