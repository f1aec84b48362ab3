"""What a report says about agreements: which ones, what is promised in them or beside them, which money has flowed."""

from dataclasses import replace

from servanda.lexicon import Lexicon
from servanda.lexicon import lazy_re as re
from servanda.model import Reading
from servanda.read.flows import flows
from servanda.read.mentions import mentions
from servanda.read.reported import reported
from servanda.read.scene import Scene

_TEXT = re.compile(
    r"(?:the|this|that|its)\s(?:final\s|draft\s|joint\s|full\s|signed\s|agreed\s)?(?:text|document|draft|treaty|agreement|pact|deal|accord|memorandum|protocol)",
    re.IGNORECASE,
)
"""What an agreement "says" nobody says: it is told as what it holds."""


def read(scene: Scene, told: Reading, lexicon: Lexicon) -> Reading:
    """The reading with agreements, commitments and flows added to what is told in it."""
    mentioned = mentions(scene, lexicon)
    return replace(
        told,
        statements=tuple(one for one in told.statements if not _TEXT.fullmatch(one.speaker)),
        agreements=mentioned,
        commitments=reported(scene, mentioned, told.statements, lexicon),
        flows=flows(scene, mentioned, told.statements, lexicon),
    )
