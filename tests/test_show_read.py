"""`servanda read`: what goes to which stream, and the exit code."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from servanda.show.cli import main

TEXT = "Agreement between France and Poland\n\nArticle 1\nFrance shall train ten engineers.\n"


def test_read_prints_a_line_a_document_and_names_what_it_could_not_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "rows.jsonl").write_text(
        '{"id": "row 1", "text": "France will help."}\nnot json\n{"id": 2, "text": "Poland may."}\n'
    )
    code = main(["read", str(tmp_path / "missing.txt"), str(tmp_path), "--json"])
    told = capsys.readouterr()
    assert code == 1
    assert [json.loads(line)["document"]["origin"] for line in told.out.splitlines()] == [str(tmp_path / "a.txt"), "row 1", "2"]
    assert "missing.txt: cannot be opened" in told.err
    assert "rows.jsonl:2:" in told.err


def test_read_for_people_has_the_file_and_the_text_length(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    assert main(["read", str(tmp_path / "a.txt")]) == 0
    told = capsys.readouterr()
    assert str(tmp_path / "a.txt") in told.out
    assert told.err == ""


@pytest.mark.parametrize("words", [[], ["nonsense"], ["read"], ["read", "x", "--jobs", "0"], ["read", "x", "--what"]])
def test_a_wrong_call_is_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2
    assert "usage" in capsys.readouterr().err


def test_help_and_version_are_0(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == main(["--version"]) == main(["read", "--help"]) == 0
    assert "servanda 0" in capsys.readouterr().out


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_json_is_utf_8_whatever_the_terminal_is(encoding: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Świętokrzyskie shall help Łódź 😀.\n", encoding="utf-8")
    words = [sys.executable, "-m", "servanda", "read", str(tmp_path / "a.txt")]
    for option in ([], ["--json"]):
        done = subprocess.run(
            [*words, *option], env={**os.environ, "PYTHONIOENCODING": encoding}, capture_output=True, check=True
        )
    assert "Łódź 😀" in json.loads(done.stdout.decode("utf-8"))["document"]["text"]
