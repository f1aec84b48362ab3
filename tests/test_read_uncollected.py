"""The collector of cyclic garbage rests while a document is read, and only then."""

import gc

import pytest

from servanda.lexicon import load_lexicon
from servanda.read import read
from servanda.read.reading import uncollected
from servanda.sources import open_text


def test_the_collector_goes_on_behind_a_document_and_behind_a_fault() -> None:
    with uncollected():
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(KeyError), uncollected():
        raise KeyError
    assert gc.isenabled()


def test_who_has_turned_it_off_finds_it_turned_off() -> None:
    gc.disable()
    try:
        with uncollected():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_reading_leaves_no_cycles_behind() -> None:
    lexicon = load_lexicon()
    text = "Article 1\nThe Parties shall consult within ten days.\nArticle 2\nEach Party will inform the other.\n" * 3
    read(open_text(text, "x", lexicon), lexicon)
    gc.collect()
    for k in range(20):
        read(open_text(f"{text}\n{k}", "x", lexicon), lexicon)
    assert gc.collect() < 50
