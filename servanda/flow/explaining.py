"""Why something in a text is a commitment, or is none."""

from dataclasses import replace
from pathlib import Path

from servanda.flow.reading import read
from servanda.lexicon import load_lexicon
from servanda.model import Explained, Reading
from servanda.read.explaining import explained, reasons

_SET_ASIDE = "What it says was set aside: it foretells, tells of what was given before, or only limits a list."


def explain(path_or_text: str | Path, at: int, *, codebook: str | None = None) -> tuple[Reading, Explained]:
    """The reading of a file or text, and what was weighed in the sentence around an offset of `reading.document.text`."""
    reading = read(path_or_text, codebook=codebook)
    lexicon = load_lexicon(codebook)
    marks = lexicon.scan(reading.document.text)
    found = explained(reading.document, reading.outline, marks, at)
    inside = tuple(
        promise
        for promise in reading.commitments
        if any(found.sentence.start <= span.start < found.sentence.end for span in promise.evidence)
    )
    if inside:
        why = reasons(reading, inside, marks, lexicon.codebook) if reading.document.kind == "agreement" else ()
        return reading, replace(found, commitments=inside, reasons=why, why="")
    items = sum(
        promise.lead is not None and found.sentence.start <= promise.lead.start < found.sentence.end
        for promise in reading.commitments
    )
    if items:
        return reading, replace(found, why=f"It leads into a list: its subject, force and condition pass to {items} items.")
    return reading, replace(found, why=found.why or _SET_ASIDE)
