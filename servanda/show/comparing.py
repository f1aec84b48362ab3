"""`servanda compare`: two agreements promise by promise, or all of a register as a matrix."""

import argparse

from servanda.flow import holding
from servanda.model import Commitment, Pairing, WrongCall
from servanda.show.command import Command
from servanda.show.registering import json_lines, register_option
from servanda.show.terminal import safe, table, width
from servanda.show.words import promise_line

_SIGNS = {"same": "=", "reworded": "~", "stronger": "+", "weaker": "-", "only_a": "<", "only_b": ">"}


def compare_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `compare`."""
    parser.add_argument("agreements", nargs="*", metavar="A B", help="two files or ids; none: the matrix of the whole register")
    register_option(parser)


def compare_command(args: argparse.Namespace) -> int:
    """Pairs of commitments, or the matrix of agreements against areas."""
    if not args.agreements:
        return _matrix(args)
    if len(args.agreements) != 2:
        raise WrongCall("compare takes two agreements (files or ids), or none for the matrix of the register")
    a, b = (holding.find_reading(args.register, name) for name in args.agreements)
    pairs = holding.compare(args.register, *args.agreements)
    if args.json:
        json_lines(pairs)
        return 0
    texts = a.document.text, b.document.text
    rows = [(f"{_SIGNS.get(pair.relation, ' ')} {pair.relation.replace('_', ' ')}", *_sides(pair, *texts)) for pair in pairs]
    print(
        table(
            ("", f"A: {safe(a.document.title or args.agreements[0])}", f"B: {safe(b.document.title or args.agreements[1])}"), rows
        )
    )
    return 0


def _sides(pair: Pairing, a: str, b: str) -> tuple[str, str]:
    return _side(pair.a, a), _side(pair.b, b)


def _side(promise: Commitment | None, text: str) -> str:
    if promise is None:
        return "-"
    words = " ... ".join(text[span.start : span.end] for span in promise.evidence)
    return f"[{promise.force}] {promise_line(promise)}: {words}" if width() > 150 else f"[{promise.force}] {words}"


def _matrix(args: argparse.Namespace) -> int:
    cells = holding.matrix(args.register)
    if args.json:
        json_lines(cells)
        return 0
    rows = [(cell.agreement[:8], cell.area.replace("_", " "), cell.force, cell.count, "; ".join(cell.amounts)) for cell in cells]
    print(table(("agreement", "area", "firmest", "commitments", "amounts"), rows, right=(3,)))
    return 0


COMMANDS = {"compare": Command(compare_arguments, compare_command)}
