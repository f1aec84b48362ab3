"""The shipped JSON Schema is that of the nouns, and readings keep to it."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

import servanda
from servanda.exchange.schema import schema, shipped, written
from servanda.model import as_json
from servanda.show.cli import main
from tests.contract import VALIDATOR, broken
from tests.nouns import reading

EXAMPLES = sorted((Path(__file__).parents[1] / "servanda" / "examples").glob("*.txt"))


def test_the_shipped_schema_is_that_of_the_nouns() -> None:
    assert shipped() == written(), "a noun has changed: run `python -m servanda.exchange.schema` and commit the file"


def test_it_is_a_schema_and_the_command_prints_it(capsys: pytest.CaptureFixture[str]) -> None:
    Draft202012Validator.check_schema(schema())
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out) == schema()


def test_findings_made_by_hand_keep_to_it() -> None:
    assert not list(VALIDATOR.iter_errors(as_json(reading())))


@pytest.mark.parametrize(
    ("key", "value"), [("kind", "novel"), ("text", None), ("origin", 3)], ids=["closed list", "missing text", "wrong type"]
)
def test_what_does_not_keep_to_it_is_refused(key: str, value: object) -> None:
    row = as_json(reading())
    row["document"][key] = value
    assert list(VALIDATOR.iter_errors(row))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_readings_of_the_examples_keep_to_it(path: Path) -> None:
    assert not list(broken(as_json(servanda.read(path))))
