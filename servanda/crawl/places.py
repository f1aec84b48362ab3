"""Files wherever they lie: local paths, and any address that fsspec knows (s3://, gs://, https:// ...), whose doorman this is."""

import importlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

from servanda.model import WrongCall


@dataclass(frozen=True, slots=True, order=True)
class File:
    """An input file: its path or address, and its size in bytes."""

    address: str
    size: int


def files_in(named: str) -> Iterator[File]:
    """The file that is named, or all files of the folder, by their paths. WrongCall where there is none."""
    if "://" in named:
        yield from _remote(named)
        return
    path = Path(named)
    if path.is_dir():
        for where, folders, names in os.walk(path):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(names):
                if not name.startswith("."):
                    found = Path(where) / name
                    if found.is_file():
                        yield File(str(found), found.stat().st_size)
    elif path.is_file():
        yield File(named, path.stat().st_size)
    else:
        raise WrongCall(f"{named}: no such file or folder")


def opened(address: str) -> BinaryIO:
    """The file, open for reading, with `seek`; the caller closes it. OSError where it cannot be opened."""
    if "://" not in address:
        return open(address, "rb")
    try:
        return cast(BinaryIO, _fsspec().open(address, "rb", block_size=1024 * 1024, cache_type="readahead").open())
    except (ImportError, ValueError) as error:
        raise OSError(f"cannot be opened: {error}") from error


def _remote(address: str) -> Iterator[File]:
    try:
        system, path = _fsspec().core.url_to_fs(address)
        paths = sorted(system.find(path)) if system.isdir(path) else sorted(system.glob(path)) if "*" in path else [path]
        for found in paths:
            yield File(system.unstrip_protocol(found), int(system.size(found) or 0))
    except (ImportError, ValueError, OSError) as error:
        raise WrongCall(f"{address}: {error}") from error


def _fsspec() -> Any:
    try:
        return importlib.import_module("fsspec")
    except ImportError as error:
        raise WrongCall("addresses need fsspec: pip install 'servanda[crawl]'") from error
