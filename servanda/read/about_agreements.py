"""What a report says about agreements: which ones, what is promised in them or beside them, which money has flowed."""

from dataclasses import replace

from servanda.lexicon import Lexicon
from servanda.model import Reading
from servanda.read.flows import flows
from servanda.read.mentions import mentions
from servanda.read.reported import reported
from servanda.read.scene import Scene


def read(scene: Scene, told: Reading, lexicon: Lexicon) -> Reading:
    """The reading with agreements, commitments and flows added to what is told in it."""
    mentioned = mentions(scene, lexicon)
    return replace(
        told,
        agreements=mentioned,
        commitments=reported(scene, mentioned, told.statements, lexicon),
        flows=flows(scene, mentioned, told.statements, lexicon),
    )
