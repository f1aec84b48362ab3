"""What is kept on disk is what would be made anew, and nonsense there is no trouble."""

from pathlib import Path

import pytest

from servanda.lexicon import compiled as room


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(room, "_FOLDER", tmp_path / "kept")
    path = tmp_path / "words.tsv"
    path.write_text("a")
    return path


def made(source: Path, times: list[str]) -> str:
    times.append(source.read_text())
    return times[-1]


def test_it_is_made_once_and_again_when_the_source_changes(source: Path) -> None:
    times: list[str] = []
    assert [room.compiled("x", [source], lambda: made(source, times)) for _ in range(3)] == ["a"] * 3
    source.write_text("bc")
    assert room.compiled("x", [source], lambda: made(source, times)) == "bc"
    assert times == ["a", "bc"]


@pytest.mark.parametrize("content", [b"", b"nonsense", b"\xe9\x02\x00\x00\x00"])
def test_nonsense_is_made_anew(source: Path, content: bytes) -> None:
    room.compiled("x", [source], lambda: 1)
    (file,) = (source.parent / "kept").glob("x.*")
    file.write_bytes(content)
    assert room.compiled("x", [source], lambda: 2) == 2
    assert room.compiled("x", [source], lambda: 3) == 2


def test_a_folder_that_cannot_be_written_costs_only_time(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "_FOLDER", source / "no folder")
    assert room.compiled("x", [source], lambda: 1) == 1
    assert room.compiled("x", [source], lambda: 2) == 2
