"""The command line: thin wrappers over the functions of the same name in flow."""

import argparse
import json
import sys

from servanda.flow import read_all
from servanda.model import BadInput, as_json


def main(argv: list[str] | None = None) -> int:
    """0 fine, 1 problems found, 2 wrong call."""
    parser = argparse.ArgumentParser(prog="servanda")
    commands = parser.add_subparsers(dest="command", required=True)
    command = commands.add_parser("read")
    command.add_argument("files", nargs="+")
    command.add_argument("--json", action="store_true")
    args = parser.parse_args(argv)
    status = 0
    for reading in read_all(args.files):
        if isinstance(reading, BadInput):
            print(reading, file=sys.stderr)
            status = 1
        else:
            print(json.dumps(as_json(reading), ensure_ascii=False))
    return status
