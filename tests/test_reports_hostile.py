"""Text from the web is hostile: whatever is repeated a thousand times, the time to read it grows with its length, no faster."""

import time

import pytest

from servanda.lexicon import load_lexicon
from servanda.model import Document
from servanda.read.flows import flows
from servanda.read.mentions import mentions
from servanda.read.reported import reported
from servanda.read.scene import scene_of
from servanda.read.statements import statements
from servanda.sources.cleaning import clean

PIECES = [
    "Kenya will pay Uganda and ",
    "the treaty signed ",
    "said he ",
    "It will pay. ",
    "agreement between Kenya, ",
    "“",
    "A. ",
    "Home\n",
]


def seconds(piece: str, length: int) -> float:
    lexicon = load_lexicon()
    text = (piece * (length // len(piece) + 1))[:length]
    document = Document(Document.id_of(text), "report", None, None, None, None, text, "hostile")
    marks = lexicon.scan(text)
    begun = time.process_time()
    clean(text, "report", marks, lexicon)
    scene = scene_of(document, marks)
    agreements, said = mentions(scene, lexicon), statements(scene, lexicon)
    reported(scene, agreements, said, lexicon)
    flows(scene, agreements, said, lexicon)
    return time.process_time() - begun


@pytest.mark.slow
@pytest.mark.parametrize("piece", PIECES)
def test_time_grows_with_length(piece: str) -> None:
    seconds(piece, 2_000)
    short, long = min(seconds(piece, 10_000) for _ in range(3)), seconds(piece, 40_000)
    assert long < 12 * max(short, 0.01)
