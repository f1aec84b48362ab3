"""Signs that were decoded by the wrong table are mended where enough of them say so; letters of real languages stay."""

import pytest

from servanda.sources.misdecoded import mended
from servanda.sources.plain import plain


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("ÒlanternÓ means ÒlampÓ, and the keeperÕs oil Ð or fat", "“lantern” means “lamp”, and the keeper’s oil – or fat"),
        ("The Òlow lampÓ; ÒwicksÓ.", "The “low lamp”; “wicks”."),
        ("the â€œlampâ€\x9d of the keeperâ€™s wife â€“ or sister", "the “lamp” of the keeper’s wife – or sister"),
        ("CafÃ© SÃ£o Tomas pays â‚¬5 under Â§ 3", "Café São Tomas pays €5 under § 3"),
    ],
)
def test_mended(text: str, meant: str) -> None:
    assert mended(text) == meant
    assert plain(text, "a") == meant


@pytest.mark.parametrize(
    "text",
    [
        "plain letters only",
        "NÃO, IRMÃ; Ó Tomás, Òscar Ó Briain, Ñandú, LEITÃO",
        "elle est à « Bel » et à “Arven”",
        "På Å” og Ä“ ligger øen; čas, źródło, déjà vu",
    ],
)
def test_sound_text_stays(text: str) -> None:
    assert mended(text) == text
