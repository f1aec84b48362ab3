"""What cannot be read says so, with its name, and stops nothing else."""

import os
import random
import socket
import sys
from pathlib import Path

import pytest

from servanda.flow import read_all
from servanda.flow.finding import sources_in
from servanda.lexicon import load_lexicon
from servanda.model import BadInput, Reading
from servanda.show.cli import main
from servanda.sources import limits, open_bytes, open_file, open_text

LEXICON = load_lexicon()
RANDOM = random.Random(7).randbytes(5000)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("empty.txt", b"", "is empty"),
        ("empty.pdf", b"", "is empty"),
        ("blank.txt", b" \n\t\n", "nothing but blanks"),
        ("bom.txt", b"\xef\xbb\xbf", "is empty"),
        ("random.bin", RANDOM, "not text"),
        ("random.txt", RANDOM.replace(b"\0", b""), "no"),
        ("zeros.txt", bytes(5000), "zero bytes"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Word"),
        ("letter.rtf", b"{\\rtf1 hello}", "RTF"),
        ("page.html.gz", b"\x1f\x8b\x08" + bytes(20), "unpack"),
        ("photo.jpg", b"\xff\xd8\xff\xe0" + bytes(20), "picture"),
        ("controls.txt", b"a\x01b\x02c\x03" * 100, "control characters"),
    ],
)
def test_bytes_that_are_no_text(name: str, content: bytes, message: str) -> None:
    with pytest.raises(BadInput, match=message) as caught:
        open_bytes(content, name, LEXICON)
    assert name in str(caught.value)


def test_a_line_of_fifty_megabytes_names_the_line(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_bytes(b"Article 1\n" + b"the Parties shall agree " * (50_000_000 // 24))
    with pytest.raises(BadInput, match=r"long\.txt: (line 2 is longer|has 5)"):
        open_file(path, LEXICON)
    with pytest.raises(BadInput, match="line 3 is longer"):
        open_text("a\nb\n" + "x" * (limits.LINE_CHARACTERS + 1), "endless", LEXICON)
    assert open_text("x " * 100 + "\n" + "y" * 1000, "short", LEXICON)


def test_too_large_a_file_is_not_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "sparse.txt"
    with path.open("wb") as file:
        file.truncate(limits.FILE_BYTES + 1)
    with pytest.raises(BadInput, match="is larger than"):
        open_file(path, LEXICON)


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/urandom"])
def test_devices_are_refused(device: str) -> None:
    if not Path(device).exists():
        pytest.skip(f"there is no {device} here")
    with pytest.raises(BadInput, match="is a device"):
        open_file(device, LEXICON)


def test_things_with_a_name_that_are_no_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    (tmp_path / "folder.txt").mkdir()
    with socket.socket(socket.AF_UNIX) as server:
        monkeypatch.chdir(tmp_path)
        server.bind("socket.txt")
        for name, message in (
            ("pipe.txt", "is a pipe"),
            ("loop.txt", "cannot be opened"),
            ("folder.txt", "is a folder"),
            ("socket.txt", "is a socket"),
            ("none.txt", "cannot be opened"),
            ("nul\0.txt", "cannot be opened"),
        ):
            with pytest.raises(BadInput, match=message):
                open_file(name, LEXICON)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_without_permission(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text("hidden")
    path.chmod(0)
    with pytest.raises(BadInput, match="cannot be opened"):
        open_file(path, LEXICON)


def test_all_bad_files_at_once_and_the_good_one_is_still_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a_random.txt").write_bytes(RANDOM)
    (tmp_path / "b_empty.txt").write_bytes(b"")
    os.mkfifo(tmp_path / "c_pipe.txt")
    (tmp_path / "d_loop").symlink_to(tmp_path)
    (tmp_path / "e_rows.jsonl").write_text(
        '{"id": 1}\n[1]\n{"id": "x", "text": ""}\n{"id": [], "text": "a"}\n' + "[" * 100_000 + "\n"
    )
    (tmp_path / "f_good.txt").write_text("France shall help Poland.\n")
    (tmp_path / "g_empty_folder").mkdir()
    (tmp_path / "h_empty.jsonl").write_bytes(b"")
    assert main(["read", "--json", str(tmp_path), str(tmp_path / "g_empty_folder")]) == 1
    told = capsys.readouterr()
    assert told.out.count("\n") == 1
    assert "f_good.txt" in told.out
    for name in (
        "a_random.txt",
        "b_empty.txt",
        "c_pipe.txt",
        *(f"e_rows.jsonl:{n}" for n in range(1, 6)),
        "g_empty_folder",
        "h_empty",
    ):
        assert f"{name}" in told.err
    assert "Traceback" not in told.err


def test_a_lone_surrogate_is_no_trouble(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "rows.jsonl").write_text('{"id": "half a pair", "text": "Done \\ud800 here\\u0000."}\n')
    assert main(["read", "--json", str(tmp_path / "rows.jsonl")]) == 0
    assert "Done � here ." in capsys.readouterr().out


def test_a_folder_that_holds_itself_is_walked_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("France shall help Poland.")
    (tmp_path / "again").symlink_to(tmp_path)
    assert sum(isinstance(found, Reading) for found in read_all([str(tmp_path)])) == 1


def test_files_that_tell_of_a_folder_are_no_documents_of_it(tmp_path: Path) -> None:
    for name in ("README.md", "Licence", "CHANGELOG.txt", "readme.de.md", "treaty.md", "notes.txt"):
        (tmp_path / name).write_text("Peru and Chile signed a treaty.", encoding="utf-8")
    found = [source.origin for source in sources_in([str(tmp_path)]) if not isinstance(source, BadInput)]
    assert [Path(origin).name for origin in found] == ["notes.txt", "treaty.md"]
    named = list(sources_in([str(tmp_path / "README.md")]))
    assert len(named) == 1


def test_standard_input(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "in.txt"
    path.write_text("France shall help Poland.")
    with path.open() as stream:
        monkeypatch.setattr(sys, "stdin", stream)
        (found,) = read_all(["-"])
    assert isinstance(found, Reading)
    assert found.document.origin == "-"


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser can open every folder")
def test_a_folder_that_cannot_be_opened_is_told_and_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("France shall help.")
    (tmp_path / "shut").mkdir(mode=0)
    found = list(read_all([str(tmp_path)]))
    assert [str(entry) for entry in found if isinstance(entry, BadInput)] == [
        f"{tmp_path}/shut: this folder cannot be opened (Permission denied)"
    ]
    assert len(found) == 2


def test_a_text_that_is_named_like_a_pdf_is_read_and_said_to_be_a_text(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_text("France shall help.")
    (found,) = read_all([str(tmp_path)])
    assert isinstance(found, Reading)
    assert [problem.code for problem in found.problems] == ["source_misnamed"]
