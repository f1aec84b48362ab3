"""Two people code without seeing each other; then the register says how far they agree, and keeps what they settled."""

import csv
import io
from pathlib import Path

import pytest

from servanda.flow import coding, exporting, keeping
from servanda.model import BadInput, WrongCall
from servanda.register import open_register
from servanda.register.coding import hand_in
from servanda.show import cli


@pytest.fixture
def address(tmp_path: Path) -> str:
    path = str(tmp_path / "r.db")
    list(keeping.add(path, [name for name in keeping.examples() if "kenya" in name]))
    return path


@pytest.fixture
def document(address: str) -> str:
    return keeping.list_documents(address)[0].id


def filled(sheet: Path, coder: str, codes: dict[int, dict[str, str]], rows: slice = slice(None)) -> Path:
    """The sheet with codes in some rows, as a coder would send it."""
    lines = list(csv.DictReader(io.StringIO(sheet.read_text())))
    for number, cells in codes.items():
        lines[number] |= cells
    path = sheet.with_name(f"{coder}.csv")
    with path.open("w", newline="") as out:
        writer = csv.DictWriter(out, list(lines[0]))
        writer.writeheader()
        writer.writerows(lines[rows])
    return path


def coded_by_two(address: str, document: str, folder: Path) -> None:
    coding.sheet(address, [document], "passages", str(folder / "sheet.csv"))
    first = {3: {"force": "obligation", "areas": "cyber; training"}, 5: {"force": "commitment"}}
    second = {3: {"force": "Obligation", "areas": "training"}, 6: {"force": "commitment"}}
    for coder, codes in (("Ana", first), ("Ben", second)):
        coding.hand_in(address, str(filled(folder / "sheet.csv", coder, codes)), coder=coder)


def test_a_sheet_has_a_row_a_sentence_and_its_words(address: str, document: str, tmp_path: Path) -> None:
    number = coding.sheet(address, [document[:8]], "passages", str(tmp_path / "sheet.csv"))
    rows = list(csv.DictReader(io.StringIO((tmp_path / "sheet.csv").read_text())))
    text = keeping.texts(address, [document])[document]
    assert len(rows) == number > 20
    for row in rows:
        start, _, end = row["unit"].partition("-")
        assert " ".join(text[int(start) : int(end)].split()) == row["words"]
    with pytest.raises(WrongCall, match="is there already"):
        coding.sheet(address, [document], "passages", str(tmp_path / "sheet.csv"))


def test_nobody_sees_codes_before_two_have_handed_in_theirs(address: str, document: str, tmp_path: Path) -> None:
    coding.sheet(address, [document], "agreement", str(tmp_path / "sheet.csv"))
    secret = filled(tmp_path / "sheet.csv", "Ana", {0: {"title": "A secret title", "parties": "KEN; IRL"}})
    coding.hand_in(address, str(secret), coder="Ana")
    for ask in (coding.agreement, coding.differences):
        with pytest.raises(WrongCall, match="no codes may be seen yet"):
            ask(address)
    with pytest.raises(WrongCall, match="no codes may be seen yet"):
        coding.export(address, "agreement", str(tmp_path / "out.csv"))
    with pytest.raises(WrongCall, match="not open yet"):
        coding.resolve(address, document, "agreement", "title", "x", by="Ana")
    assert coding.rounds(address)[0] | {"title": ""} == {
        "document": document, "title": "", "kind": "agreement", "coders": ["Ana"], "open": False, "differ": 0, "resolved": 0,
    }  # fmt: skip
    exporting.export(address, "csv", str(tmp_path / "csv"))
    exporting.export(address, "sqlite", str(tmp_path / "flat.db"))
    for path in [*(tmp_path / "csv").rglob("*"), tmp_path / "flat.db"]:
        assert path.is_dir() or b"A secret title" not in path.read_bytes(), path
    coding.hand_in(address, str(secret), coder="Ana")
    coding.hand_in(address, str(filled(tmp_path / "sheet.csv", "Ben", {0: {"title": "Another title"}})), coder="Ben")
    assert {e.field for e in coding.differences(address)} == {"title", "parties"}
    with pytest.raises(WrongCall, match="are fixed"):
        coding.hand_in(address, str(secret), coder="Ana")
    coding.hand_in(address, str(secret), coder="Cleo")


def test_agreement_is_measured_against_each_other_and_the_machine(address: str, document: str, tmp_path: Path) -> None:
    coded_by_two(address, document, tmp_path)
    found = {(e.field, e.coders): e for e in coding.agreement(address)}
    force = found["force", ("Ana", "Ben")]
    assert force.units > 20
    assert 0 < (force.kappa or 0) < 1
    assert force.same == pytest.approx(1 - 2 / force.units, abs=1e-4)
    areas = found["areas", ("Ana", "Ben")]
    assert (areas.alpha or 0) <= (areas.alpha_of_lists or 0)
    assert found["force", ("Ana", "machine")].same < 0.9


