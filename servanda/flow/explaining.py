"""Why something in a text is a commitment, or is none."""

from dataclasses import replace
from pathlib import Path

from servanda.flow.reading import read
from servanda.lexicon import load_lexicon
from servanda.model import Explained, Reading
from servanda.read.explaining import explained


def explain(path_or_text: str | Path, at: int, *, codebook: str | None = None) -> tuple[Reading, Explained]:
    """The reading of a file or text, and what was weighed in the sentence around an offset of `reading.document.text`."""
    reading = read(path_or_text, codebook=codebook)
    lexicon = load_lexicon(codebook)
    found = explained(reading.document, reading.outline, lexicon.scan(reading.document.text), at)
    inside = tuple(
        promise
        for promise in reading.commitments
        if any(found.sentence.start <= span.start < found.sentence.end for span in promise.evidence)
    )
    return reading, replace(found, commitments=inside, why="" if inside else found.why)
