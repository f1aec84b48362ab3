"""A report becomes a reading: who speaks, what has happened, and of agreements what is promised, given and mentioned."""

import importlib

from servanda.lexicon import Lexicon, Marks
from servanda.model import Document, Reading
from servanda.read.events import events
from servanda.read.scene import scene_of
from servanda.read.statements import statements


def read(document: Document, lexicon: Lexicon, marks: Marks) -> Reading:
    """What a report tells; a text about other things only says who spoke and what happened."""
    scene = scene_of(document, marks)
    said = statements(scene, lexicon)
    happened = events(scene, said, lexicon)
    reading = Reading(document, events=happened, statements=said)
    if document.kind != "report":
        return reading
    about: Reading = importlib.import_module("servanda.read.about_agreements").read(scene, reading, lexicon)
    return about
