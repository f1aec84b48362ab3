"""The command line: which command lives where. Only the module of the command that runs is imported.

A module of commands has a table `COMMANDS` from the command's name to a `Command` (show/command.py); its line here says
where it is and what it does.
"""

import argparse
import importlib
import os
import sys
from collections.abc import Mapping, Sequence

from servanda.show.help_text import as_written
from servanda.version import VERSION

_COMMANDS: Mapping[str, tuple[str, str]] = {
    "read": ("servanda.show.reading", "read files and show what they say"),
    "schema": ("servanda.show.contract", "print the JSON Schema of what `read --json` prints a line"),
    "explain": ("servanda.show.explaining", "say why a sentence gave a commitment, or gave none"),
    "add": ("servanda.show.adding", "read files into a register"),
    "crawl": ("servanda.show.crawling", "read the pages of web archives that speak of agreements into tables"),
    "demo": ("servanda.show.adding", "fill a register with the starter register, or with the shipped texts"),
    "list": ("servanda.show.listing", "list the agreements of a register"),
    "show": ("servanda.show.listing", "show an agreement or a document, every fact with its sentence"),
    "search": ("servanda.show.listing", "search the documents of a register"),
    "compare": ("servanda.show.comparing", "compare two agreements promise by promise, or many as a matrix"),
    "reuse": ("servanda.show.reusing", "find what stands in like words in other agreements"),
    "genealogy": ("servanda.show.reusing", "follow a clause through a series of agreements"),
    "evaluate": ("servanda.show.evaluating", "hold readings against your own coded table, field by field"),
    "import": ("servanda.show.importing", "take other people's tables and files into a register"),
    "export": ("servanda.show.exporting", "write a register as CSV, Parquet, SQLite, JSON-LD, Akoma Ntoso, or a dump"),
    "ledger": ("servanda.show.tracking", "add up the money of a register, stage by stage"),
    "decide": ("servanda.show.tracking", "say that one flow restates, is part of, or is financed by another"),
    "same": ("servanda.show.sameness", "say that two documents tell of one agreement; list what may be the same"),
    "due": ("servanda.show.tracking", "list what falls due, from the rules of the texts"),
    "scenario": ("servanda.show.tracking", "ask what an event would oblige whom to do"),
    "match": ("servanda.show.tracking", "suggest which payments and deliveries fulfil which promises"),
    "progress": ("servanda.show.tracking", "say what became of a commitment"),
    "barometer": ("servanda.show.tracking", "hold promises against delivery in a few measures"),
    "check": ("servanda.show.tracking", "list what does not add up"),
    "serve": ("servanda.show.serving", "show the pages of a register in the browser"),
    "users": ("servanda.show.serving", "say who may write where others can reach the pages"),
    "codings": ("servanda.show.codings", "code texts with others, unseen; agreement of coders; settle differences"),
    "review": ("servanda.show.reviewing", "judge what was found"),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Runs a command. 0: all went well; 1: something could not be read or was found wrong; 2: wrong call."""
    words = list(sys.argv[1:] if argv is None else argv)
    parser = argparse.ArgumentParser(prog="servanda", description=_described(), formatter_class=as_written)
    parser.add_argument("--version", action="version", version=f"servanda {VERSION}")
    parser.add_argument("command", choices=list(_COMMANDS), metavar="COMMAND")
    parser.add_argument("rest", nargs=argparse.REMAINDER, metavar="...")
    try:
        name = parser.parse_args(words[:1]).command
        status = _run(name, words[1:])
        sys.stdout.flush()
        return status
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else 2
    except BrokenPipeError:
        # The reader of our output has left (`| head`): end quietly, and keep the interpreter from writing to it again.
        _silence()
        return 1
    except OSError as error:
        _silence()
        print(f"servanda: {error.filename or 'the output'}: cannot be written ({error.strerror})", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _silence() -> None:
    """Keeps the interpreter from writing what is left to a standard output that takes nothing more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _described() -> str:
    lines = "\n".join(f"  {name:<10} {what}" for name, (_, what) in _COMMANDS.items())
    return f"Reads international agreements and the news about them.\n\n{lines}\n\n`servanda COMMAND --help` says more."


def _run(name: str, words: list[str]) -> int:
    module, what = _COMMANDS[name]
    running = importlib.import_module("servanda.show.command")
    return int(running.run(importlib.import_module(module).COMMANDS[name], name, what, words))
