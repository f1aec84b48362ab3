"""Figures of who, areas, amounts and quantities alone: on the coded passages, so that no miss of the clauses counts.

Usage: python benchmarks/actors_and_areas.py [--shared ../shared] [--show by|to|areas|amounts|quantities] [--only ID...]
Groups: the five gold texts of the corpus, our own codings looked at and kept apart, and 803 sentences drawn by chance from other
texts and coded for their areas only, the half whose CRC-32 is even looked at. What is kept apart is never shown.
"""

import argparse
import collections
import json
import re
import time
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from codings import CODINGS, KEPT_APART, LOOKED_AT, source_of, text_of

from servanda.lexicon import Marks, load_lexicon
from servanda.model import Force, Provision, Span
from servanda.read.amounts import amounts_in
from servanda.read.areas import Subjects
from servanda.read.clause import Clause
from servanda.read.outline import outline
from servanda.read.parties import Parties, parties
from servanda.read.quantities import quantities_in
from servanda.read.who import Who

_SENTENCE_END = re.compile(r"[.;:]\s|\n\s*\n|\.(?=\d)|:(?=[a-z]\))")
_VERBS = {
    "obligation": r"shall|must|(?:hereby )?agrees?|undertakes?|covenants?|do by these|is obliged|cedes?|engages?|is valid"
    r"|are subject|depend",
    "commitment": r"will|would|commits?|(?:is|are|remains?) (?:strongly |further )?committed|has committed|pledges?|continues?"
    r"|reaffirms?|have committed|have, therefore|promises?",
    "intention": r"intends?|should|stands? ready|are willing|is prepared|plans?|hopes?|seeks?",
    "permission": r"may|can|could|has the right|have the right|is authori[sz]ed|is free",
    "prohibition": r"shall|must|may not|will not|refrains?",
    "denial": r"shall|will|is not|are not|does not|do not|share the opinion|recognize and accept|is without|may",
    "declaration": r"(?:re)?affirms?|recogni[sz]es?|recalls?|welcomes?|(?:strongly |fully )?supports?|commends?|acknowledges?"
    r"|call|remain|express(?:es)?|share|are convinced|consider|reiterates?|emphasi[sz]es?|underlines?|condemns?|appreciates?"
    r"|declares?|confirms?",
}
_ANY_VERB = re.compile(r"\b(?:shall|will|may|must|can|should|would|is|are|has|have|do|does|waive)\b", re.IGNORECASE)


@dataclass
class Coded:
    """A text with its coded passages as clauses."""

    name: str
    text: str
    marks: Marks
    parties: Parties
    structure: tuple[Provision, ...]
    rows: list[dict[str, Any]]
    clauses: list[Clause]


def load(name: str, text: str, rows: list[dict[str, Any]]) -> Coded:
    """The coded text, its parties read, or taken from the coding where the reading finds none."""
    marks = load_lexicon().scan(text)
    structure = outline(text, marks)
    found = parties(text, structure, marks)
    if not found.states:
        everybody = collections.Counter(code for row in rows for code in row.get("by", []))
        found = Parties(states=tuple(code for code, _ in everybody.most_common() if _ > 2), terms=found.terms)
    clauses: list[Clause] = []
    for row in rows:
        clauses.append(_clause(text, row, structure, clauses))
    return Coded(name, text, marks, found, structure, rows, clauses)


def _clause(text: str, row: dict[str, Any], structure: tuple[Provision, ...], before: list[Clause]) -> Clause:
    """A coded passage as a clause: its subject is what stands in front of the first verb of the passage or of its sentence."""
    start, end = row["start"], row["end"]
    lead = Span(*row["lead"]) if row.get("lead") else None
    floor = max(0, (lead.start if lead else start) - 700)
    begin = floor
    for match in _SENTENCE_END.finditer(text, floor, lead.start if lead else start):
        begin = match.end()
    around = [p for p in structure if p.start <= start < p.end]
    begin = max([begin, *(p.start for p in around if p.kind != "item")]) if not lead else lead.start
    modal = re.compile(rf"\b(?:{_VERBS[row['force']]})\b", re.IGNORECASE)
    verb = modal.search(text, start, end) or _ANY_VERB.search(text, start, end)
    subject: Span | None = None
    if lead or not verb or verb.start() - start < 3:
        other = modal.search(text, begin, end) or _ANY_VERB.search(text, begin, end)
        if other and other.start() > begin:
            subject = Span(begin, other.start())
        verb = verb or other
    elif verb.start() > start:
        subject = Span(start, verb.start())
    words = Span(verb.start(), verb.end()) if verb else Span(start, start + 1)
    passive = bool(
        re.match(r"\w+\s(?:not\s)?(?:\w+ly\s)?be\s(?:\w+ly\s)?\w+(?:ed|en|ne|de|id|t)\b", text[words.start : words.end + 60])
    )
    headings = tuple(_heading(text, p) for p in around if p.heading)
    path = around[-1].path if around else ""
    sentence = Span(min(begin, start), end)
    return Clause(
        start,
        end,
        path,
        sentence,
        Force(row["force"]),
        words,
        "coded",
        subject=subject,
        passive=passive,
        lead=lead,
        headings=headings,
    )


