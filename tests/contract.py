"""Whether a reading keeps to the contract: its JSON Schema, and every span in the text that it speaks of."""

import json
from collections.abc import Iterator
from typing import Any

from jsonschema import Draft202012Validator

from servanda.exchange.schema import shipped

VALIDATOR = Draft202012Validator(json.loads(shipped()))


def broken(row: dict[str, Any]) -> Iterator[str]:
    """What is wrong with a reading in its JSON form; nothing where it is as it must be."""
    for error in VALIDATOR.iter_errors(row):
        yield f"{row['document']['origin']}: {error.json_path}: {error.message[:200]}"
    yield from broken_places(row)


def broken_places(row: dict[str, Any]) -> Iterator[str]:
    """Spans outside the text, findings without evidence, outlines that are no tree."""
    size, origin = len(row["document"]["text"]), row["document"]["origin"]
    for path, span in _spans(row, ""):
        if not 0 <= span["start"] < span["end"] <= size:
            yield f"{origin}: {path}: [{span['start']}, {span['end']}) of {size}"
    for name in ("commitments", "events", "statements", "flows"):
        for k, finding in enumerate(row[name]):
            if not finding["evidence"]:
                yield f"{origin}: {name}[{k}] has no evidence"
    for k, agreement in enumerate(row["agreements"]):
        for name in _unproved(agreement):
            yield f"{origin}: agreements[{k}].{name} has no evidence"
    around: list[dict[str, Any]] = []
    for provision in row["outline"]:
        while around and around[-1]["end"] <= provision["start"]:
            around.pop()
        if around and provision["end"] > around[-1]["end"]:
            yield f"{origin}: {provision['path']} reaches out of {around[-1]['path']}"
        around.append(provision)
    for one, other in zip(row["cut"], row["cut"][1:], strict=False):
        if other["start"] < one["end"]:
            yield f"{origin}: cuts overlap at {other['start']}"


def _unproved(agreement: dict[str, Any]) -> Iterator[str]:
    """The values of an agreement that open nothing; organisations may share the evidence of the parties."""
    proof = agreement["evidence"]
    for name, value in agreement.items():
        if name in ("id", "evidence") or value is None or value == []:
            continue
        parts = [f"{name}.{part}" for part, inner in value.items() if inner is not None] if isinstance(value, dict) else [name]
        for part in parts:
            own = isinstance(value, list) and all(isinstance(entry, dict) and entry.get("evidence") for entry in value)
            if not (own or proof.get(part) or proof.get(name) or (name == "organisations" and proof.get("parties"))):
                yield part


def _spans(value: Any, path: str) -> Iterator[tuple[str, dict[str, int]]]:
    """Every span into the document's text, wherever it stands."""
    if isinstance(value, dict):
        if isinstance(value.get("start"), int) and isinstance(value.get("end"), int):
            yield path, value
        for key, inner in value.items():
            if (path, key) != ("", "cut"):
                yield from _spans(inner, f"{path}.{key}")
    elif isinstance(value, list):
        for k, inner in enumerate(value):
            yield from _spans(inner, f"{path}[{k}]")
