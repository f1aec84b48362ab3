"""Nouns that are made quickly are as frozen, as equal and as copyable as other frozen dataclasses."""

import copy
import pickle
from collections.abc import Mapping
from dataclasses import FrozenInstanceError, dataclass, field, replace

import pytest

from servanda.model import Legalization, Provision
from servanda.model.quickly_made import quickly_made


@quickly_made
@dataclass(frozen=True, slots=True)
class Pair:
    left: int
    right: tuple[int, ...] = ()
    names: Mapping[str, int] = field(default_factory=dict)


def test_fields_are_filled_by_place_by_name_and_by_default() -> None:
    assert Pair(1, (2,)) == Pair(left=1, right=(2,)) != Pair(1)
    assert repr(Pair(1)) == "Pair(left=1, right=(), names={})"
    assert Pair(1).names == {}
    assert Pair(1).names is not Pair(1).names


def test_nothing_can_be_assigned() -> None:
    pair = Pair(1)
    with pytest.raises(FrozenInstanceError):
        pair.left = 2  # type: ignore[misc]
    with pytest.raises(TypeError):
        Pair()  # type: ignore[call-arg]


def test_copies_are_equal() -> None:
    provision = Provision("art_1", "article", "1", None, 0, 5)
    assert copy.deepcopy(provision) == provision == pickle.loads(pickle.dumps(provision))
    assert hash(replace(provision, end=5)) == hash(provision)
    assert replace(Legalization(1.0, 0.5, 0.0), delegation=1.0) == Legalization(1.0, 0.5, 1.0, {})
