"""What a command of the command line is, and how one runs."""

import argparse
import io
import sys
from collections.abc import Callable
from typing import NamedTuple

from servanda.model import ServandaError, WrongCall
from servanda.show.help_text import formatter


class Command(NamedTuple):
    """`arguments` adds its options to a parser; `run` does it and gives the exit code."""

    arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]


def _speak(*, json: bool) -> None:
    """JSON goes out in UTF-8, as it must; a terminal of another encoding shows what it cannot by its number."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            if json and stream is sys.stdout:
                stream.reconfigure(encoding="utf-8", newline="\n")
            else:
                stream.reconfigure(errors="backslashreplace")


def run(command: Command, name: str, what: str, words: list[str]) -> int:
    """Runs a command with the words after its name; what Servanda refuses is told, 2 for a wrong call and 1 for the rest."""
    parser = argparse.ArgumentParser(
        prog=f"servanda {name}", description=what[0].upper() + what[1:] + ".", formatter_class=formatter
    )
    command.arguments(parser)
    args = parser.parse_args(words)
    _speak(json=bool(getattr(args, "json", False)))
    try:
        return command.run(args)
    except ServandaError as error:
        print(f"servanda: {error}", file=sys.stderr)
        return 2 if isinstance(error, WrongCall) else 1
