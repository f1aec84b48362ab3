"""`servanda list` asked for a party: by its code, by its name, by a name that nobody has."""

from pathlib import Path

import pytest

from servanda.show import cli


@pytest.fixture
def register(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    path = str(tmp_path / "r.db")
    assert cli.main(["demo", "--register", path]) == 0
    capsys.readouterr()
    return path


@pytest.mark.parametrize("word", ["SWE", "swe", "Sweden", "kingdom of sweden"])
def test_a_party_may_be_called_by_its_name(word: str, register: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["list", "--register", register, "--party", word]) == 0
    assert "3 agreements; `servanda show" in capsys.readouterr().out


def test_of_a_name_that_nobody_has_it_is_said(register: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["list", "--register", register, "--party", "ZZZ"]) == 0
    assert "0 agreements; no state or organisation that is known here is called 'ZZZ'" in capsys.readouterr().out
    assert cli.main(["list", "--register", register, "--party", "MDG"]) == 0
    assert "0 agreements; `servanda show" in capsys.readouterr().out
