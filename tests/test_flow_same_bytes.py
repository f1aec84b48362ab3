"""One process, two processes, files in another order: the same bytes for the same document."""

import json
import random
from pathlib import Path

import pytest

import servanda
from servanda.show.cli import main

ARTICLES = "\n\n".join(
    f"Article {n}\nThe Parties shall consult within {n} months after a request, and France will provide {n} million euros."
    for n in range(1, 9)
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for n in range(12):
        (tmp_path / f"treaty_{n}.txt").write_text(
            f"Agreement between France and Poland on subject {n}\n\nFrance and Poland have agreed as follows:\n\n{ARTICLES}\n\n"
            f"Done at Lyon on {n + 1} May 2021.\n"
        )
    rows = [
        {"id": f"row {n}", "text": f"Paris, {n} June. The minister said Poland had signed the pact with France."}
        for n in range(40)
    ]
    (tmp_path / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows) + "broken\n")
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.4 nothing")
    return tmp_path


def lines(paths: list[Path], capfd: pytest.CaptureFixture[str], *options: str) -> tuple[list[str], list[str]]:
    assert main(["read", "--json", *options, *map(str, paths)]) == 1
    told = capfd.readouterr()
    return told.out.splitlines(), told.err.splitlines()


@pytest.mark.slow
def test_the_same_bytes(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    files = sorted(folder.iterdir())
    one = lines(files, capfd)
    assert len(one[0]) == 52
    assert lines(files, capfd, "--jobs", "2") == one
    assert lines([folder], capfd, "--jobs", "3") == one
    random.Random(3).shuffle(files)
    other = lines(files, capfd)
    assert sorted(other[0]) == sorted(one[0])
    assert sorted(other[1]) == sorted(one[1])


def test_a_fault_of_the_program_is_told_and_stops_nothing(
    folder: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("servanda.show.reading.json_line", lambda reading: [][len(reading.document.text)])
    out, err = lines([folder / "treaty_1.txt", folder / "treaty_2.txt"], capfd)
    assert not out
    assert "treaty_1.txt: Servanda failed on it" in err[0]
    assert "IndexError" in err[1]


def test_the_python_function_is_the_same_word(folder: Path) -> None:
    assert servanda.read(folder / "treaty_1.txt").document.origin.endswith("treaty_1.txt")
    assert servanda.read("Poland shall help.\nFrance too.").document.origin == "text"
    assert len(list(servanda.read_all([str(folder)]))) == 54
    with pytest.raises(AttributeError):
        servanda.reed  # type: ignore[attr-defined]  # noqa: B018
