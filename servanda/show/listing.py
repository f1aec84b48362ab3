"""`servanda list`, `show` and `search`: what the register holds."""

import argparse

from servanda.flow import asking, keeping
from servanda.model import AgreementEntry, Asked, WrongCall
from servanda.show.command import Command
from servanda.show.facts import told
from servanda.show.registering import as_of_option, asked_of, count, filter_options, json_lines, moment, register_option
from servanda.show.terminal import table


def list_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `list`."""
    parser.add_argument("--documents", action="store_true", help="the documents instead of the agreements in them")
    filter_options(parser)
    register_option(parser)


def list_command(args: argparse.Namespace) -> int:
    """The agreements, or the documents, of a register."""
    asked = asked_of(args)
    if args.documents:
        documents = keeping.list_documents(args.register)
        if asked != Asked():
            known = {hit.document for hit in asking.search(args.register, "", asked, limit=len(documents))}
            documents = [entry for entry in documents if entry.id in known]
        if args.json:
            json_lines(documents)
        else:
            rows = [(d.id[:8], d.kind, d.title or d.origin, f"{d.characters:,}", d.added[:10]) for d in documents]
            print(table(("id", "kind", "title", "characters", "added"), rows, right=(3,)))
            print(f"\n{count(len(documents), 'document')}")
        return 0
    agreements = asking.agreements(args.register, asked)
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
    as_of_option(parser)
    register_option(parser)


def show_command(args: argparse.Namespace) -> int:
    """One document with all that was found in it, each finding with its sentence."""
    reading = keeping.show(args.register, args.id, as_of=moment(args.as_of))
    if args.json:
        json_lines([reading])
    else:
        print("\n".join(told(reading)))
    return 0


def search_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `search`."""
    parser.add_argument("words", nargs="*", metavar="WORD", help="words that all stand in a document; none, if there are filters")
    parser.add_argument(
        "--commitments", action="store_true", help="commitments with the words in their passage, instead of documents"
    )
    parser.add_argument("--limit", type=int, default=50, metavar="N", help="at most so many (50)")
    filter_options(parser)
    register_option(parser)


def search_command(args: argparse.Namespace) -> int:
    """Documents, or commitments, with the words, the best first."""
    asked, words = asked_of(args), " ".join(args.words)
    if not words.strip() and asked == Asked():
        raise WrongCall("give words to search for, or a filter")
    if args.commitments:
        hits = asking.search_commitments(args.register, words, asked, limit=args.limit)
    else:
        hits = asking.search(args.register, words, asked, limit=args.limit)
    if args.json:
        json_lines(hits)
        return 0
    rows = [((h.claim or h.document)[: 16 if h.claim else 8], h.kind, h.title, h.excerpt) for h in hits]
    print(table(("id", "kind", "title", "excerpt"), rows))
    word = "commitment" if args.commitments else "document"
    print(
        f"\n{count(len(hits), word)}; "
        + ("`servanda review ID` judges one" if args.commitments else "`servanda show ID` opens one")
    )
    return 0


COMMANDS = {
    "list": Command(list_arguments, list_command),
    "show": Command(show_arguments, show_command),
    "search": Command(search_arguments, search_command),
}
