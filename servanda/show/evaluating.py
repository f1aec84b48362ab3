"""`servanda evaluate`: readings held against a coded table, field by field, with every miss."""

import argparse

from servanda.flow.evaluating import evaluate
from servanda.model import Evaluation, WrongCall
from servanda.show.command import Command
from servanda.show.registering import count, json_lines
from servanda.show.terminal import bold, safe, table


def evaluate_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `evaluate`."""
    parser.add_argument("folder", help="a folder of texts, and of the table unless --table names it")
    parser.add_argument("--table", metavar="FILE", help="the coded table (.csv, .tsv): a header, a row for each text")
    parser.add_argument("--names", metavar="COLUMN", help="the column that names the texts (found by itself where it can be)")
    parser.add_argument(
        "--map", action="append", default=[], metavar="FIELD=COLUMN", help="which column holds a field; may be repeated"
    )
    parser.add_argument("--misses", type=int, default=5, metavar="N", help="how many misses of each field to show (5)")
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="how many processes read (1)")
    parser.add_argument("--json", action="store_true", help="JSON Lines on standard output: one object a field")


def evaluate_command(args: argparse.Namespace) -> int:
    """Accuracy and Cohen's kappa of each field, and what was missed; 1 where a text could not be read."""
    columns = dict(_pair(words) for words in args.map)
    found = evaluate(args.folder, args.table, names=args.names, columns=columns, jobs=args.jobs)
    if args.json:
        json_lines(found.fields)
    else:
        _print(found, args.misses)
    return 1 if found.unreadable else 0


def _pair(words: str) -> tuple[str, str]:
    field, is_there, column = words.partition("=")
    if not is_there:
        raise WrongCall(f"--map {words}: write it as FIELD=COLUMN, for example signed.date=signature_day")
    return field.strip(), column.strip()


def _print(found: Evaluation, misses: int) -> None:
    rows = [
        (
            f.field,
            safe(f.column),
            f.coded,
            f.right,
            f.wrong,
            f.silent,
            f"{f.accuracy:.3f}" if f.coded else "-",
            f"{f.right / (f.right + f.wrong):.3f}" if f.right + f.wrong else "-",
            "-" if f.kappa is None else f"{f.kappa:.3f}",
        )
        for f in found.fields
    ]
    header = ("field", "column", "coded", "right", "wrong", "silent", "accuracy", "of read", "kappa")
    print(table(header, rows, right=(2, 3, 4, 5, 6, 7, 8)))
    print("\nsilent: nothing was read; accuracy: right of all coded; of read: right of those where a value was read")
    for field in found.fields:
        if field.misses and misses:
            print(f"\n{bold(field.field)}: {len(field.misses)} missed")
            shown = [(miss.document, safe(miss.coded), safe(miss.read or "-")) for miss in field.misses[:misses]]
            print(table(("text", "coded", "read"), shown))
    print(f"\nThe column {safe(found.names)} of {safe(found.table)} names the texts.")
    if found.without_text:
        print(f"{count(len(found.without_text), 'row')} without a text: {safe(', '.join(found.without_text[:8]))}")
    for message in found.unreadable:
        print(f"could not be read: {safe(message)}")


COMMANDS = {"evaluate": Command(evaluate_arguments, evaluate_command)}
