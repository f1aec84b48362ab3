"""The catalogue filters by masks as one would by hand, and follows the register document by document."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.flow import keeping, reviewing
from servanda.model import Verdict
from servanda.show.pages.catalogue import FACETS, Shelf, mask_of, members, words_in
from servanda.show.pages.holdings import FIRMNESS
from tests.nouns import TEXT, reading


@given(st.sets(st.integers(0, 3000)))
def test_masks_and_places_are_two_forms_of_one_thing(places: set[int]) -> None:
    mask = mask_of(places)
    assert members(mask) == sorted(places)
    assert mask.bit_count() == len(places)


@given(st.sets(st.integers(0, 3000)), st.integers(0, 3100), st.integers(0, 100))
def test_a_page_of_places_is_a_slice_of_all(places: set[int], skip: int, most: int) -> None:
    assert members(mask_of(places), skip, most) == sorted(places)[skip : skip + most]


@pytest.mark.parametrize(
    ("asked", "found"),
    [("engineers", 1), ("engin", 1), ("Engineers SHALL", 1), ("gineers", 0), ("million-euros", 1), ("", 2), ("euros nowhere", 0)],
)
def test_words_are_found_by_their_beginning(asked: str, found: int, tmp_path: Path) -> None:
    with keeping.opened(str(tmp_path / "r.db"), create=True) as register:
        keeping.keep(register, reading())
        known = Shelf(register, FIRMNESS).catalogue()
        assert known.select([], words_in(asked)).bit_count() == found


def test_the_catalogue_follows_the_register(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with keeping.opened(str(tmp_path / "r.db"), create=True) as register:
        keeping.keep(register, reading())
        shelf = Shelf(register, FIRMNESS)
        first = shelf.catalogue()
        assert shelf.catalogue() is first
        assert len(first.promises) == 2

        other = reading(TEXT.replace("Ukraine", "Moldova"))
        keeping.keep(register, other)
        asked: list[object] = []
        real = keeping.list_claims
        monkeypatch.setattr(keeping, "list_claims", lambda *args, **where: asked.append(where) or real(*args, **where))
        second = shelf.catalogue()
        promises = [where for where in asked if where.get("kind") == "commitment"]  # type: ignore[attr-defined]
        assert promises == [{"kind": "commitment", "document": other.document.id}]
        assert len(second.promises) == 4

        claim = second.promises[0].claim
        reviewing.review(register, claim, Verdict.REJECTED, by="Ana")
        assert claim not in {promise.claim for promise in shelf.catalogue().promises}


def test_filters_and_counts_are_those_of_a_plain_loop(tmp_path: Path) -> None:
    with keeping.opened(str(tmp_path / "r.db"), create=True) as register:
        for name in ("Ukraine", "Moldova", "Georgia"):
            keeping.keep(register, reading(TEXT.replace("Ukraine", name)))
        known = Shelf(register, FIRMNESS).catalogue()
        for facet in FACETS:
            for value, n in known.counts(facet, known.all()):
                plain = [k for k, promise in enumerate(known.promises) if value in promise.values(facet)]
                assert members(known.select([(facet, value)])) == plain
                assert n == len(plain)
        assert len(members(known.select([("force", "commitment")], ["million", "euros"]))) == 3
        assert known.select([("force", "commitment")], ["engineers"]) == 0
        assert known.select([("area", "nonsense")]) == 0
        assert known.cells[(known.promises[0].agreement, "training")].count >= 1
