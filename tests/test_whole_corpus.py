"""A sample of real texts is read without a fault, and every reading keeps to the contract. Skipped where there is no corpus."""

from pathlib import Path

import pytest

from servanda.flow import read_all
from servanda.model import BadInput, Reading, as_json
from tests.contract import broken

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
EVERY = 60


def sample() -> list[str]:
    texts = sorted((CORPUS / "agreements" / "texts").glob("*.txt"))[::EVERY]
    pages = sorted((CORPUS / "agreements" / "html").glob("*.html"))[::4]
    prints = sorted((CORPUS / "agreements" / "pdf").glob("*.pdf"))[::3]
    return [str(path) for path in [*texts, *pages, *prints, CORPUS / "reports"] if path.exists()]


@pytest.mark.slow
@pytest.mark.skipif(not CORPUS.is_dir(), reason="no corpus beside the repository")
def test_real_texts_are_read_and_their_readings_keep_to_the_contract() -> None:
    wrong: list[str] = []
    for found in read_all(sample()):
        if isinstance(found, BadInput):
            if "gold.jsonl" not in str(found):
                wrong.append(str(found))
        else:
            assert isinstance(found, Reading)
            wrong += broken(as_json(found))
    assert not wrong
