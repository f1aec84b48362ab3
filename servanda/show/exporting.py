"""`servanda export`: a register, or readings of files, written in other people's formats."""

import argparse
import json

from servanda.flow.exporting import FORMATS, KINDS, export, export_all
from servanda.model import BadInput, WrongCall
from servanda.show.command import Command
from servanda.show.progress import Progress
from servanda.show.reading import jobs_option
from servanda.show.registering import asked_of, count, filter_options, register_option
from servanda.show.terminal import safe


def export_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `export`."""
    parser.add_argument(
        "kind",
        choices=sorted(KINDS),
        help="csv, parquet: a folder of tables; sqlite: one file for Datasette; jsonld: one file; akn: a file an agreement; "
        "iati: the money, one file of activities; dump: everything, for `servanda import dump`",
    )
    parser.add_argument(
        "paths",
        nargs="+",
        metavar="DEST",
        help="the file or folder to write; with --to: files and folders to read instead of a register",
    )
    parser.add_argument("--to", metavar="FOLDER", help="where the files go that are made of files (akn only)")
    parser.add_argument("--overwrite", action="store_true", help="replace what an export wrote there before")
    parser.add_argument(
        "--excel", action="store_true", help="for csv: as Excel opens it, with a mark of the encoding and harmless cells"
    )
    parser.add_argument(
        "--reporter", metavar="REF,TYPE,NAME", help="for iati: who reports, by IATI identifier, type of organisation and name"
    )
    filter_options(parser)
    register_option(parser)
    jobs_option(parser)


def export_command(args: argparse.Namespace) -> int:
    """Writes; tells what was written; 1 if anything could not be read or written."""
    if args.to:
        return _files(args)
    if len(args.paths) != 1:
        raise WrongCall("name one file or folder to write, or say with --to FOLDER where files made of files go")
    (target,) = args.paths
    number = export(
        args.register,
        args.kind,
        target,
        overwrite=args.overwrite,
        spreadsheet=args.excel,
        asked=asked_of(args),
        reporter=args.reporter,
    )
    if args.json:
        print(json.dumps({"documents": number, "kind": args.kind, "to": target}, ensure_ascii=False))
        return 0
    print(f"{count(number, 'document')} of {safe(args.register)} as {args.kind} in {safe(target)}")
    return 0


def _files(args: argparse.Namespace) -> int:
    if args.kind not in FORMATS:
        raise WrongCall(f"files can be written as {', '.join(FORMATS)}; {args.kind} needs a register: add them to one first")
    status = 0
    with Progress("export") as progress:
        for written in export_all(args.paths, args.kind, args.to, codebook=args.codebook, jobs=args.jobs):
            if isinstance(written, BadInput):
                progress.say(f"servanda: {written}")
                status = 1
                continue
            print(written)
            progress.step()
    return status


COMMANDS = {"export": Command(export_arguments, export_command)}
