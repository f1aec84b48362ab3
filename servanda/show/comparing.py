"""`servanda compare`: agreements held against one another, two by two or as a matrix."""

import argparse
import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from servanda.flow import holding
from servanda.model import Cell, Commitment, Pairing, Provision, ProvisionPairing, Reading, WrongCall, as_json
from servanda.show.command import Command
from servanda.show.comparison_files import Sheet
from servanda.show.comparison_sheets import cell_sheet, grid, pair_sheet, provision_sheet
from servanda.show.matrix_picture import matrix_picture
from servanda.show.members import labels, members_of, out_option, selection_options, written
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


_MOST_IN_CELL = 4
"""What a cell of the table names at most; files and --json have all."""


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
    out_option(parser)
    selection_options(parser)
    register_option(parser)


def compare_command(args: argparse.Namespace) -> int:
    """Pairs of commitments or provisions, or the matrix of agreements against areas."""
    if len(args.agreements) == 2 and not any(Path(name).is_dir() for name in args.agreements):
        return _provisions(args) if args.provisions else _two(args)
    if len(args.agreements) == 1 and not Path(args.agreements[0]).exists():
        raise WrongCall(
            "compare takes two agreements (files or ids), a folder or files as a family, or none for the register's matrix"
        )
    members, trouble = members_of(args)
    status = _matrix(args, holding.matrix_of(members), members)
    return 1 if trouble else status


def _two(args: argparse.Namespace) -> int:
    a, b = (holding.find_reading(args.register, name, as_of=moment(args.as_of)) for name in args.agreements)
    _warn_of_languages(a, b)
    pairs = holding.align(a, b)
    if args.out:
        sheet = pair_sheet(pairs, a.document.text, b.document.text, args.agreements)
        return written(args.out, sheet, [sheet])
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
    pairs = holding.align_provisions(a, b)
    if args.out:
        sheet = provision_sheet(pairs, a.document.text, b.document.text, args.agreements)
        return written(args.out, sheet, [sheet])
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
    label = labels(args, members)
    if args.lacks:
        return _names(holding.without(cells, args.lacks), args, label)
    if args.alone:
        cells = holding.only_in(cells)
    if args.departures:
        return _departures(args, cells, label)
    if args.out:
        return written(args.out, cell_sheet(cells, members), [grid(cells, members, label)], lambda: matrix_picture(cells, label))
    if args.json:
        json_lines(cells)
        return 0
    row, columns = holding.in_order(cells)
    have = {(cell.agreement, cell.area): cell for cell in cells}
    shown = [(area.replace("_", " "), *(_cell(have.get((name, area))) for name in row)) for area in columns]
    print(table(("area", *(_short(label(name)) for name in row)), shown))
    print(faint("firmest force and number of commitments: " + ", ".join(f"{sign} {force}" for force, sign in _FORCES.items())))
    return 0


def _names(names: tuple[str, ...], args: argparse.Namespace, label: Callable[[str], str]) -> int:
    if args.out:
        sheet = Sheet(f"Without {args.lacks.replace('_', ' ')}", ("agreement",), [{"agreement": label(name)} for name in names])
        return written(args.out, sheet, [sheet])
    for name in names:
        print(json.dumps({"agreement": name}, ensure_ascii=False) if args.json else safe(label(name)))
    return 0


def _short(name: str) -> str:
    return name if len(name) <= 14 else name[:13] + "…"


def _cell(cell: Cell | None) -> str:
    if cell is None:
        return ""
    told = (f"{_FORCES[cell.force]} {cell.count}", *dict.fromkeys(cell.amounts), *dict.fromkeys(cell.deadlines))
    return "; ".join(told[:_MOST_IN_CELL]) + (" …" if len(told) > _MOST_IN_CELL else "")


def _departures(args: argparse.Namespace, cells: tuple[Cell, ...], label: Callable[[str], str]) -> int:
    found = holding.departures(cells)
    keys = ("agreement", "area", "stands_out", "usual", "here")
    rows = [(label(d.agreement), d.area.replace("_", " "), d.kind.replace("_", " "), d.usual, d.here) for d in found]
    if args.out:
        sheet = Sheet("What stands out", keys, [dict(zip(keys, row, strict=True)) for row in rows])
        return written(args.out, sheet, [sheet])
    if args.json:
        json_lines(found)
    else:
        print(table(tuple(key.replace("_", " ") for key in keys), rows))
    return 0


COMMANDS = {"compare": Command(compare_arguments, compare_command)}
