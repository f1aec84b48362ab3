"""`servanda same`: what may be one agreement, party or event under several names, and what people decided."""

import argparse

from servanda.flow import sameness
from servanda.flow.keeping import list_agreements, list_documents
from servanda.model import WrongCall
from servanda.show.command import Command
from servanda.show.registering import as_of_option, count, json_lines, moment, register_option
from servanda.show.terminal import table


def same_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `same`."""
    parser.add_argument(
        "pair",
        nargs="*",
        metavar="ONE",
        help="two agreements or events, by the beginnings of their ids, or two parties by name; without: what may be the same",
    )
    parser.add_argument("--kind", choices=("agreement", "party", "event"), help="list only pairs of this kind")
    parser.add_argument("--by", metavar="NAME", help="who decides")
    parser.add_argument("--not", dest="different", action="store_true", help="they are not the same")
    parser.add_argument("--undo", action="store_true", help="take the decision on them back")
    parser.add_argument("--note", metavar="TEXT", help="why")
    parser.add_argument("--decided", action="store_true", help="list the decisions instead")
    as_of_option(parser)
    register_option(parser)


def same_command(args: argparse.Namespace) -> int:
    """Lists what may be the same, or enters a decision."""
    if not args.pair:
        return _listed(args)
    if len(args.pair) != 2:
        raise WrongCall("give two ids or names, or none for what may be the same")
    if not args.by:
        raise WrongCall("a decision needs a name: --by NAME")
    if args.different and args.undo:
        raise WrongCall("--not and --undo exclude each other")
    verdict = "withdrawn" if args.undo else "rejected" if args.different else "confirmed"
    found = sameness.decide(args.register, args.pair[0], args.pair[1], verdict, by=args.by, note=args.note)
    if args.json:
        json_lines([found])
    else:
        print(f"{found.a} and {found.b}: {verdict} by {args.by}")
    return 0


def _listed(args: argparse.Namespace) -> int:
    ask = sameness.decided if args.decided else sameness.suggested
    found = ask(args.register, as_of=moment(args.as_of))
    found = [entry for entry in found if args.kind in (None, entry.kind)]
    if args.json:
        json_lines(found)
        return 0
    titles = _titles(args.register)
    if args.decided:
        decisions = [(e.at, e.by, e.verdict, _named(e.a, titles), _named(e.b, titles), e.note) for e in found]
        print(table(("at", "by", "verdict", "one", "other", "note"), decisions))
        return 0
    rows = [(e.kind, f"{e.score:.2f}", _named(e.a, titles), _named(e.b, titles), "; ".join(e.reasons)) for e in found]
    print(table(("kind", "score", "one", "other", "why"), rows, right=(1,)))
    told = "`servanda same ONE OTHER --by NAME` confirms one, --not says that they are two"
    print(f"\n{count(len(found), 'pair')}; {told}")
    return 0


def _titles(register: str) -> dict[str, str]:
    """What agreements, events and parties are called, by their ids and codes."""
    origins = {entry.id: entry.origin.rpartition("/")[2] for entry in list_documents(register)}
    told = {entry.id: f"{entry.title or ''} ({origins[entry.document]})" for entry in list_agreements(register, apart=True)}
    told |= {entry.id: f"{entry.words[:_SHOWN]} ({origins[entry.document]})" for entry in sameness.events(register)}
    return told


_SHOWN = 80
"""Characters of the words of an event."""


def _named(name: str, titles: dict[str, str]) -> str:
    return f"{name[:8]} {titles[name]}" if name in titles else name


COMMANDS = {"same": Command(same_arguments, same_command)}
