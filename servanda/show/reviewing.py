"""`servanda review`: what waits for a person's judgement, and the judgements."""

import argparse
import json

from servanda.flow import reviewing
from servanda.model import Claim, Verdict, WrongCall
from servanda.show.command import Command
from servanda.show.registering import json_lines, register_option
from servanda.show.terminal import table
from servanda.show.words import claim_line


def review_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `review`."""
    parser.add_argument("claim", nargs="?", metavar="CLAIM", help="the id of a claim; without one: what waits")
    parser.add_argument("verdict", nargs="?", choices=[v.value for v in Verdict], metavar="VERDICT", help=", ".join(Verdict))
    parser.add_argument("--by", metavar="NAME", help="who judges")
    parser.add_argument("--note", metavar="TEXT", help="why")
    parser.add_argument("--value", metavar="JSON", help="the right value, for `corrected`")
    parser.add_argument("--limit", type=int, default=50, metavar="N", help="at most so many that wait (50)")
    register_option(parser)


def review_command(args: argparse.Namespace) -> int:
    """Lists what waits, shows the judgements of a claim, or enters one."""
    if args.claim and args.verdict:
        if not args.by:
            raise WrongCall("a judgement needs a name: --by NAME")
        entered = reviewing.review(
            args.register, args.claim, Verdict(args.verdict), by=args.by, note=args.note, value=_value(args.value)
        )
        found = [entered]
    elif args.claim:
        found = reviewing.reviews(args.register, args.claim)
    else:
        return _waiting(args)
    if args.json:
        json_lines(found)
    else:
        rows = [
            (r.at, r.by, r.verdict, "" if r.value is None else json.dumps(r.value, ensure_ascii=False), r.note) for r in found
        ]
        print(table(("at", "by", "verdict", "value", "note"), rows))
    return 0


def _value(word: str | None) -> object:
    try:
        return None if word is None else json.loads(word)
    except json.JSONDecodeError:
        # A bare word is what people type for a title or a place.
        return word


def _waiting(args: argparse.Namespace) -> int:
    claims = reviewing.queue(args.register, args.limit)
    if args.json:
        json_lines(claims)
    else:
        print(table(("claim", "kind", "document", "field", "value"), map(_row, claims)))
        print("\n`servanda review CLAIM accepted|rejected|unsure|corrected --by NAME` judges one")
    return 0


def _row(claim: Claim) -> tuple[object, ...]:
    return claim.id, claim.kind, claim.document[:8], claim.field or "", claim_line(claim)[:300]


COMMANDS = {"review": Command(review_arguments, review_command)}
