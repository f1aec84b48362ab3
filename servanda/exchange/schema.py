"""The JSON Schema of a reading, made from the nouns themselves, so that it cannot differ from what is printed.

The file `data/reading.schema.json` is what is shipped and shown; a test holds it to `schema()`. After a change of a noun:
`python -m servanda.exchange.schema` writes it anew.
"""

import json
import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

from servanda.model import Document, PartialDate, Provision, Reading

FILE = Path(__file__).parent / "data" / "reading.schema.json"

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_DATE = {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$", "description": "ISO 8601 with the precision known."}
_DECIMAL = {"type": "string", "pattern": r"^-?\d+(\.\d+)?$", "description": "A decimal number as text, so that no digit is lost."}
_PLAIN: Mapping[Any, dict[str, Any]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    Decimal: _DECIMAL,
    PartialDate: _DATE,
    Any: {},
}
_VALUES = {
    (Document, "kind"): ("agreement", "report", "other"),
    (Provision, "kind"): (
        *("preamble", "part", "chapter", "section", "article", "paragraph", "item", "annex", "protocol", "signature"),
    ),
}
"""The values of fields that are plain text in the nouns and a closed list in the contract."""


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of what `servanda read --json` prints a line."""
    definitions: dict[str, Any] = {}
    _noun(Reading, definitions)
    return {
        "$schema": _DIALECT,
        "$id": "urn:servanda:reading",
        "title": "A reading of Servanda",
        "$ref": "#/$defs/Reading",
        "$defs": dict(sorted(definitions.items())),
    }


def shipped() -> str:
    """The schema's text as it is shipped."""
    return FILE.read_text(encoding="utf-8")


def _noun(noun: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    name = noun.__name__
    if name not in definitions:
        definitions[name] = {}
        hints = get_type_hints(noun)
        properties = {}
        for field in fields(noun):
            properties[field.name] = _hint(hints[field.name], definitions)
            if (noun, field.name) in _VALUES:
                properties[field.name] = {"enum": list(_VALUES[noun, field.name])}
        definitions[name] = {
            "type": "object",
            "description": " ".join((noun.__doc__ or "").split()),
            "properties": properties,
            "required": list(properties),
        }
    return {"$ref": f"#/$defs/{name}"}


def _hint(hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        (inner,) = (arm for arm in get_args(hint) if arm is not type(None))
        return _or_null(_hint(inner, definitions))
    if origin is tuple:
        return {"type": "array", "items": _hint(get_args(hint)[0], definitions)}
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": _hint(get_args(hint)[1], definitions)}
    if hint in _PLAIN:
        return dict(_PLAIN[hint])
    if isinstance(hint, type) and issubclass(hint, Enum):
        return {"enum": [member.value for member in hint], "description": " ".join((hint.__doc__ or "").split())}
    if is_dataclass(hint):
        return _noun(hint, definitions)
    raise TypeError(f"no JSON Schema for {hint}")


def _or_null(value: dict[str, Any]) -> dict[str, Any]:
    if "type" in value:
        return {**value, "type": [value["type"], "null"]}
    return {"anyOf": [value, {"type": "null"}]}


def written() -> str:
    """The schema as text, in the form of the file."""
    return json.dumps(schema(), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    FILE.write_text(written(), encoding="utf-8")