def _heading(text: str, provision: Provision) -> Span:
    at = text.find(provision.heading or "", provision.start, provision.end)
    return Span(max(at, provision.start), max(at, provision.start) + len(provision.heading or " "))


def gold(corpus: Path) -> Iterator[Coded]:
    """The five gold texts."""
    for path in sorted((corpus / "commitments").glob("*.jsonl")):
        text = (corpus / "commitments" / "texts" / f"{path.stem}.txt").read_bytes().decode("utf-8")
        yield load(path.stem, text, [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()])


def own(names: tuple[str, ...], corpus: Path) -> Iterator[Coded]:
    """Our own codings of a group."""
    for name in names:
        rows = [json.loads(line) for line in (CODINGS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
        yield load(name, text_of(source_of(name, corpus)), rows)


def drawn(corpus: Path, looked_at: bool) -> Iterator[Coded]:
    """The sentences drawn by chance."""
    rows: dict[str, list[dict[str, Any]]] = {}
    for line in (CODINGS / "areas.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        rows.setdefault(row["text"], []).append(row | {"id": row["text"], "force": "obligation"})
    for name, its in rows.items():
        if (zlib.crc32(name.encode()) % 2 == 0) == looked_at:
            yield load(name, text_of(source_of(name, corpus)), its)


def measure(coded: list[Coded], shown: str | None) -> dict[str, str]:
    """F1 and exact shares over the passages; prints the misses of the field `shown`."""
    sums: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    for doc in coded:
        subjects = Subjects(doc.text, doc.marks, load_lexicon().codebook)
        who = Who(doc.text, doc.parties, doc.marks)
        for row, clause in zip(doc.rows, doc.clauses, strict=True):
            about = subjects.of(clause)
            actors = who.of(clause, about)
            said: dict[str, Any] = {"by": actors.by, "to": actors.to, "areas": about}
            said["amounts"] = [a.text for a in amounts_in(doc.text, clause.start, clause.end, doc.marks)]
            said["quantities"] = [q.text for q in quantities_in(doc.text, clause.start, clause.end, doc.marks)]
            for field, values in said.items():
                if field not in row and field in ("by", "to"):
                    continue
                want = {v["text"] if isinstance(v, dict) else v for v in row.get(field, [])}
                got = set(values)
                sums[field].update(
                    hit=len(want & got), gold=len(want), said=len(got), exact=want == got, n=1, shared=bool(want & got)
                )
                if field == shown and want != got:
                    print(
                        f"{row['id']} gold {sorted(want)} said {sorted(got)}\n      {doc.text[clause.start : clause.end]!r:.260}"
                    )
    return {field: _figures(c) for field, c in sums.items()}


def _figures(c: collections.Counter[str]) -> str:
    precision, recall = c["hit"] / (c["said"] or 1), c["hit"] / (c["gold"] or 1)
    f1 = 2 * precision * recall / (precision + recall or 1)
    return (
        f"F1 {f1:.3f} (P {precision:.3f} R {recall:.3f})  exact {c['exact'] / c['n']:.3f}  one shared {c['shared'] / c['n']:.3f}"
    )


def main() -> None:
    """Print the figures of each group."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[2] / "shared")
    parser.add_argument("--show", choices=["by", "to", "areas", "amounts", "quantities"])
    parser.add_argument("--texts", action="store_true", help="figures of each text too")
    parser.add_argument("--only", nargs="*", default=[])
    args = parser.parse_args()
    corpus = args.shared / "corpus"
    groups = {
        "gold": list(gold(corpus)),
        "looked at": list(own(LOOKED_AT, corpus)),
        "drawn, looked at": list(drawn(corpus, True)),
        "kept apart": list(own(KEPT_APART, corpus)),
        "drawn, kept apart": list(drawn(corpus, False)),
    }
    for name, coded in groups.items():
        chosen = [doc for doc in coded if not args.only or doc.name in args.only]
        if not chosen:
            continue
        begin = time.perf_counter()
        figures = measure(chosen, None if "kept apart" in name else args.show)
        took = (time.perf_counter() - begin) / sum(len(doc.rows) for doc in chosen)
        print(f"== {name}: {sum(len(doc.rows) for doc in chosen)} passages of {len(chosen)} texts, {took * 1e6:.0f} us a passage")
        for field, line in figures.items():
            print(f"   {field:10} {line}")
        if args.texts:
            for doc in chosen:
                print(f"   {doc.name:28}", {f: v for f, v in measure([doc], None).items() if f in ("by", "to", "areas")})


if __name__ == "__main__":
    main()
