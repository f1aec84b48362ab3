"""`servanda ledger`: the money of a register at its stages."""

import argparse

from servanda.flow import holding
from servanda.model import LedgerLine
from servanda.show.command import Command
from servanda.show.registering import json_lines, register_option
from servanda.show.terminal import table


def ledger_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `ledger`."""
    parser.add_argument(
        "--by", default="stage", metavar="KEYS", help="stage, and with commas: donor, beneficiary, month, year, category"
    )
    register_option(parser)


def ledger_command(args: argparse.Namespace) -> int:
    """One line for each combination of keys and each currency."""
    keys = tuple(key.strip() for key in args.by.split(","))
    lines = holding.ledger(args.register, keys)
    if args.json:
        json_lines(lines)
        return 0
    heads = (*keys, "amount", "currency", "flows")
    print(table(heads, [_row(keys, line) for line in lines], right=(len(keys), len(keys) + 2)))
    return 0


def _row(keys: tuple[str, ...], line: LedgerLine) -> tuple[object, ...]:
    return (*(line.keys[key] for key in keys), f"{line.amount:,f}", line.currency, len(line.claims))


COMMANDS = {"ledger": Command(ledger_arguments, ledger_command)}
