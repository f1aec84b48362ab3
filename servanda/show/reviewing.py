"""`servanda review`: what waits for a person's judgement, and the judgements."""

import argparse
import json

from servanda.flow import reviewing
from servanda.model import Claim, Verdict, WrongCall, as_json
from servanda.show.command import Command
from servanda.show.registering import as_of_option, count, json_lines, moment, register_option
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
    parser.add_argument("--changed", action="store_true", help="what changed where texts were read again, instead of what waits")
    as_of_option(parser)
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
        found = reviewing.reviews(args.register, args.claim, as_of=moment(args.as_of))
    else:
        return _changed(args) if args.changed else _waiting(args)
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
    found = reviewing.waiting(args.register, args.limit, as_of=moment(args.as_of))
    if args.json:
        json_lines({**as_json(entry.claim), "why": entry.why} for entry in found)
    else:
        print(table(("claim", "why", "document", "what was found"), [_row(entry.claim, entry.why) for entry in found]))
        print("\n`servanda review CLAIM accepted|rejected|unsure|corrected --by NAME` judges one")
    return 0


def _row(claim: Claim, why: str) -> tuple[object, ...]:
    return claim.id, why, claim.document[:8], claim_line(claim)[:300]


def _changed(args: argparse.Namespace) -> int:
    found = reviewing.changes(args.register)
    if args.json:
        json_lines(found)
        return 0
    rows = [
        (change.document[:8], sign, claim.id, claim_line(claim)[:300], f"judged: {claim.verdict}" if claim.verdict else "")
        for change in found
        for sign, claims in (("came", change.came), ("went", change.went), ("behind a decision", change.behind))
        for claim in claims
    ]
    print(table(("document", "", "claim", "what was found", ""), rows))
    print(f"\n{count(len(found), 'document')} read differently the last time than before; decisions hold")
    return 0


COMMANDS = {"review": Command(review_arguments, review_command)}
