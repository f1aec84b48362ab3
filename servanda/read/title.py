"""The title of an agreement and what kind of instrument it calls itself."""

from servanda.lexicon import Marks
from servanda.model import Provision
from servanda.read.found import Found


def title(text: str, structure: tuple[Provision, ...], marks: Marks) -> Found:
    """`title`, `legal_form`, `binding`, `not_binding_on`."""
    return Found()
