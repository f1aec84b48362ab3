"""Work done once: what the loader makes of the data files, kept beside the modules as Python keeps their bytecode."""

import marshal
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar, cast

T = TypeVar("T")

_HERE = Path(__file__).parent
_FOLDER = _HERE / "__pycache__"


def compiled(name: str, sources: Iterable[Path], make: Callable[[], T]) -> T:
    """What `make` gives, made anew only where one of the sources, this room's code or Python itself has changed.

    Plain values only (marshal's). Where the folder cannot be written, or holds nonsense, it is made every time.
    """
    stamp = _stamp(sources)
    file = _FOLDER / f"{name}.{sys.implementation.cache_tag}.bin"
    try:
        kept_stamp, value = marshal.loads(file.read_bytes())
        if kept_stamp == stamp:
            return cast(T, value)
    except (OSError, EOFError, ValueError, TypeError):
        pass
    made = make()
    _keep(file, marshal.dumps(cast(Any, (stamp, made))))
    return made


def _stamp(sources: Iterable[Path]) -> str:
    files = sorted({*sources, *_HERE.glob("*.py")})
    return repr([sys.version, *((path.name, found.st_size, found.st_mtime_ns) for path in files for found in [path.stat()])])


def _keep(file: Path, content: bytes) -> None:
    """Writes it under another name first, so that no other process reads half of it."""
    try:
        file.parent.mkdir(exist_ok=True)
        unfinished = file.with_suffix(f".{os.getpid()}")
        unfinished.write_bytes(content)
        unfinished.replace(file)
    except OSError:
        pass
