"""`servanda list`, `show` and `search`: what the register holds."""

import argparse

from servanda.flow import keeping
from servanda.model import AgreementEntry
from servanda.show.command import Command
from servanda.show.facts import told
from servanda.show.registering import count, json_lines, register_option
from servanda.show.terminal import table


def list_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `list`."""
    register_option(parser)
    parser.add_argument("--documents", action="store_true", help="the documents instead of the agreements in them")


def list_command(args: argparse.Namespace) -> int:
    """The agreements, or the documents, of a register."""
    if args.documents:
        documents = keeping.list_documents(args.register)
        if args.json:
            json_lines(documents)
        else:
            rows = [(d.id[:8], d.kind, d.title or d.origin, f"{d.characters:,}", d.added[:10]) for d in documents]
            print(table(("id", "kind", "title", "characters", "added"), rows, right=(3,)))
            print(f"\n{count(len(documents), 'document')}")
        return 0
    agreements = keeping.list_agreements(args.register)
    if args.json:
        json_lines(agreements)
    else:
        heads = ("id", "title", "parties", "signed", "status", "commitments")
        origins = {entry.id: entry.origin.rpartition("/")[2] for entry in keeping.list_documents(args.register)}
        print(table(heads, [_row(entry, origins[entry.document]) for entry in agreements], right=(5,)))
        print(f"\n{count(len(agreements), 'agreement')}; `servanda show ID` opens one")
    return 0


def _row(entry: AgreementEntry, origin: str) -> tuple[object, ...]:
    parties = " ".join((*entry.parties, *entry.organisations))
    return entry.id[:8], entry.title or f"({origin})", parties, entry.signed, entry.status, sum(entry.forces.values()) or ""


def show_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `show`."""
    parser.add_argument(
        "id", metavar="ID", help="an agreement or a document, or the beginning of its id; `servanda list` has them"
    )
    register_option(parser)


def show_command(args: argparse.Namespace) -> int:
    """One document with all that was found in it, each finding with its sentence."""
    reading = keeping.show(args.register, args.id)
    if args.json:
        json_lines([reading])
    else:
        print("\n".join(told(reading)))
    return 0


def search_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `search`."""
    parser.add_argument("words", nargs="+", metavar="WORD", help="words that all stand in a document")
    parser.add_argument("--limit", type=int, default=50, metavar="N", help="at most so many documents (50)")
    register_option(parser)


def search_command(args: argparse.Namespace) -> int:
    """Documents with the words, the best first."""
    hits = keeping.search(args.register, " ".join(args.words), args.limit)
    if args.json:
        json_lines(hits)
    else:
        print(table(("id", "kind", "title", "excerpt"), [(h.document[:8], h.kind, h.title, h.excerpt) for h in hits]))
        print(f"\n{count(len(hits), 'document')}; `servanda show ID` opens one")
    return 0


COMMANDS = {
    "list": Command(list_arguments, list_command),
    "show": Command(show_arguments, show_command),
    "search": Command(search_arguments, search_command),
}
