"""`servanda explain FILE --at OFFSET`: why a sentence gave a commitment, or gave none."""

import argparse
import json
import os
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

from servanda.flow.explaining import explain
from servanda.model import BadInput, Commitment, Document, Explained, Reason, Span, WrongCall, as_json
from servanda.show.command import Command


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `explain`."""
    parser.add_argument("file", metavar="FILE", help="the file that was read")
    place = parser.add_mutually_exclusive_group(required=True)
    place.add_argument(
        "--at", type=int, metavar="OFFSET", help="a character offset into the clean text, as in a reading's evidence"
    )
    place.add_argument("--words", metavar="WORDS", help="words that stand in the clean text; the first place counts")
    parser.add_argument("--codebook", metavar="FILE", help="a codebook of areas in TOML, instead of the shipped one")
    parser.add_argument("--json", action="store_true", help="one JSON object")


def command(args: argparse.Namespace) -> int:
    """Prints the sentence, the words that were weighed and the commitments; 1 if there is none."""
    if not os.path.isfile(args.file):
        raise BadInput(args.file, "is no file that can be read" if os.path.exists(args.file) else "there is no such file")
    reading, found = explain(Path(args.file), args.at or 0, codebook=args.codebook)
    if args.words is not None:
        at = reading.document.text.find(args.words)
        if at < 0:
            raise WrongCall(f"{args.file}: these words do not stand in the clean text: {args.words!r}")
        reading, found = explain(Path(args.file), at, codebook=args.codebook)
    elif args.at is not None and not 0 <= args.at < max(1, len(reading.document.text)):
        raise WrongCall(f"{args.file}: the clean text has {len(reading.document.text)} characters; {args.at} is outside")
    if args.json:
        print(json.dumps(as_json(found), ensure_ascii=False))
    else:
        print("\n".join(_told(reading.document, found)))
    return 0 if found.commitments else 1


def _told(document: Document, found: Explained) -> Iterator[str]:
    yield f"»{_words(document, found.sentence)}«"
    yield f"  in {found.provision or 'the text'}, characters {found.sentence.start} to {found.sentence.end}"
    for one in found.weighed:
        said = f", said of »{_words(document, one.subject)}«" if one.subject else ""
        yield f"  {'+' if one.carries else '-'} »{_words(document, one.words)}« ({one.cue}): {one.rule}{said}"
    if found.why:
        yield f"  {found.why}"
    for promise, reason in zip_longest(found.commitments, found.reasons):
        yield from _promise(document, promise, reason or Reason(""))


def _promise(document: Document, promise: Commitment, reason: Reason) -> Iterator[str]:
    rule = f" ({reason.rule})" if reason.rule else ""
    yield f"  = {promise.force.value}, decided by »{' '.join(promise.force_words.split())}«{rule}"
    yield f"      words: {_words(document, promise.evidence[0])}"
    yield f"      by: {' '.join(promise.by) or '?'}" + (f" (»{promise.by_words}«)" if promise.by_words else "")
    if promise.to:
        yield f"      to: {' '.join(promise.to)}" + (f" (»{promise.to_words}«)" if promise.to_words else "")
    if promise.lead:
        yield f"      an item of: {_words(document, promise.lead)}"
    for name in ("condition", "deadline"):
        if getattr(promise, name):
            yield f"      {name}: {' '.join(getattr(promise, name).split())}"
    if promise.hedges:
        yield f"      hedges: {', '.join(promise.hedges)}"
    yield f"      areas: {', '.join(promise.areas) or '-'}"
    for area in promise.areas:
        told = [_place(document, place, words) for name, place, words in reason.areas if name == area]
        if told:
            yield f"        {area}: {', '.join(told)}"


_PLACES = {
    "core": "in the clause",
    "frame": "in what frames the clause",
    "hint": "a hint in the clause",
    "core again": "again in the clause",
    "heading": "in the heading",
    "only heading": "the only area of the heading",
    "alone: heading": "in the heading",
    "alone: share": "pervades the text",
    "alone: hint": "a hint in the clause",
    "first": "the first area named",
    "second": "the second area named",
    "outer heading": "in an outer heading",
    "lead": "in the lead-in",
    "sentence": "in the sentence before it",
    "title": "in the title",
    "share": "pervades the text",
    "before": "the clause before",
    "near": "cues around it",
}


def _place(document: Document, place: str, words: Span | None) -> str:
    where = _PLACES.get(place, place)
    return f"»{_words(document, words)}« {where}" if words else where


def _words(document: Document, span: Span) -> str:
    return " ".join(document.text[span.start : span.end].split())


COMMANDS = {"explain": Command(arguments, command)}
