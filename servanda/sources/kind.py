"""Is a text an agreement, a report about agreements or the world they are made in, or something else?"""

from servanda.lexicon import Marks


def kind_of(text: str, marks: Marks) -> str:
    """`agreement`, `report` or `other`."""
    return "agreement"
