"""Passages as a Word document: the doorman of python-docx."""

import datetime
import io
from collections.abc import Sequence
from dataclasses import dataclass

from docx import Document


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage: what was found in it, its words, its place in the agreement, and where it can be opened."""

    finding: str
    words: str
    place: str
    address: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """The passages of one document, by its title and id."""

    title: str
    document: str
    passages: tuple[Passage, ...]


def word_file(title: str, chapters: Sequence[Chapter], on: datetime.date) -> bytes:
    """A .docx with a heading for each chapter, each passage quoted, and where it comes from. All texts must be `plain`."""
    made = Document()
    properties = made.core_properties
    properties.title, properties.author, properties.comments = title, "Servanda", ""
    properties.created = properties.modified = datetime.datetime.combine(on, datetime.time())
    made.add_heading(title, 0)
    made.add_paragraph(f"Taken from Servanda on {on.isoformat()}. Every passage stands word for word in the text named above it.")
    for chapter in chapters:
        made.add_heading(chapter.title[:250], 1)
        made.add_paragraph(f"Text {chapter.document}")
        for passage in chapter.passages:
            head = made.add_paragraph()
            head.paragraph_format.keep_with_next = True
            head.add_run(passage.finding).bold = True
            made.add_paragraph(passage.words, style="Intense Quote")
            source = made.add_paragraph()
            run = source.add_run(", ".join(filter(None, (passage.place, passage.address))))
            run.italic = True
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()
