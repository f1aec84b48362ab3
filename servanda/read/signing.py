"""When and where an agreement was signed, on which occasion, in which languages, deposited with whom."""

from servanda.lexicon import Marks
from servanda.model import Provision, Signature
from servanda.read.found import Found


def signing(text: str, structure: tuple[Provision, ...], marks: Marks) -> Found:
    """`signed`, `status`, `languages`, `prevailing_language`, `depositary`."""
    return Found({"signed": Signature()})
