"""Which agreements a comparison is of: files and folders, or a selection from the register; and where it is written."""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence

from servanda.flow import holding
from servanda.flow.address import Address
from servanda.flow.asking import NOTHING
from servanda.model import BadInput, Reading, WrongCall
from servanda.show.comparison_files import Sheet, write_file
from servanda.show.registering import agreement_filters, asked_of, moment
from servanda.show.terminal import safe

_FILTERS = ("party", "status", "signed", "since", "until")


def out_option(parser: argparse.ArgumentParser) -> None:
    """`--out FILE`."""
    parser.add_argument("--out", metavar="FILE", help="write a file instead: .csv, .html (with the sentences), .svg or .png")


def selection_options(parser: argparse.ArgumentParser) -> None:
    """The filters that select agreements of the register."""
    told = parser.add_argument_group("selection", "of agreements in the register, where no files are named")
    agreement_filters(told)


def members_of(args: argparse.Namespace) -> tuple[Mapping[str, Reading], list[BadInput]]:
    """The agreements of the files, or those of the register that are asked for; what could not be read is told on the way."""
    if not args.agreements:
        return _selected(args, args.register), []
    if any(getattr(args, name) for name in _FILTERS):
        raise WrongCall("filters select from the register: leave them out, or name no files")
    members, trouble, left_out = holding.family(args.agreements)
    for line in (*map(str, trouble), *left_out):
        print(f"servanda: {safe(line)}", file=sys.stderr)
    return members, trouble


def _selected(args: argparse.Namespace, address: Address) -> Mapping[str, Reading]:
    # A genealogy has an area of its own, by which nothing is selected.
    nothing = {"area": None, "force": None, "amount": None, "on": None}
    asked = asked_of(argparse.Namespace(**{**vars(args), **nothing, "as_of": None}))
    members = holding.held(address, asked, as_of=moment(args.as_of))
    if not members and asked != NOTHING:
        raise WrongCall(f"{address}: the register holds no agreement text that was asked for")
    return members


def labels(args: argparse.Namespace, members: Mapping[str, Reading]) -> Callable[[str], str]:
    """What an agreement is called on paper: a file by its name, one of the register by its title where no other has that."""
    if args.agreements:
        return str
    titles = {name: found.document.title or "" for name, found in members.items()}
    spread = list(titles.values())
    return lambda name: titles[name] if titles.get(name) and spread.count(titles[name]) == 1 else name


def written(name: str, rows: Sheet, shown: Sequence[Sheet], picture: Callable[[], str] | None = None) -> int:
    """Writes the file and says so; 0."""
    write_file(name, rows, shown, picture)
    print(f"{name}: written", file=sys.stderr)
    return 0
