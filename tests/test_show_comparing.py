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


@pytest.mark.parametrize(
    ("words", "begins", "says"),
    [
        (["compare", "{folder}", "--out", "{out}.csv"], "\ufeffagreement,area,force", "train 100 engineers each year"),
        (["compare", "{folder}", "--out", "{out}.html"], "<!doctype html>", "<summary>obligation 1; within 24 hours</summary>"),
        (["compare", "{folder}", "--out", "{out}.svg"], "<svg", "second, training: obligation, 1"),
        (["compare", "{folder}", "--departures", "--out", "{out}.csv"], "\ufeffagreement,area,stands_out", ""),
        (["compare", "{folder}", "--lacks", "cyber", "--out", "{out}.csv"], "\ufeffagreement", "second"),
        (["compare", "{a}", "{b}", "--out", "{out}.html"], "<!doctype html>", "<mark>120 </mark>"),
        (["compare", "{a}", "{b}", "--provisions", "--out", "{out}.csv"], "\ufeffrelation,likelihood", "art_2"),
        (["reuse", "{folder}", "--out", "{out}.html"], "<!doctype html>", "<mark>Article 2"),
        (["reuse", "{folder}", "--out", "{out}.csv"], "\ufeffagreement,provision,nearest_in", "art_2"),
        (["genealogy", "{folder}", "--area", "consultation", "--out", "{out}.html"], "<!doctype html>", "<svg"),
        (["genealogy", "{folder}", "--area", "consultation", "--out", "{out}.csv"], "\ufeffnumber,signed", "2022-06-04"),
    ],
)
def test_comparisons_are_written_as_files(folder: Path, tmp_path: Path, words: list[str], begins: str, says: str) -> None:
    places = {"folder": folder, "a": folder / "first.txt", "b": folder / "second.txt", "out": tmp_path / "told"}
    words = [word.format(**places) for word in words]
    assert main(words) == 0
    content = Path(words[-1]).read_bytes().decode("utf-8")
    assert content.startswith(begins)
    assert says in content


def test_pictures_are_written_as_png_too(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["compare", str(folder)], ["genealogy", str(folder), "--area", "consultation"]):
        assert main([*words, "--out", str(tmp_path / "told.png")]) == 0
        assert (tmp_path / "told.png").read_bytes().startswith(b"\x89PNG")
    assert main(["compare", str(folder), "--out", str(tmp_path / "told.pdf")]) == 2
    assert ".csv, .html, .svg, .png" in capsys.readouterr().err
    assert main(["reuse", str(folder), "--out", str(tmp_path / "told.svg")]) == 2
    assert "no picture" in capsys.readouterr().err


def test_a_selection_of_the_register_is_compared(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    register = ["--register", str(tmp_path / "held.db")]
    assert main(["add", str(folder), *register]) == 0
    capsys.readouterr()
    assert main(["compare", "--party", "SWE", "--json", *register]) == 0
    assert len({cell["agreement"] for cell in lines(capsys)}) == 1
    assert main(["compare", "--until", "2022", "--json", *register]) == 0
    assert len({cell["agreement"] for cell in lines(capsys)}) == 2
    assert main(["reuse", "--party", "NOR", "--json", *register]) == 0
    assert len({line["agreement"] for line in lines(capsys)}) == 2
    assert main(["genealogy", "--area", "consultation", "--json", *register]) == 0
    assert [line["date"] for line in lines(capsys)] == ["2021-05-03", "2022-06-04", "2023-07-05"]
    assert main(["compare", "--party", "JPN", *register]) == 2
    assert "no agreement text that was asked for" in capsys.readouterr().err
    assert main(["compare", str(folder), "--party", "NOR", *register]) == 2
    assert "name no files" in capsys.readouterr().err


def test_texts_that_are_left_out_are_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    french = (
        "ACCORD\n\nLe Gouvernement du Royaume de Norvège et le Gouvernement de la France sont convenus de ce qui suit :\n\n"
        "Article 1\nLes Parties forment chaque année cent ingénieurs et se consultent dans les vingt-quatre heures.\n"
    )
    (folder / "french.txt").write_text(french, encoding="utf-8")
    (folder / "empty.txt").write_text("", encoding="utf-8")
    assert main(["compare", str(folder)]) == 1
    said = capsys.readouterr().err
    assert "french.txt: left out: its language is fr" in said
    assert "empty.txt" in said
