"""`servanda compare`, `reuse`, `genealogy`: agreements held against one another."""

import argparse
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from servanda.flow import holding
from servanda.model import BadInput, Cell, Commitment, Pairing, Provision, ProvisionPairing, Reading, WrongCall, as_json
from servanda.show.command import Command
from servanda.show.family_tree import family_tree
from servanda.show.registering import as_of_option, json_lines, moment, register_option
from servanda.show.terminal import faint, safe, table, width
from servanda.show.words import promise_line

_SIGNS = {"same": "=", "reworded": "~", "stronger": "+", "weaker": "-", "moved": "^", "split": "Y", "merged": "V"}
_SIGNS |= {"only_a": "<", "only_b": ">"}
_FORCES = {
    "obligation": "O",
    "prohibition": "X",
    "commitment": "C",
    "intention": "I",
    "permission": "p",
    "declaration": "d",
    "denial": "-",
}


def compare_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `compare`."""
    what = (
        "two files or ids: promise by promise; a folder, or three files and more: as a matrix; none: the matrix of the register"
    )
    parser.add_argument("agreements", nargs="*", metavar="FILE", help=what)
    parser.add_argument("--provisions", action="store_true", help="two agreements by their provisions instead of their promises")
    parser.add_argument("--lacks", metavar="AREA", help="of a matrix: the agreements that have nothing in this area")
    parser.add_argument("--alone", action="store_true", help="of a matrix: the areas that one agreement alone has")
    parser.add_argument("--departures", action="store_true", help="of a matrix: where each agreement departs from what is usual")
    as_of_option(parser)
    register_option(parser)


def compare_command(args: argparse.Namespace) -> int:
    """Pairs of commitments or provisions, or the matrix of agreements against areas."""
    if len(args.agreements) == 2 and not any(Path(name).is_dir() for name in args.agreements):
        return _provisions(args) if args.provisions else _two(args)
    if not args.agreements:
        return _matrix(args, holding.matrix(args.register, as_of=moment(args.as_of)), {})
    if len(args.agreements) == 1 and not Path(args.agreements[0]).exists():
        raise WrongCall(
            "compare takes two agreements (files or ids), a folder or files as a family, or none for the register's matrix"
        )
    members, trouble = holding.family(args.agreements)
    _tell(trouble)
    status = _matrix(args, holding.matrix_of(members), members)
    return 1 if trouble else status


def _tell(trouble: list[BadInput]) -> None:
    for error in trouble:
        print(f"servanda: {error}", file=sys.stderr)


def _two(args: argparse.Namespace) -> int:
    a, b = (holding.find_reading(args.register, name, as_of=moment(args.as_of)) for name in args.agreements)
    _warn_of_languages(a, b)
    pairs = holding.compare(args.register, *args.agreements, as_of=moment(args.as_of))
    if args.json:
        for pair in pairs:
            print(json.dumps(pair_line(pair), ensure_ascii=False))
        return 0
    texts = a.document.text, b.document.text
    rows = [(f"{_SIGNS.get(pair.relation, ' ')} {pair.relation.replace('_', ' ')}", *_sides(pair, *texts)) for pair in pairs]
    heads = (f"A: {safe(a.document.title or args.agreements[0])}", f"B: {safe(b.document.title or args.agreements[1])}")
    print(table(("", *heads), rows))
    return 0


def _warn_of_languages(a: Reading, b: Reading) -> None:
    one, other = a.document.language, b.document.language
    if one and other and one != other:
        print(f"servanda: the texts are in two languages ({one}, {other}); words cannot be compared across them", file=sys.stderr)


def pair_line(pair: Pairing) -> dict[str, Any]:
    """One line of `compare A B --json`."""
    return {
        "a": _place(pair.a),
        "b": _place(pair.b),
        "relation": pair.relation,
        "score": pair.score,
        "changes": [as_json(change) for change in pair.changes],
    }


def _place(promise: Commitment | None) -> dict[str, Any] | None:
    if promise is None:
        return None
    plain = {"id": promise.id, "provision": promise.provision, "force": str(promise.force), "areas": list(promise.areas)}
    return plain | {"evidence": as_json(promise.evidence)}


def _sides(pair: Pairing, a: str, b: str) -> tuple[str, str]:
    told = [
        f"{change.field}: {change.a or 'none'} -> {change.b or 'none'}"
        for change in pair.changes
        if change.field != "force_words"
    ]
    right = _side(pair.b, b)
    return _side(pair.a, a), right + (f" [{'; '.join(told)}]" if told else "")


def _side(promise: Commitment | None, text: str) -> str:
    if promise is None:
        return "-"
    words = " ... ".join(text[span.start : span.end] for span in promise.evidence)
    return f"[{promise.force}] {promise_line(promise)}: {words}" if width() > 150 else f"[{promise.force}] {words}"


def _provisions(args: argparse.Namespace) -> int:
    a, b = (holding.find_reading(args.register, name, as_of=moment(args.as_of)) for name in args.agreements)
    _warn_of_languages(a, b)
    pairs = holding.provisions(args.register, *args.agreements, as_of=moment(args.as_of))
    if args.json:
        json_lines(pairs)
        return 0
    rows = [_provision_row(pair, a.document.text, b.document.text) for pair in pairs]
    print(table(("", "A", "B", "words shared"), rows, right=(3,)))
    return 0


def _provision_row(pair: ProvisionPairing, a: str, b: str) -> tuple[object, ...]:
    shared = f"{pair.shared:.0%}" if pair.a and pair.b else ""
    return f"{_SIGNS.get(pair.relation, ' ')} {pair.relation.replace('_', ' ')}", _shown(pair.a, a), _shown(pair.b, b), shared


def _shown(provision: Provision | None, text: str) -> str:
    return "-" if provision is None else f"{provision.path}: {text[provision.start : provision.end][:300]}"


def _matrix(args: argparse.Namespace, cells: tuple[Cell, ...], members: Mapping[str, Reading]) -> int:
    if args.lacks:
        return _names(holding.without(cells, args.lacks), args.json, "agreement")
    if args.alone:
        cells = holding.only_in(cells)
    if args.departures:
        return _departures(args, cells)
    if args.json:
        json_lines(cells)
        return 0
    row, columns = holding.in_order(cells)
    have = {(cell.agreement, cell.area): cell for cell in cells}
    shown = [(area.replace("_", " "), *(_cell(have.get((name, area))) for name in row)) for area in columns]
    print(table(("area", *(_short(name) for name in row)), shown))
    print(faint("firmest force and number of commitments: " + ", ".join(f"{sign} {force}" for force, sign in _FORCES.items())))
    return 0


def _names(names: tuple[str, ...], as_lines: bool, key: str) -> int:
    for name in names:
        print(json.dumps({key: name}, ensure_ascii=False) if as_lines else name)
    return 0


def _short(name: str) -> str:
    return name if len(name) <= 14 else name[:13] + "…"


def _cell(cell: Cell | None) -> str:
    return "" if cell is None else "; ".join((f"{_FORCES[cell.force]} {cell.count}", *dict.fromkeys(cell.amounts)))


def _departures(args: argparse.Namespace, cells: tuple[Cell, ...]) -> int:
    found = holding.departures(cells)
    if args.json:
        json_lines(found)
    else:
        rows = [(d.agreement, d.area.replace("_", " "), d.kind.replace("_", " "), d.usual, d.here) for d in found]
        print(table(("agreement", "area", "stands out", "usual", "here"), rows))
    return 0


def reuse_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `reuse`."""
    parser.add_argument("agreements", nargs="+", metavar="FILE", help="files and folders of agreements")
    parser.add_argument("--number", type=int, default=3, metavar="N", help="how many nearest provisions of each (3)")
    parser.add_argument("--least", type=float, default=0.3, metavar="SCORE", help="the least likeness, 0 to 1 (0.3)")
    parser.add_argument("--json", action="store_true", help="JSON Lines on standard output, nothing else there")


