"""The examples in the docs do what they say, commands and pages are documented, links lead somewhere."""

import io
import re
import shlex
import shutil
from pathlib import Path

import pytest

from servanda.show import cli
from servanda.show.pages.application import routes

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
NOT_RUN = {"serve"}
"""Commands that do not come back."""


def blocks(page: Path, language: str) -> list[str]:
    return [body for name, body in BLOCK.findall(page.read_text(encoding="utf-8")) if name == language]


def commands(page: Path) -> list[str]:
    lines = [line.split(" #")[0].strip() for body in blocks(page, "") for line in body.splitlines()]
    return [line for line in lines if line.startswith("servanda ")]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(ROOT / "servanda" / "examples", tmp_path / "servanda" / "examples")
    (tmp_path / "password.txt").write_text("a password of the docs\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.slow
@pytest.mark.parametrize("page", [page for page in PAGES if commands(page)], ids=lambda page: page.name)
def test_the_commands_of_a_page_run(
    page: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for line in commands(page):
        words = shlex.split(line)[1:]
        if words[0] in NOT_RUN:
            continue
        if "<" in words:
            monkeypatch.setattr("sys.stdin", io.StringIO((folder / words[words.index("<") + 1]).read_text()))
            words = words[: words.index("<")]
        code = cli.main(words)
        told = capsys.readouterr()
        assert code == 0, f"{page.name}: {line}: {told.err}"
        assert told.out or words[0] in ("users",), f"{page.name}: {line} says nothing"


@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page, "python")], ids=lambda page: page.name)
def test_the_python_of_a_page_runs(page: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for body in blocks(page, "python"):
        exec(compile(body, page.name, "exec"), {})
    assert capsys.readouterr().out


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_and_pictures_are_there(page: Path) -> None:
    for link in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        if not re.match(r"[a-z]+:|#", link):
            assert (page.parent / link.partition("#")[0]).exists(), f"{page.name}: {link}"


def test_every_command_is_documented() -> None:
    told = (ROOT / "docs" / "show.md").read_text(encoding="utf-8")
    for name in cli._COMMANDS:
        assert re.search(rf"`{name}\b", told), f"docs/show.md says nothing of `{name}`"


def test_every_page_is_documented() -> None:
    told = (ROOT / "docs" / "show.md").read_text(encoding="utf-8")
    for route in routes():
        first = route.path.split("/")[1].split(".")[0]
        assert first == "static" or f"`/{first}" in told, f"docs/show.md says nothing of {route.path}"
