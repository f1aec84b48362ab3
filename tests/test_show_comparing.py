"""Commands that hold agreements against one another, on texts made for it."""

import json
from pathlib import Path

import pytest

from servanda.show.cli import main

TEXT = """AGREEMENT BETWEEN THE REPUBLIC OF {one} AND THE KINGDOM OF {other} ON TRAINING

The Government of the Republic of {one} and the Government of the Kingdom of {other} have agreed as follows:

Article 1
The Parties shall train {n} engineers each year.

Article 2
In the event of an armed attack on one of the Parties, the Parties shall consult within 24 hours.

Article 3
This Agreement shall enter into force on the date of its signature and remain in force for ten years.

Done at Oslo on {date}.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, one, other, n, date in (
        ("first", "FINLAND", "NORWAY", 100, "3 May 2021"),
        ("second", "FINLAND", "SWEDEN", 120, "4 June 2022"),
        ("third", "FRANCE", "NORWAY", 120, "5 July 2023"),
    ):
        (tmp_path / f"{name}.txt").write_text(TEXT.format(one=one, other=other, n=n, date=date), encoding="utf-8")
    return tmp_path


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_folder_is_a_matrix(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", str(folder), "--json"]) == 0
    cells = lines(capsys)
    assert {cell["agreement"] for cell in cells} == {"first", "second", "third"}
    assert {"agreement", "area", "force", "count", "amounts", "deadlines", "evidence"} <= set(cells[0])
    assert main(["compare", str(folder), "--lacks", "cyber"]) == 0
    assert capsys.readouterr().out.split() == ["first", "second", "third"]
    assert main(["compare", str(folder)]) == 0
    assert "consultation" in capsys.readouterr().out


def test_two_files_are_paired(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    a, b = str(folder / "first.txt"), str(folder / "second.txt")
    assert main(["compare", a, a, "--json"]) == 0
    assert {pair["relation"] for pair in lines(capsys)} == {"same"}
    assert main(["compare", a, b, "--json"]) == 0
    pairs = lines(capsys)
    assert {"a", "b", "relation", "changes"} <= set(pairs[0])
    assert main(["compare", a, b, "--provisions", "--json"]) == 0
    assert {pair["relation"] for pair in lines(capsys)} <= {"same", "reworded"}


def test_reuse_tells_what_stands_in_earlier_ones(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["reuse", str(folder), "--json"]) == 0
    found = lines(capsys)
    told = {line["agreement"]: line["earlier"] for line in found if "earlier" in line}
    assert told["first"] == 0
    assert float(str(told["second"])) > 0.5


def test_a_clause_has_a_genealogy_and_a_picture(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    picture = folder / "tree.svg"
    assert main(["genealogy", str(folder), "--area", "consultation", "--svg", str(picture), "--json"]) == 0
    found = lines(capsys)
    assert [line["agreement"] for line in found] == ["first", "second", "third"]
    assert [line["parent"] for line in found] == [None, 0, 1]
    assert picture.read_text(encoding="utf-8").startswith("<svg")


def test_a_folder_without_agreements_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "note.txt").write_text("Buy milk and bread.", encoding="utf-8")
    assert main(["compare", str(tmp_path)]) == 2
    assert "no agreement was found" in capsys.readouterr().err
