"""The commands on a register: what people see, what machines see, and what happens to wrong calls."""

import json
from pathlib import Path

import pytest

from servanda.flow import keeping
from servanda.register import open_register
from servanda.show.cli import main
from tests.nouns import reading


@pytest.fixture
def register(tmp_path: Path) -> str:
    address = str(tmp_path / "r.db")
    with open_register(address, create=True) as opened:
        keeping.keep(opened, reading())
    return address


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["list"], ["Accord between France and Ukraine", "FRA UKR", "2024-05-03", "1 agreement"]),
        (["list", "--documents"], ["A made agreement", "1 document"]),
        (
            ["show", "aaaa"],
            ["term:", "10 years", "»France shall train 500 engineers each year«", "EUR 30 million", "delivered: FRA > UKR"],
        ),
        (["show", "aaaa", "--claims"], ["title: Accord", "servanda", "0.97", "2024-05-03", "claims"]),
        (["search", "engineers"], ["1 document"]),
        (["search", "nowhere"], ["0 documents"]),
        (["compare"], ["economic support", "30 million euros"]),
        (["compare", "aaaa", "aaaa"], ["= same"]),
        (["ledger"], ["delivered", "30,000,000", "EUR"]),
        (["ledger", "--by", "stage,donor,year"], ["FRA", "2024"]),
        (["review"], ["a sum of money", "a promise", "parties"]),
    ],
)
def test_people_see(words: list[str], told: list[str], register: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*words, "--register", register]) == 0
    out = capsys.readouterr().out
    assert [part for part in told if part not in out] == []


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        (["list"], {"id", "title", "parties", "signed", "status"}),
        (["list", "--documents"], {"id", "kind", "origin"}),
        (["show", "aaaa"], {"document", "commitments"}),
        (["search", "engineers"], {"document", "excerpt"}),
        (["compare"], {"agreement", "area", "force", "count", "amounts", "deadlines", "evidence"}),
        (["compare", "aaaa", "aaaa"], {"a", "b", "relation", "changes"}),
        (["ledger"], {"stage", "amount", "currency", "flows"}),
        (["review"], {"id", "value", "evidence"}),
    ],
)
def test_machines_see_lines_of_json(words: list[str], keys: set[str], register: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*words, "--json", "--register", register]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines
    assert all(keys <= set(json.loads(line)) for line in lines)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["list", "--register", "nowhere.db"], "there is no register here"),
        (["show", "zzzz"], "is no id in this register"),
        (["ledger", "--by", "donor"], "totals never mix stages"),
        (["ledger", "--by", "stage,colour"], "cannot be grouped by colour"),
        (["compare", "aaaa"], "compare takes two"),
        (["review", "abc", "accepted"], "--by NAME"),
        (["review", "abc", "accepted", "--by", "Ana"], "is no claim"),
        (["review", "abc", "fine"], "invalid choice"),
    ],
)
def test_a_wrong_call_is_2_and_says_why(
    words: list[str], message: str, register: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(Path(register).parent)
    assert main(words if "--register" in words else [*words, "--register", register]) == 2
    told = capsys.readouterr()
    assert message in told.err
    assert told.out == ""
    assert "Traceback" not in told.err


def test_a_judgement_is_entered_shown_and_taken_back(register: str, capsys: pytest.CaptureFixture[str]) -> None:
    claim = next(c for c in keeping.list_claims(register, kind="agreement", field="signed.place"))
    assert main(["review", claim.id, "corrected", "--by", "Ana", "--value", "Grenoble", "--register", register]) == 0
    assert keeping.show(register, "aaaa").agreements[0].signed.place == "Grenoble"
    assert main(["review", claim.id, "withdrawn", "--by", "Ana", "--note", "misread", "--register", register]) == 0
    assert keeping.show(register, "aaaa").agreements[0].signed.place == "Lyon"
    capsys.readouterr()
    assert main(["review", claim.id, "--register", register]) == 0
    assert "misread" in capsys.readouterr().out


def test_add_tells_what_it_kept_and_names_what_it_could_not_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("Agreement between France and Poland\n\nArticle 1\nFrance shall train ten engineers.\n")
    address = str(tmp_path / "new.db")
    assert main(["add", str(tmp_path / "a.txt"), str(tmp_path / "missing"), "--register", address]) == 1
    told = capsys.readouterr()
    assert "1 document with" in told.out
    assert "missing: cannot be opened" in told.err
    assert main(["add", str(tmp_path / "a.txt"), "--register", address]) == 0
    assert "there before" in capsys.readouterr().out
    assert main(["add", str(tmp_path / "a.txt"), "--json", "--register", address]) == 0
    assert json.loads(capsys.readouterr().out)["new"] is False


def test_demo_loads_the_starter_register_or_the_examples(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo", "--register", str(tmp_path / "s.db")]) == 0
    assert main(["demo", "--examples", "--register", str(tmp_path / "e.db")]) == 0
    out = capsys.readouterr().out
    assert "47 documents" in out
    assert "7 documents" in out