def test_differences_are_listed_and_settled_on_record(address: str, document: str, tmp_path: Path) -> None:
    coded_by_two(address, document, tmp_path)
    before = coding.differences(address)
    assert [e.field for e in before] == ["areas", "force", "force"]
    assert before[0].codes == {"Ana": "cyber; training", "Ben": "training"}
    coding.resolve(address, document[:6], before[0].unit, "areas", "training", by="Ana, Ben", note="cyber is only named")
    assert [e.field for e in coding.differences(address)] == ["force", "force"]
    settled = coding.differences(address, all_of_them=True)[0]
    assert (settled.resolved, settled.by) == ("training", "Ana, Ben")
    coding.export(address, "passages", str(tmp_path / "out.csv"))
    rows = [row for row in csv.DictReader(io.StringIO((tmp_path / "out.csv").read_text())) if row["unit"] == before[0].unit]
    assert [(row["coder"], row["force"].lower(), row["areas"]) for row in rows] == [
        ("Ana", "obligation", "cyber; training"),
        ("Ben", "obligation", "training"),
        ("final", "obligation", "training"),
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("document,unit,force\n{id},9-99999999,obligation\n", "is no unit"),
        ("document,unit,force\n{id},x,obligation\n", "is no unit"),
        ("document,unit,force\nnothing,agreement,obligation\n", "is no document"),
        ("document,unit,force\n{id},0-5,a\n{id},0-5,b\n", "stands in two rows"),
        ("document,unit\n{id},0-5\n", "no codes in it"),
        ("unit,force\n0-5,a\n", "lacks the column document"),
    ],
)
def test_a_sheet_that_does_not_fit_is_told_and_enters_nothing(
    address: str, document: str, tmp_path: Path, text: str, told: str
) -> None:
    (tmp_path / "bad.csv").write_text(text.format(id=document))
    with pytest.raises((WrongCall, BadInput), match=told):
        coding.hand_in(address, str(tmp_path / "bad.csv"), coder="Ana")
    assert coding.rounds(address) == []


def test_codes_need_a_name(address: str, document: str) -> None:
    with open_register(address) as register, pytest.raises(WrongCall, match="need the name"):
        hand_in(register, {document: {("agreement", "title"): "x"}}, coder=" ", at="2026-01-01")


def test_the_command_does_all_of_it(address: str, document: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    end = ["--register", address]
    sheet = tmp_path / "sheet.csv"
    assert cli.main(["codings", "sheet", document[:8], "--to", str(sheet), *end]) == 0
    for coder, title in (("Ana", "One title"), ("Ben", "Other title")):
        path = str(filled(sheet, coder, {0: {"title": title}}))
        assert cli.main(["codings", "hand-in", path, "--coder", coder, *end]) == 0
    for act in ([], ["agreement"], ["differences"]):
        for form in ([], ["--json"]):
            assert cli.main(["codings", *act, *form, *end]) == 0
    assert "One title" in capsys.readouterr().out
    assert cli.main(["codings", "resolve", document, "agreement", "title", "One title", "--by", "Ana and Ben", *end]) == 0
    assert cli.main(["codings", "export", "--to", str(tmp_path / "out.csv"), *end]) == 0
    for wrong in (["sheet"], ["sheet", document], ["hand-in", str(sheet)], ["resolve", document], ["export"], ["dance"]):
        assert cli.main(["codings", *wrong, *end]) == 2, wrong


@pytest.mark.parametrize(
    ("kind", "codes", "message"),
    [
        ("passages", {"force": "banana"}, "'banana' is no force; did you mean"),
        ("agreement", {"status": "flying"}, "'flying' is no status"),
        ("agreement", {"signed_date": "soon"}, "'soon' is no signed_date; write 2024-06-13"),
        ("agreement", {"term_months": "ten"}, "a number of months"),
    ],
)
def test_a_code_that_its_field_cannot_have_is_refused(
    address: str, document: str, tmp_path: Path, kind: str, codes: dict[str, str], message: str
) -> None:
    coding.sheet(address, [document], kind, str(tmp_path / "sheet.csv"))
    with pytest.raises(WrongCall, match=message):
        coding.hand_in(address, str(filled(tmp_path / "sheet.csv", "Ana", {0: codes})), coder="Ana")
    assert coding.rounds(address) == []


def test_one_person_is_not_two_by_the_case_of_a_name(address: str, document: str, tmp_path: Path) -> None:
    coding.sheet(address, [document], "agreement", str(tmp_path / "sheet.csv"))
    sheet = str(filled(tmp_path / "sheet.csv", "Ana", {0: {"title": "A title"}}))
    coding.hand_in(address, sheet, coder="Ana")
    with pytest.raises(WrongCall, match="codes of 'Ana' are here"):
        coding.hand_in(address, sheet, coder=" ana")
    assert coding.rounds(address)[0]["coders"] == ["Ana"]
