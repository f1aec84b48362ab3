"""A reading on the terminal: every fact with the sentence that it stands in."""

import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence

from servanda.model import Agreement, Reading, Span
from servanda.show.terminal import bold, count, faint, quoted, safe, width
from servanda.show.words import FIELDS, event_line, facts, flow_line, promise_line, statement_line, value_in_words


def told(reading: Reading, *, cuts: bool = False) -> Iterator[str]:
    """Lines: what the document is, then facts, commitments, events, statements and flows, each with its sentence.

    `cuts` lists what was left out of the raw text, each piece with its reason; else they are counted.
    """
    document = reading.document
    title = document.title or next((a.title for a in reading.agreements if a.title), None) or document.origin.rpartition("/")[2]
    yield bold(safe(title))
    yield faint(f"{document.kind} {document.id}, {len(document.text):,} characters, from {safe(document.origin)}")
    if reading.outline:
        kinds = Counter(provision.kind for provision in reading.outline)
        yield faint("outline: " + ", ".join(count(n, kind) for kind, n in kinds.items()))
    for agreement in reading.agreements:
        yield from _agreement(reading, agreement)
    for word, lines in (
        ("commitment", [(f"{p.force:<11} {promise_line(p)}", p.evidence) for p in reading.commitments]),
        ("event", [(event_line(e), e.evidence) for e in reading.events]),
        ("statement", [(statement_line(s), s.evidence) for s in reading.statements]),
        ("flow", [(flow_line(f), f.evidence) for f in reading.flows]),
    ):
        if lines:
            yield ""
            yield bold(count(len(lines), word).capitalize())
            for line, evidence in lines:
                yield from _finding(reading, line, evidence)
    yield from _left_out(reading, cuts)
    for problem in reading.problems:
        yield faint(f"note: {safe(problem.message)}")


def _left_out(reading: Reading, listed: bool) -> Iterator[str]:
    if not reading.cut:
        return
    yield ""
    if listed:
        yield bold(f"{count(len(reading.cut), 'piece')} of the raw text left out")
        for cut in reading.cut:
            words = textwrap.shorten(safe(cut.text or ""), width() - 24, placeholder=" ...")
            yield f"  {cut.reason.replace('_', ' '):<18}  {words}"
    else:
        reasons = Counter(cut.reason.replace("_", " ") for cut in reading.cut)
        told = ", ".join(f"{reason} {n}" for reason, n in reasons.most_common())
        yield faint(f"{count(len(reading.cut), 'piece')} of the raw text left out ({told}); `--cut` lists them")


def _agreement(reading: Reading, agreement: Agreement) -> Iterator[str]:
    known = list(facts(agreement))
    if not known:
        return
    yield ""
    yield bold("Facts") + faint(f"  agreement {agreement.id}")
    for name, value, evidence in known:
        yield from _finding(reading, f"{FIELDS[name] + ':':<18} {value_in_words(name, value)}", evidence)


def _finding(reading: Reading, line: str, evidence: Sequence[Span]) -> Iterator[str]:
    for k, part in enumerate(textwrap.wrap(_spaced(line), width() - 4)):
        yield ("      " if k else "  ") + bold(part)
    yield from quoted(reading.document.text, evidence)


def _spaced(line: str) -> str:
    head, blank, rest = line.partition("  ")
    return safe(head) + blank + " " * (len(rest) - len(rest.lstrip())) + safe(rest)
