"""The bytes of a file, where it is one, within the limits; never waits for a pipe or a device."""

import os
import stat
from pathlib import Path
from typing import BinaryIO

from servanda.model import BadInput
from servanda.sources import limits

_KINDS = (
    (stat.S_ISDIR, "is a folder, not a file"),
    (stat.S_ISFIFO, "is a pipe (FIFO), not a file; send its content to standard input and read `-`"),
    (stat.S_ISSOCK, "is a socket, not a file"),
    (stat.S_ISCHR, "is a device, not a file"),
    (stat.S_ISBLK, "is a device, not a file"),
)


def load(path: str | Path) -> bytes:
    """All bytes of a regular file; BadInput says why there are none."""
    with open_regular(path) as file:
        return read_within(file, str(path))


def open_regular(path: str | Path) -> BinaryIO:
    """A regular file, opened for reading; the caller closes it. BadInput for everything else that has a name."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except (OSError, ValueError) as error:
        raise BadInput(str(path), _why(path, error)) from error
    mode = os.fstat(descriptor).st_mode
    for is_kind, message in _KINDS:
        if is_kind(mode):
            os.close(descriptor)
            raise BadInput(str(path), message)
    return os.fdopen(descriptor, "rb")


def _why(path: str | Path, error: OSError | ValueError) -> str:
    try:
        if stat.S_ISSOCK(os.stat(path).st_mode):
            return "is a socket, not a file"
    except (OSError, ValueError):
        pass
    return f"cannot be opened ({error.strerror if isinstance(error, OSError) else error})"


def read_within(file: BinaryIO, origin: str) -> bytes:
    """All that is in an open file, if it is not more than a file may have."""
    try:
        content = file.read(limits.FILE_BYTES + 1)
    except OSError as error:
        raise BadInput(origin, f"cannot be read ({error.strerror})") from error
    if len(content) > limits.FILE_BYTES:
        raise BadInput(origin, f"is larger than {limits.FILE_BYTES // 1024**2} MB, the most that is read as one file")
    return content