def reuse_command(args: argparse.Namespace) -> int:
    """For each provision the nearest ones elsewhere; then how much of each agreement stands in earlier ones."""
    if args.number < 1 or not 0 <= args.least <= 1:
        raise WrongCall("--number must be at least 1, and --least lie between 0 and 1")
    members, trouble = holding.family(args.agreements)
    _tell(trouble)
    found, new = holding.reused(members, args.number, args.least)
    if args.json:
        json_lines(found)
        json_lines(new)
        return 1 if trouble else 0
    rows = [(e.agreement, e.path, e.near, e.near_path, f"{e.score:.2f}", f"{e.share:.0%}") for e in found]
    print(table(("agreement", "provision", "nearest in", "provision", "likeness", "word for word"), rows, right=(4, 5)))
    print()
    told = [(n.agreement, n.date, "unknown" if n.earlier is None else f"{n.earlier:.0%}", f"{n.characters:,}") for n in new]
    print(table(("agreement", "signed", "stands in earlier ones", "characters"), told, right=(2, 3)))
    return 1 if trouble else 0


def genealogy_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `genealogy`."""
    parser.add_argument("agreements", nargs="+", metavar="FILE", help="files and folders of agreements")
    parser.add_argument("--area", required=True, help="the area of the codebook whose clauses are followed: consultation ...")
    parser.add_argument("--svg", metavar="FILE", help="draw the family tree of the clause into this file")
    parser.add_argument("--json", action="store_true", help="JSON Lines on standard output, nothing else there")


def genealogy_command(args: argparse.Namespace) -> int:
    """The clauses of an area line by line, each with the earlier one that it comes from and what changed."""
    members, trouble = holding.family(args.agreements)
    _tell(trouble)
    found = holding.clause_history(members, args.area)
    if args.svg:
        Path(args.svg).write_text(family_tree(found, f"Clauses on {args.area.replace('_', ' ')}"), encoding="utf-8")
        print(f"{args.svg}: written", file=sys.stderr)
    if args.json:
        json_lines(found)
    elif not args.svg:
        rows = [
            (
                v.number,
                v.date,
                v.agreement,
                "begins" if v.parent is None else f"from {v.parent} ({v.likeness:.2f})",
                _changed(v),
                v.text,
            )
            for line in holding.lines(found)
            for v in line
        ]
        print(table(("", "signed", "agreement", "comes", "changes", "text"), rows))
    return 1 if trouble else 0


def _changed(variant: Any) -> str:
    added, dropped = (f"+ {words}" for words in variant.added), (f"- {words}" for words in variant.dropped)
    return "; ".join((*added, *dropped))


COMMANDS = {
    "compare": Command(compare_arguments, compare_command),
    "reuse": Command(reuse_arguments, reuse_command),
    "genealogy": Command(genealogy_arguments, genealogy_command),
}
