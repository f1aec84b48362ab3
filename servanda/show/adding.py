"""`servanda add` and `servanda demo`: texts go into a register."""

import argparse
import sys
from collections.abc import Iterable

from servanda.flow import crawling, keeping
from servanda.model import Added, BadInput, WrongCall
from servanda.show.command import Command
from servanda.show.progress import Progress
from servanda.show.reading import jobs_option
from servanda.show.registering import count, json_lines, register_option
from servanda.show.terminal import safe


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `add`."""
    parser.add_argument("files", nargs="*", metavar="FILE", help="files, folders, JSON Lines (.jsonl with id and text), or -")
    register_option(parser)
    jobs_option(parser)
    crawled = parser.add_argument_group("from a crawl")
    crawled.add_argument("--from", dest="crawled", metavar="FOLDER", help="documents of a crawl's folder, as they were read")
    crawled.add_argument("--kind", choices=("agreement", "report"), help="only agreements, or only reports")
    crawled.add_argument("--party", metavar="CODE", help="only with this party, or with a promise by or to it")
    crawled.add_argument("--words", metavar="WORDS", help="only with these words in the text")
    crawled.add_argument("--score", type=float, metavar="SCORE", help="only with so high a score of the sieve")
    crawled.add_argument("--limit", type=int, metavar="N", help="so many at most")


def add_command(args: argparse.Namespace) -> int:
    """Reads files into the register, or takes documents of a crawl into it; 1 if one could not be read."""
    if bool(args.files) == bool(args.crawled):
        raise WrongCall("give either files to read or --from FOLDER")
    if args.crawled:
        chosen = {"kind": args.kind, "party": args.party, "words": args.words, "least_score": args.score, "limit": args.limit}
        return _told(crawling.add_from(args.register, args.crawled, **chosen), args)
    return _told(keeping.add(args.register, args.files, codebook=args.codebook, jobs=args.jobs), args)


def demo_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `demo`."""
    register_option(parser)
    parser.add_argument("--examples", action="store_true", help="the shipped texts, read now, instead of the starter register")


def demo_command(args: argparse.Namespace) -> int:
    """Fills the register with what is shipped."""
    if args.examples:
        return _told(keeping.add(args.register, keeping.examples()), args)
    return _told(keeping.demo(args.register), args)


def _told(kept: Iterable[Added | BadInput], args: argparse.Namespace) -> int:
    failed, documents, new, claims, refused, changed = 0, 0, 0, 0, 0, 0
    with Progress("kept") as progress:
        for entry in kept:
            if isinstance(entry, BadInput):
                progress.say(f"servanda: {entry}")
                failed += 1
                continue
            documents, new = documents + 1, new + entry.new
            for line in entry.why:
                progress.say(f"servanda: {safe(entry.origin)}: refused, without valid evidence: {safe(line)}")
            claims, refused = claims + entry.claims, refused + entry.refused
            changed += bool(entry.came or entry.went)
            if args.json:
                json_lines([entry])
            progress.step()
    if not args.json:
        if not documents:
            print("nothing was kept; " + (f"{count(failed, 'file')} could not be read" if failed else "no document was chosen"))
            return 1 if failed else 0
        before = documents - new
        known = f" ({before} of them {'was' if before == 1 else 'were'} there before)" if before else ""
        lost = f"; {count(failed, 'file')} could not be read" if failed else ""
        print(f"{count(documents, 'document')}{known} with {count(claims, 'finding')} in {safe(args.register)}{lost}")
        if changed:
            print(f"{count(changed, 'document')} read differently than before; `servanda review --changed` lists what changed")
        if refused:
            print(f"{count(refused, 'finding')} without evidence refused", file=sys.stderr)
    return 1 if failed else 0


COMMANDS = {"add": Command(add_arguments, add_command), "demo": Command(demo_arguments, demo_command)}
