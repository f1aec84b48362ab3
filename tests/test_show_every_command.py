"""Every command in its usual forms, on a register of the shipped texts: it ends well, and with --json it prints JSON alone."""

import argparse
import importlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from servanda.flow import keeping
from servanda.show import cli

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "servanda" / "examples"
NORWAY, ICELAND = (str(EXAMPLES / f"agreement_{name}_moldova.txt") for name in ("norway", "iceland"))
CALLS = (
    ["read", NORWAY],
    ["read", NORWAY, "--cut"],
    ["explain", NORWAY, "--at", "1200"],
    ["list"],
    ["list", "--documents"],
    ["search", "grid"],
    ["compare", NORWAY, ICELAND],
    ["compare", NORWAY, ICELAND, "--provisions"],
    ["compare", str(EXAMPLES)],
    ["compare", str(EXAMPLES), "--departures"],
    ["compare", str(EXAMPLES), "--lacks", "consultation"],
    ["compare", str(EXAMPLES), "--alone"],
    ["compare"],
    ["reuse", NORWAY, ICELAND],
    ["genealogy", NORWAY, ICELAND, "--area", "consultation"],
    ["ledger"],
    ["ledger", "--by", "stage,donor,month", "--currency", "USD"],
    ["ledger", "--suspense"],
    ["ledger", "--open", "stage=pledged"],
    ["due", "--on", "2026-01-15"],
    ["scenario", "armed attack on Moldova", "--on", "2026-01-15"],
    ["match"],
    ["barometer", "--on", "2026-01-15"],
    ["barometer", "--since", "2026-01-15", "--on", "2026-06-15", "--every", "2", "--party", "MDA"],
    ["review"],
)
WITHOUT_REGISTER = {"read", "explain", "reuse", "genealogy"}


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> str:
    address = str(tmp_path_factory.mktemp("every") / "r.db")
    list(keeping.add(address, keeping.examples()))
    return address


@pytest.mark.parametrize("words", CALLS, ids=" ".join)
def test_people_and_machines_get_an_answer(words: list[str], register: str, capsys: pytest.CaptureFixture[str]) -> None:
    where = [] if words[0] in WITHOUT_REGISTER else ["--register", register]
    assert cli.main([*words, *where]) == 0
    told = capsys.readouterr()
    assert told.out.strip()
    assert "Traceback" not in told.err
    assert cli.main([*words, *where, "--json"]) == 0
    assert [json.loads(line) for line in capsys.readouterr().out.splitlines()] or words[-1] in ("--suspense", "match", "--alone")


def test_check_is_1_where_there_is_doubt_and_0_where_there_is_none(register: str, capsys: pytest.CaptureFixture[str]) -> None:
    status = cli.main(["check", "--register", register, "--json"])
    assert status == bool(capsys.readouterr().out)


def options() -> Iterator[str]:
    for name, (module, _) in cli._COMMANDS.items():
        parser = argparse.ArgumentParser()
        importlib.import_module(module).COMMANDS[name].arguments(parser)
        yield from (option for action in parser._actions for option in action.option_strings)


def test_every_option_that_the_docs_name_is_an_option() -> None:
    known = {*options(), "--version"}
    pages = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    named = {
        (page.name, option)
        for page in pages
        for span in re.findall(r"`([^`\n]*--[^`\n]*)`", page.read_text(encoding="utf-8"))
        if span.startswith(("servanda ", "--"))
        for option in re.findall(r"(?<![\w-])--[a-z][a-z-]*", span)
    }
    assert sorted(entry for entry in named if entry[1] not in known) == []


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["ledger", "--currency", "QQQ"], "no reference rate is known"),
        (["genealogy", NORWAY, "--area", "gardening"], "is no area of the codebook"),
        (["compare", str(EXAMPLES), "--lacks", "gardening"], "is no area of the codebook"),
        (["scenario", "picnic in Ghana"], "known are"),
        (["barometer", "--since", "2030-01-01", "--on", "2026-01-15"], "must not come after"),
    ],
)
def test_a_name_that_nobody_knows_is_2_and_says_what_is_known(
    words: list[str], message: str, register: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main([*words, *([] if words[0] in WITHOUT_REGISTER else ["--register", register])]) == 2
    assert message in capsys.readouterr().err


def test_a_file_that_is_not_there_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main(["compare", NORWAY, "missing.txt"]) == 2
    assert "missing.txt" in capsys.readouterr().err


BEFORE = ["--as-of", "2020-01-01"]
ASKS = (
    ["list"],
    ["list", "--documents"],
    ["list", "--events"],
    ["search", "grid"],
    ["search", "--commitments", "grid"],
    ["search", "--commitments", "--force", "obligation"],
    ["compare"],
    ["ledger"],
    ["ledger", "--suspense"],
    ["ledger", "--open", "stage=pledged"],
    ["due", "--on", "2026-01-15"],
    ["scenario", "armed attack on Moldova", "--on", "2026-01-15"],
    ["match"],
    ["check"],
    ["review"],
    ["same"],
    ["same", "--decided"],
    ["codings"],
)


@pytest.mark.parametrize("words", ASKS, ids=" ".join)
def test_before_anything_was_known_nothing_is_said(words: list[str], register: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([*words, *BEFORE, "--json", "--register", register]) == 0
    assert capsys.readouterr().out == ""
    assert cli.main([*words, "--as-of", "2999", "--json", "--register", register]) == 0
    now = capsys.readouterr().out
    assert cli.main([*words, "--json", "--register", register]) == 0
    assert capsys.readouterr().out == now


@pytest.mark.parametrize("words", [["show"], ["show", "--claims"]], ids=" ".join)
def test_what_held_on_a_day(words: list[str], register: str, capsys: pytest.CaptureFixture[str]) -> None:
    name = next(entry.document for entry in keeping.list_agreements(register) if entry.signed == "2025-05-21")
    told = {}
    for day in ("2025-05-20", "2030-01-01", "2036-01-01"):
        assert cli.main([*words, name, "--on", day, "--json", "--register", register]) == 0
        told[day] = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    numbers = [len(rows) if "--claims" in words else len(rows[0]["commitments"]) for rows in told.values()]
    assert numbers[0] == numbers[2] == 0
    assert numbers[1] > 10
    assert cli.main([*words, name, *BEFORE, "--register", register]) == 2
    assert "was not in this register by" in capsys.readouterr().err
