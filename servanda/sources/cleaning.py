"""Line by line: what of a flattened page is content and what is the page's own furniture?"""

from servanda.lexicon import Marks
from servanda.model import Cut


def clean(text: str, kind: str, marks: Marks) -> tuple[str, tuple[Cut, ...]]:
    """The text without the lines that are no content, and the spans of the raw text that were cut, each with its reason."""
    return text, ()
