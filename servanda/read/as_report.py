"""A report becomes a reading: who speaks, what has happened, and of agreements what is promised, given and mentioned."""

import importlib

from servanda.lexicon import Lexicon, Marks
from servanda.model import Document, Reading
from servanda.read.events import events
from servanda.read.scene import scene_of
from servanda.read.statements import statements

_PRIVATE = ("private", "commercial")
_SOMEBODY = ("state", "demonym", "capital", "organisation", "source", "office")
_PASSAGE = 400
"""Characters of a passage that stands alone: too few to tell what it is about, so that it is read for its events."""


def read(document: Document, lexicon: Lexicon, marks: Marks) -> Reading:
    """What a report tells; of a text about other things nothing, of a passage of one paragraph only what happened."""
    if document.kind != "report" and not _is_passage(document.text, marks):
        return Reading(document)
    scene = scene_of(document, marks)
    said = statements(scene, lexicon)
    happened = events(scene, said, lexicon)
    if document.kind != "report":
        return Reading(document, events=happened)
    reading = Reading(document, events=happened, statements=said)
    about: Reading = importlib.import_module("servanda.read.about_agreements").read(scene, reading, lexicon)
    return about


def _is_passage(text: str, marks: Marks) -> bool:
    """Whether a text is one paragraph of a few sentences, and none about somebody's private life or trade."""
    if len(text) > _PASSAGE or "\n" in text.strip():
        return False
    private = sum(key in _PRIVATE for _, _, key in marks.of("kind"))
    return private < 2 or private <= sum(len(marks.of(kind)) for kind in _SOMEBODY)
