"""`servanda reuse` and `servanda genealogy`: what stands in like words elsewhere, and how a clause came down."""

import argparse
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from servanda.flow import holding
from servanda.flow.holding import Novelty, Reuse
from servanda.model import WrongCall
from servanda.show.command import Command
from servanda.show.comparison_sheets import clause_sheet, novelty_sheet, reuse_sheet
from servanda.show.family_tree import family_tree
from servanda.show.members import labels, members_of, out_option, selection_options, written
from servanda.show.registering import as_of_option, json_lines, register_option
from servanda.show.terminal import table


def reuse_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `reuse`."""
    parser.add_argument(
        "agreements", nargs="*", metavar="FILE", help="files and folders of agreements; none: what the register holds"
    )
    parser.add_argument("--number", type=int, default=3, metavar="N", help="how many nearest provisions of each (3)")
    parser.add_argument("--least", type=float, default=0.3, metavar="SCORE", help="the least likeness, 0 to 1 (0.3)")
    out_option(parser)
    selection_options(parser)
    as_of_option(parser)
    register_option(parser)


def reuse_command(args: argparse.Namespace) -> int:
    """For each provision the nearest ones elsewhere; then how much of each agreement stands in earlier ones."""
    if args.number < 1 or not 0 <= args.least <= 1:
        raise WrongCall("--number must be at least 1, and --least lie between 0 and 1")
    members, trouble = members_of(args)
    label = labels(args, members)
    found, new = holding.reused(members, args.number, args.least)
    if args.out:
        sheet = reuse_sheet(found, members, label)
        written(args.out, sheet, [novelty_sheet(new, label), sheet])
    elif args.json:
        json_lines(found)
        json_lines(new)
    else:
        _tell(found, new, label)
    return 1 if trouble else 0


def _tell(found: Sequence[Reuse], new: Sequence[Novelty], label: Callable[[str], str]) -> None:
    rows = [(label(e.agreement), e.path, label(e.near), e.near_path, f"{e.score:.2f}", f"{e.share:.0%}") for e in found]
    print(table(("agreement", "provision", "nearest in", "provision", "likeness", "word for word"), rows, right=(4, 5)))
    print()
    told = [
        (
            label(n.agreement),
            n.date,
            "unknown" if n.earlier is None else f"{n.earlier:.0%}",
            _most_used(n, label),
            f"{n.characters:,}",
        )
        for n in new
    ]
    print(
        table(
            ("agreement", "signed", "stands in earlier ones", "earliest source of most provisions", "characters"),
            told,
            right=(2, 4),
        )
    )


def _most_used(new: Novelty, label: Callable[[str], str]) -> str:
    spread = Counter(new.sources.values()).most_common(1)
    return f"{label(spread[0][0])} ({spread[0][1]} of {len(new.parts)})" if spread else ""


def genealogy_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `genealogy`."""
    parser.add_argument(
        "agreements", nargs="*", metavar="FILE", help="files and folders of agreements; none: what the register holds"
    )
    parser.add_argument("--area", required=True, help="the area of the codebook whose clauses are followed: consultation ...")
    parser.add_argument("--svg", metavar="FILE", help="draw the family tree of the clause into this file")
    out_option(parser)
    selection_options(parser)
    as_of_option(parser)
    register_option(parser)


def genealogy_command(args: argparse.Namespace) -> int:
    """The clauses of an area line by line, each with the earlier one that it comes from and what changed."""
    members, trouble = members_of(args)
    label = labels(args, members)
    found = holding.clause_history(members, args.area)
    title = f"Clauses on {args.area.replace('_', ' ')}"
    for name in filter(None, (args.svg, args.out)):
        sheet = clause_sheet(found, title, label)
        written(name, sheet, [sheet], lambda: family_tree(found, title))
    if args.json:
        json_lines(found)
    elif not args.svg and not args.out:
        rows = [
            (
                v.number,
                v.date,
                label(v.agreement),
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
    "reuse": Command(reuse_arguments, reuse_command),
    "genealogy": Command(genealogy_arguments, genealogy_command),
}
