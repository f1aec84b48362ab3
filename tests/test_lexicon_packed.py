"""What is kept on disk of the codebook is the codebook."""

from servanda.lexicon.codebook import heading_words, load_codebook, packed, unpacked
from servanda.lexicon.folding import fold


def test_a_packed_codebook_is_the_same_again() -> None:
    codebook = load_codebook()
    assert unpacked(packed(codebook)) == codebook


def test_every_heading_word_names_its_area() -> None:
    codebook = load_codebook()
    for area in codebook.areas:
        for cue in area.headings:
            assert area.key in codebook.heading_cues[b" ".join(heading_words(fold(cue)))]
