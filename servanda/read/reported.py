"""Commitments as a report tells them: content of an unsigned text is not yet a promise."""

from servanda.lexicon import Lexicon
from servanda.model import Agreement, Commitment
from servanda.read.scene import Scene


def reported(scene: Scene, mentioned: tuple[Agreement, ...], lexicon: Lexicon) -> tuple[Commitment, ...]:
    """Each commitment with its factuality and its source; `agreement` is the index into `mentioned`, or None."""
    return ()
