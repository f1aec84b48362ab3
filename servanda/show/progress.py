"""Progress on standard error, for people who wait: nothing in the first second, nothing where it is no terminal."""

import sys
import time
from types import TracebackType

_PATIENCE = 1.0
_PAUSE = 0.2


class Progress:
    """Counts steps; use it as a context manager."""

    def __init__(self, done: str) -> None:
        """`done`: what has happened to what is counted ("read")."""
        self._done = done
        self._count = 0
        self._shown = False
        self._next = time.monotonic() + _PATIENCE
        self._wanted = sys.stderr.isatty()

    def __enter__(self) -> "Progress":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._clear()

    def step(self) -> None:
        """One more is done."""
        self._count += 1
        if self._wanted and time.monotonic() >= self._next:
            sys.stdout.flush()
            sys.stderr.write(f"\r{self._count} {self._done}")
            sys.stderr.flush()
            self._shown = True
            self._next = time.monotonic() + _PAUSE

    def say(self, message: str) -> None:
        """A line on standard error that the count does not overwrite."""
        self._clear()
        sys.stdout.flush()
        print(message, file=sys.stderr)

    def _clear(self) -> None:
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self._shown = False
