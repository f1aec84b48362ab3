"""The steps of reading, in order: read this file first."""

from dataclasses import replace

from servanda.lexicon import Lexicon
from servanda.model import Cut, Reading
from servanda.model.document import Raw
from servanda.read.commitments import commitments
from servanda.read.events import events
from servanda.read.facts import facts
from servanda.read.flows import flows
from servanda.read.mentions import mentions
from servanda.read.outline import outline
from servanda.read.parties import parties
from servanda.read.reported import reported
from servanda.read.scene import scene_of
from servanda.read.statements import statements


def read(raw: Raw, lexicon: Lexicon) -> Reading:
    """Everything that is found in a document, each finding with its evidence."""
    document = raw.document
    marks = lexicon.scan(document.text)
    if document.kind == "agreement":
        structure = outline(document.text, marks)
        who = parties(document.text, structure, marks)
        agreement, undecided = facts(document, structure, who, marks)
        promised = commitments(document, structure, who, agreement, lexicon, marks)
        return Reading(document, _shown(raw), structure, (agreement,), promised, problems=(*raw.problems, *undecided))
    scene = scene_of(document, marks)
    about_agreements = document.kind == "report"
    mentioned = mentions(scene) if about_agreements else ()
    said = statements(scene)
    happened = events(scene, said, lexicon)
    return Reading(
        document,
        _shown(raw),
        (),
        mentioned,
        reported(scene, mentioned, said, lexicon) if about_agreements else (),
        happened,
        said,
        flows(scene, mentioned, said, lexicon) if about_agreements else (),
        raw.problems,
    )


_SHOWN = 200


def _shown(raw: Raw) -> tuple[Cut, ...]:
    return tuple(replace(cut, text=raw.raw[cut.start : min(cut.end, cut.start + _SHOWN)]) for cut in raw.cut)
