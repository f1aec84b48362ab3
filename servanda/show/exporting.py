"""`servanda export`: readings written in other people's formats."""

import argparse

from servanda.flow.exporting import FORMATS, export_all
from servanda.model import BadInput
from servanda.show.command import Command
from servanda.show.progress import Progress
from servanda.show.reading import jobs_option


def export_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `export`."""
    parser.add_argument("kind", choices=sorted(FORMATS), help="the format: akn is Akoma Ntoso 3.0")
    parser.add_argument("files", nargs="+", metavar="FILE", help="files, folders, JSON Lines (.jsonl with id and text), or -")
    parser.add_argument("--to", metavar="FOLDER", required=True, help="where the files go, one for each document")
    jobs_option(parser)


def export_command(args: argparse.Namespace) -> int:
    """Reads and writes; prints the names of the files; 1 if anything could not be read or written."""
    status = 0
    with Progress("export") as progress:
        for written in export_all(args.files, args.kind, args.to, codebook=args.codebook, jobs=args.jobs):
            if isinstance(written, BadInput):
                progress.say(f"servanda: {written}")
                status = 1
                continue
            print(written)
            progress.step()
    return status


COMMANDS = {"export": Command(export_arguments, export_command)}
