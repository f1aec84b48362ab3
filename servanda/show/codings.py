"""`servanda codings`: people code the same texts without seeing each other, and settle on record where they differ."""

import argparse
import json
from collections.abc import Callable, Mapping

from servanda.flow import coding
from servanda.model import WrongCall
from servanda.show.command import Command
from servanda.show.registering import as_of_option, count, json_lines, moment, register_option
from servanda.show.terminal import faint, table

_ACTS = "sheet, hand-in, agreement, differences, resolve or export; without one: what was coded"


def codings_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `codings`."""
    parser.add_argument("act", nargs="?", metavar="ACT", help=_ACTS)
    parser.add_argument(
        "words", nargs="*", metavar="...", help="sheet and others: ids of documents; hand-in: FILE; resolve: ID UNIT FIELD CODE"
    )
    parser.add_argument("--to", metavar="FILE", help="where a sheet or an export goes (CSV)")
    parser.add_argument("--units", choices=sorted(coding.KINDS), default="agreement", help="what is coded (agreement)")
    parser.add_argument("--coder", metavar="NAME", help="whose codes are handed in")
    parser.add_argument("--by", metavar="NAMES", help="who agreed on a resolution")
    parser.add_argument("--note", metavar="TEXT", help="why")
    parser.add_argument("--all", action="store_true", help="differences: also those that are resolved")
    parser.add_argument("--overwrite", action="store_true", help="replace the file that is there")
    as_of_option(parser)
    register_option(parser)


def codings_command(args: argparse.Namespace) -> int:
    """Does what is asked for."""
    if args.act is None:
        return _rounds(args)
    if args.act not in _ACTS_OF:
        raise WrongCall(f"{args.act!r} is nothing that can be done with codings: {_ACTS}")
    return _ACTS_OF[args.act](args)


def _rounds(args: argparse.Namespace) -> int:
    found = coding.rounds(args.register, as_of=moment(args.as_of))
    if args.json:
        for row in found:
            print(json.dumps(row, ensure_ascii=False))
        return 0
    rows = [
        (
            str(row["document"])[:8],
            row["title"],
            row["kind"],
            ", ".join(row["coders"]),  # type: ignore[arg-type]
            f"{row['differ']} differ, {row['resolved']} resolved" if row["open"] else "not to be seen yet",
        )
        for row in found
    ]
    print(table(("document", "title", "coded", "by", "codes"), rows))
    return 0


def _sheet(args: argparse.Namespace) -> int:
    if not args.words:
        raise WrongCall("name the documents to be coded, by the beginnings of their ids: `servanda list --documents` has them")
    number = coding.sheet(args.register, args.words, args.units, _target(args), overwrite=args.overwrite)
    fields = ", ".join(coding.KINDS[args.units])
    return _done(args, number, f"{count(number, 'row')} in {args.to}, to be coded: {fields}")


def _hand_in(args: argparse.Namespace) -> int:
    if len(args.words) != 1 or not args.coder:
        raise WrongCall("codes are handed in as one file and under a name: `servanda codings hand-in FILE --coder NAME`")
    entered = coding.hand_in(args.register, args.words[0], coder=args.coder, note=args.note)
    number = sum(entered.values())
    return _done(args, number, f"{count(number, 'code')} of {count(len(entered), 'document')} entered for {args.coder}")


def _agreement(args: argparse.Namespace) -> int:
    found = coding.agreement(args.register, args.words, as_of=moment(args.as_of))
    if args.json:
        json_lines(found)
        return 0
    rows = [
        (e.field, " and ".join(e.coders), e.units, f"{e.same:.3f}", _figure(e.kappa), _figure(e.alpha), _figure(e.alpha_of_lists))
        for e in found
    ]
    print(table(("field", "coders", "units", "same", "kappa", "alpha", "alpha of lists"), rows, right=(2, 3, 4, 5, 6)))
    print(faint("kappa: Cohen 1960; alpha: Krippendorff 2011, codes as names, lists also by the share of codes in common"))
    return 0


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def _differences(args: argparse.Namespace) -> int:
    found = coding.differences(args.register, args.words, all_of_them=args.all, as_of=moment(args.as_of))
    if args.json:
        json_lines(found)
        return 0
    rows = [
        (
            e.document[:8],
            e.unit,
            e.field,
            "; ".join(f"{name}: {code or '(none)'}" for name, code in e.codes.items()),
            e.words,
            e.resolved,
        )
        for e in found
    ]
    print(table(("document", "unit", "field", "codes", "words", "resolved"), rows))
    print(f"\n{count(len(found), 'difference')}; `servanda codings resolve ID UNIT FIELD CODE --by NAMES` settles one")
    return 0


def _resolve(args: argparse.Namespace) -> int:
    if len(args.words) != 4 or not args.by:
        raise WrongCall(
            "a resolution names what it settles, and who agreed: `servanda codings resolve ID UNIT FIELD CODE --by NAMES`"
        )
    coding.resolve(args.register, *args.words, by=args.by, note=args.note)
    return _done(args, 1, f"{args.words[2]} of {args.words[1]}: {args.words[3] or '(none)'}, agreed by {args.by}")


def _export(args: argparse.Namespace) -> int:
    number = coding.export(
        args.register,
        args.units,
        _target(args),
        documents=args.words,
        overwrite=args.overwrite,
        as_of=moment(args.as_of),
    )
    return _done(args, number, f"{count(number, 'row')} in {args.to}")


def _target(args: argparse.Namespace) -> str:
    if not args.to:
        raise WrongCall("say where it goes: --to FILE")
    return str(args.to)


def _done(args: argparse.Namespace, number: int, told: str) -> int:
    print(json.dumps({"rows": number}) if args.json else told)
    return 0


_ACTS_OF: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "sheet": _sheet,
    "hand-in": _hand_in,
    "agreement": _agreement,
    "differences": _differences,
    "resolve": _resolve,
    "export": _export,
}

COMMANDS = {"codings": Command(codings_arguments, codings_command)}
