"""`servanda import`: other people's tables and files into a register."""

import argparse
import json

from servanda.flow.exporting import load_dump
from servanda.flow.importing import IMPORTERS, import_from
from servanda.model import BadInput
from servanda.show.command import Command
from servanda.show.progress import Progress
from servanda.show.registering import count, register_option
from servanda.show.terminal import safe


def import_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `import`."""
    parser.add_argument(
        "kind",
        choices=sorted([*IMPORTERS, "dump"]),
        help="whose format it is; dump: a whole register, as `servanda export dump` wrote it",
    )
    parser.add_argument("path", metavar="PATH", help="a file, or a folder of files")
    parser.add_argument(
        "--mapping",
        metavar="OURS=THEIRS,...",
        help='for tables: which column is which; currency="EUR" is a constant for all rows',
    )
    register_option(parser)


def import_command(args: argparse.Namespace) -> int:
    """Imports, tells what was kept; 1 if anything could not be read."""
    if args.kind == "dump":
        number = load_dump(args.register, args.path)
        print(json.dumps({"documents": number}) if args.json else f"{count(number, 'document')} in {safe(args.register)}")
        return 0
    status, documents, claims, refused = 0, 0, 0, 0
    with Progress("import") as progress:
        for added in import_from(args.register, args.kind, args.path, args.mapping):
            if isinstance(added, BadInput):
                progress.say(f"servanda: {added}")
                status = 1
                continue
            for line in added.why:
                progress.say(f"servanda: {added.origin}: {line}")
            documents, claims, refused = documents + 1, claims + added.claims, refused + added.refused
            if args.json:
                print(json.dumps({"document": added.document, "origin": added.origin, "new": added.new, "claims": added.claims}))
            progress.step()
    if not args.json:
        print(f"{count(documents, 'document')}, {count(claims, 'claim')}" + (f", {refused} refused" if refused else ""))
    return status


COMMANDS = {"import": Command(import_arguments, import_command)}
