"""The sieve: which pages it lets through, what it says of them, and that both ways of searching find the same."""

import pytest

from servanda.crawl import literals
from servanda.crawl.languages import language_of
from servanda.crawl.literals import Literals
from servanda.crawl.sieve import NOTHING, Sieve
from servanda.lexicon import load_lexicon

PACT = """<html lang="en">
<head><title>Norway and Moldova sign security agreement</title><script>var the = "a the b";</script></head>
<body><nav><a href="/">Home</a> <a href="/war">War</a></nav>
<p>Norway and Moldova signed a ten-year security agreement in Oslo on Tuesday. The agreement commits Norway to train the
Moldovan army and to consult within a day if the country is attacked.</p>
<p>Prime Minister Ola Berg pledged 200 million kroner in military aid for the first year. The treaty must be ratified by the
parliament before it can enter into force, the foreign minister said, and the government of Moldova will
contribute the land for the training camp.</p></body></html>"""
CAKE = """<html lang="en"><head><title>The best lemon cake</title></head><body>
<p>Beat the butter with the sugar until the mixture is pale. Add the eggs one at a time and fold in the flour.</p>
<p>Pour the dough into the tin and bake it in the middle of the oven for forty minutes.
The smell fills the whole house.</p></body></html>"""
STATES = (
    "<html><body><select>"
    + "".join(f"<option> {name} </option>" for name in ("France", "Ghana", "Peru", "Japan"))
    + "</select></body></html>"
)
TREATY = """AGREEMENT BETWEEN THE GOVERNMENT OF NORWAY AND THE GOVERNMENT OF MOLDOVA

The Government of Norway and the Government of Moldova, desiring to strengthen the cooperation between
the two states, have agreed as follows:
Article 1 The Contracting Parties shall consult each other on the security of the region.
Article 2 This Agreement shall enter into force on the date of the last notification through diplomatic channels."""


@pytest.fixture(scope="module")
def sieve() -> Sieve:
    return Sieve(load_lexicon())


@pytest.mark.parametrize(
    ("page", "passes"), [(PACT, True), (TREATY, True), (CAKE, False), (STATES, False), ("", False), ("<html>" * 200, False)]
)
def test_what_passes(sieve: Sieve, page: str, passes: bool) -> None:
    assert sieve.sift(page.encode()).passes is passes


def test_a_long_page_passes_by_the_part_that_speaks_of_it(sieve: Sieve) -> None:
    assert sieve.sift((CAKE * 300 + PACT + CAKE * 300).encode()).passes
    assert sieve.sift((PACT + CAKE * 600).encode()).passes
    assert not sieve.sift((CAKE * 600).encode()).passes


def test_pages_sifted_together_are_judged_as_alone(sieve: Sieve) -> None:
    found = [page.encode() for page in (CAKE, PACT, "", TREATY, STATES, CAKE * 50 + PACT, PACT * 20, "the", CAKE + TREATY)]
    together = sieve.sift_all(found)
    assert together == [sieve.sift(page) for page in found]
    assert [verdict.passes for verdict in together] == [False, True, False, True, False, True, True, False, True]
    assert sieve.sift_all([]) == []


def test_every_word_around_one_that_tells_is_found(sieve: Sieve) -> None:
    filler = "in the government of the king, "
    text = "".join(filler * n + PACT[at : at + 400] for n, at in ((300, 0), (50, 100), (190, 300), (400, 0))).encode()
    prose, _ = sieve._prose.of(text)
    cells = {end // 1_000 for end in sieve._telling.ends(prose)}
    near = {cell + step for cell in cells for step in (-1, 0, 1)}
    wanted = [hit for hit in sieve._literals.hits(prose) if hit[0] // 1_000 in near]
    assert sorted(sieve._hits([prose])[0]) == sorted(wanted)
    assert 0 < len(wanted) < len(sieve._literals.hits(prose))


def test_the_score_is_explained_part_by_part(sieve: Sieve) -> None:
    told = sieve.explain(PACT.encode())
    assert told.score == pytest.approx(sieve.sift(PACT.encode()).score)
    assert sum(told.parts.values()) == pytest.approx(told.score)
    assert {"treaty", "military aid"} <= set(told.words)
    assert sieve.explain(b"nothing").score == NOTHING


def test_the_threshold_can_be_moved() -> None:
    strict = Sieve(load_lexicon(), threshold=1000.0)
    assert not strict.sift(PACT.encode()).passes
    assert Sieve(load_lexicon(), threshold=NOTHING).sift(CAKE.encode()).passes


@pytest.mark.parametrize("text", [b"", b"the Treaty of the sea", b"THE the THE", b"abcabcab", b"\x00\xff the \xfe"])
def test_both_ways_find_the_same(text: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    words = [b"the", b"treaty", b"abc", b"bca", b" the "]
    fast = Literals(words)
    monkeypatch.setattr(literals, "_by_hyperscan", lambda literals: None)
    assert sorted(fast.hits(text)) == sorted(Literals(words).hits(text))


@pytest.mark.parametrize(
    ("page", "code"),
    [
        (PACT, "en"),
        ('<html lang="de"><body><p>Der Vertrag tritt in Kraft.</p></body></html>', "de"),
        ("<html class=x lang=fr-CA><body>", "fr"),
        ("<html lang=en><body>1 2 3", "unknown"),
    ],
)
def test_languages_are_told_apart(sieve: Sieve, page: str, code: str) -> None:
    content = page.encode()
    assert language_of(content, english=sieve.sift(content).english) == code


def test_a_page_that_says_nothing_is_told_by_its_letters() -> None:
    pytest.importorskip("resiliparse")
    text = (
        "<p>Der Vertrag wurde gestern in Berlin unterzeichnet und tritt im Januar in Kraft, sagte der Minister den Zeitungen.</p>"
    )
    assert language_of(text.encode(), english=False) == "de"
