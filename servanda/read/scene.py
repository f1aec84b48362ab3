"""What all readers of a report share: its sentences, persons, actors and quotations, worked out once."""

from dataclasses import dataclass

from servanda.lexicon import Marks
from servanda.model import Document, PartialDate
from servanda.read.actors import Actors
from servanda.read.persons import Persons, persons
from servanda.read.telling import Quotations, Told, told_sentences


@dataclass(frozen=True, slots=True)
class Scene:
    """One report, ready to be read. `published` is the day of the page, against which relative dates count."""

    document: Document
    marks: Marks
    sentences: tuple[Told, ...]
    cast: Persons
    actors: Actors
    quotations: Quotations
    published: PartialDate | None

    @property
    def text(self) -> str:
        """The clean text."""
        return self.document.text


def scene_of(document: Document, marks: Marks) -> Scene:
    """The scene of a document that is a report."""
    cast = persons(document.text, marks)
    try:
        published = PartialDate.parse(document.published) if document.published else None
    except ValueError:
        published = None
    return Scene(
        document,
        marks,
        told_sentences(document.text),
        cast,
        Actors(marks, cast),
        Quotations(document.text),
        published,
    )
