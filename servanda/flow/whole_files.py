"""Files that are there as a whole or not at all: written under a name of their own, then renamed."""

import json
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from servanda.model import ServandaError, WrongCall

_REPLACE = "write it elsewhere, or replace it with --overwrite"


@contextmanager
def whole_file(target: str, *, overwrite: bool) -> Iterator[Path]:
    """A path to write to; what is there at the end stands at `target`, and after any trouble nothing does."""
    path = Path(target)
    if path.is_dir():
        raise WrongCall(f"{target}: is a folder; name a file")
    if path.exists() and not overwrite:
        raise WrongCall(f"{target}: is there already; {_REPLACE}")
    half = _beside(path)
    with _told(target):
        try:
            yield half
            os.replace(half, path)
        finally:
            half.unlink(missing_ok=True)


@contextmanager
def whole_folder(target: str, *, overwrite: bool, written_here: Callable[[Path], bool]) -> Iterator[Path]:
    """A folder to write to; it becomes `target` at the end.

    `overwrite` replaces only what an export wrote, as `written_here` knows it.
    """
    path = Path(target)
    if path.exists() and not path.is_dir():
        raise WrongCall(f"{target}: is a file; name a folder")
    full = path.is_dir() and any(path.iterdir())
    if full and not overwrite:
        raise WrongCall(f"{target}: is there already; {_REPLACE}")
    if full and not written_here(path):
        raise WrongCall(f"{target}: holds files that no export wrote; nothing of it is replaced. Name another folder")
    half = _beside(path)
    with _told(target):
        try:
            half.mkdir()
            yield half
            old = _beside(path)
            if path.exists():
                path.rename(old)
            try:
                half.rename(path)
            except OSError:
                if old.exists():
                    old.rename(path)
                raise
            shutil.rmtree(old, ignore_errors=True)
        finally:
            shutil.rmtree(half, ignore_errors=True)


def is_package(folder: Path) -> bool:
    """Whether a folder is one that an export of tables wrote, and nobody has put another file into."""
    try:
        package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
        known = {str(entry["path"]) for entry in package["resources"]} | {"datapackage.json", "columns.csv"}
    except (OSError, ValueError, KeyError, TypeError):
        return False
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    return package.get("name") == "servanda-export" and {name for name in found if not name.startswith("texts/")} <= known


def _beside(path: Path) -> Path:
    if not path.absolute().parent.is_dir():
        raise WrongCall(f"{path}: its folder {path.absolute().parent} does not exist; make it first")
    return path.absolute().parent / f".{path.name}.{secrets.token_hex(4)}.unfinished"


@contextmanager
def _told(target: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ServandaError(f"{target}: cannot be written ({error.strerror or error}); nothing was left there") from error
