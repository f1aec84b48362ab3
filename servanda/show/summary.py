"""A reading for people, as lines of text: what it is, whose it is, and what is promised in which sentence."""

import textwrap
from collections import Counter
from collections.abc import Iterator

from servanda.model import Agreement, Commitment, Reading, Span

_WIDTH = 110


def summary(reading: Reading) -> str:
    """The reading in lines: title, parties, dates, outline, then every commitment, statement, event and flow with its text."""
    return "\n".join(_lines(reading))


def _lines(reading: Reading) -> Iterator[str]:
    document, text = reading.document, reading.document.text
    yield f"== {document.origin}"
    yield f"{document.kind}, {len(text):,} characters" + (f", {document.title}" if document.title else "")
    for agreement in reading.agreements:
        yield from _agreement(agreement)
    if reading.outline:
        counts = Counter(provision.kind for provision in reading.outline)
        yield "  outline: " + ", ".join(f"{n} {kind}" for kind, n in counts.items())
    for heading, findings in (
        ("commitments", [(_promise(c), c.evidence) for c in reading.commitments]),
        ("events", [(f"{e.plover or e.kind} {_codes(e.actors)} > {_codes(e.targets)}", e.evidence) for e in reading.events]),
        ("statements", [(", ".join(filter(None, (s.speaker, s.office))), s.evidence) for s in reading.statements]),
        ("flows", [(f"{f.stage} {_codes(f.by)} > {_codes(f.to)}", f.evidence) for f in reading.flows]),
    ):
        if findings:
            yield f"  {heading}: {len(findings)}"
            for line, evidence in findings:
                yield f"    {line}"
                yield _quoted(text, evidence)
    for problem in reading.problems:
        yield f"  problem: {problem.message}"


def _agreement(agreement: Agreement) -> Iterator[str]:
    for name, value in (
        ("title", agreement.title),
        ("parties", _codes((*agreement.parties, *agreement.organisations))),
        ("form", agreement.legal_form),
        ("status", agreement.status),
        ("binding", {None: None, True: "yes", False: "no"}[agreement.binding]),
        ("signed", ", ".join(str(v) for v in (agreement.signed.date, agreement.signed.place, agreement.signed.occasion) if v)),
        ("in force", agreement.in_force.date or agreement.in_force.rule),
        ("term", f"{agreement.term.months} months" if agreement.term.months else agreement.term.until or agreement.term.rule),
        ("notice", agreement.termination_notice_months and f"{agreement.termination_notice_months} months"),
    ):
        if value:
            yield "  " + textwrap.shorten(f"{name}: {value}", 3 * _WIDTH, placeholder=" ...")


def _promise(commitment: Commitment) -> str:
    by = _codes(commitment.by) or commitment.by_words or "?"
    to = _codes(commitment.to) or commitment.to_words
    parts = [str(commitment.force), by + (f" > {to}" if to else ""), ", ".join(commitment.areas), commitment.provision]
    return " | ".join(part for part in parts if part)


def _codes(codes: tuple[str, ...]) -> str:
    return ", ".join(codes)


def _quoted(text: str, evidence: tuple[Span, ...]) -> str:
    words = " ... ".join(" ".join(text[span.start : span.end].split()) for span in evidence)
    return textwrap.fill(words, _WIDTH, initial_indent="      ", subsequent_indent="      ")
