"""`servanda list`, `show` and `search`: what the register holds."""

import argparse
from collections.abc import Iterator, Mapping, Sequence

from servanda.flow import asking, keeping, sameness
from servanda.model import AgreementEntry, Asked, Claim, WrongCall
from servanda.show.command import Command
from servanda.show.facts import told
from servanda.show.registering import (
    as_of_option,
    asked_of,
    count,
    date_asked,
    filter_options,
    json_lines,
    moment,
    nobody,
    register_option,
)
from servanda.show.terminal import bold, faint, safe, table
from servanda.show.words import FIELDS, claim_line, value_in_words


def list_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `list`."""
    parser.add_argument("--documents", action="store_true", help="the documents instead of the agreements in them")
    parser.add_argument(
        "--events", action="store_true", help="what happened, of all documents, by its day: with --party, --from, --on"
    )
    parser.add_argument("--mentioned", action="store_true", help="also agreements of which nothing but the name is known")
    filter_options(parser)
    register_option(parser)


def list_command(args: argparse.Namespace) -> int:
    """The agreements, or the documents, of a register."""
    asked = asked_of(args)
    if args.events:
        return _events(args, asked)
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
    named = [] if args.mentioned else [entry for entry in agreements if not _known(entry)]
    agreements = [entry for entry in agreements if args.mentioned or _known(entry)]
    if args.json:
        json_lines(agreements)
    else:
        heads = ("id", "title", "parties", "signed", "status", "commitments")
        origins = {entry.id: entry.origin.rpartition("/")[2] for entry in keeping.list_documents(args.register)}
        print(table(heads, [_row(entry, origins[entry.document]) for entry in agreements], right=(5,)))
        more = f"; {len(named)} more are only named somewhere (`--mentioned`)" if named else ""
        more += nobody(args.party) if not agreements else ""
        print(f"\n{count(len(agreements), 'agreement')}{more}; `servanda show ID` opens one")
    return 0


def _events(args: argparse.Namespace, asked: Asked) -> int:
    if asked.of_commitments or asked.status or asked.signed:
        raise WrongCall("events are filtered by --party, --from, --until, --on and --as-of")
    found = asking.events(args.register, asked)
    if args.json:
        json_lines(found)
        return 0
    rows = [
        (
            e.id[:8],
            e.date,
            e.kind.replace("_", " "),
            " ".join(e.actors),
            " ".join(e.targets),
            _said(e.factuality),
            e.words[:200],
            len(e.documents),
        )
        for e in found
    ]
    print(table(("id", "day", "what", "who", "to whom", "", "words", "documents"), rows, right=(7,)))
    print(f"\n{count(len(found), 'event')}; `servanda same` lists what may be one event in several documents")
    return 0


def _said(factuality: str) -> str:
    return "" if factuality == "certain" else factuality


def _known(entry: AgreementEntry) -> bool:
    """Whether more is known of an agreement than what it is called."""
    return bool(entry.parties or entry.organisations or entry.signed or entry.status or entry.forces)


def _row(entry: AgreementEntry, origin: str) -> tuple[object, ...]:
    parties = " ".join((*entry.parties, *entry.organisations))
    return entry.id[:8], entry.title or f"({origin})", parties, entry.signed, entry.status, sum(entry.forces.values()) or ""


def show_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `show`."""
    parser.add_argument(
        "id", metavar="ID", help="an agreement or a document, or the beginning of its id; `servanda list` has them"
    )
    parser.add_argument("--claims", action="store_true", help="every value with its claim: who says so, how sure, since when")
    parser.add_argument("--on", metavar="DAY", help="the commitments that held on this day, and nothing that happened later")
    as_of_option(parser)
    register_option(parser)


def show_command(args: argparse.Namespace) -> int:
    """One document with all that was found in it, each finding with its sentence."""
    if args.claims:
        return _claims(args)
    reading = keeping.show(args.register, args.id, as_of=moment(args.as_of), on=date_asked(args.on, "--on"))
    if args.json:
        json_lines([reading])
    else:
        print("\n".join(told(reading)))
        for entry, differing in sameness.beside(args.register, args.id, moment(args.as_of)):
            print("\n".join(_beside(entry, differing)))
    return 0


def _claims(args: argparse.Namespace) -> int:
    found = keeping.show_claims(args.register, args.id, as_of=moment(args.as_of), on=date_asked(args.on, "--on"))
    if args.json:
        json_lines(found)
        return 0
    rows = [
        (
            claim.id,
            claim_line(claim)[:200],
            claim.reader,
            "" if claim.confidence is None else f"{claim.confidence:.2f}",
            f"{claim.first_seen[:10]} to {claim.last_seen[:10]}",
            f"{claim.valid_from or '?'} to {claim.valid_until or '?'}" if claim.valid_from or claim.valid_until else "",
            claim.verdict,
        )
        for claim in found
    ]
    print(table(("claim", "value", "said by", "sure", "seen", "holds", "judged"), rows))
    print(f"\n{count(len(found), 'claim')}; `servanda review CLAIM` shows the judgements of one")
    return 0


def _beside(entry: AgreementEntry, differing: Mapping[str, Sequence[tuple[Claim, str]]]) -> Iterator[str]:
    """What the documents of one agreement say differently, with the value that is shown and why."""
    yield ""
    yield bold(f"One agreement in {count(len(entry.documents), 'document')}") + faint(f"  shown as {entry.id}")
    yield f"  {', '.join(entry.documents)}"
    for field, values in differing.items():
        for claim, why in values:
            said = safe(value_in_words(field, claim.value))
            told_by = f"document {claim.document[:8]}, {safe(claim.reader)}, claim {claim.id}"
            yield f"  {FIELDS[field] + ':':<18} {said}" + faint(f"  ({told_by}" + (f"; behind: {why})" if why else "; shown)"))
    if differing:
        yield faint("  The rule: " + "; then ".join(sameness.RULE) + ". `servanda review CLAIM accepted --by NAME` overrides it.")


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
