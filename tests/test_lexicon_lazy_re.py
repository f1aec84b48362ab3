"""Patterns that are compiled when they are first used: all of them can be, and they do what `re` does."""

import importlib
import pkgutil
import re

import pytest

import servanda
from servanda.lexicon import lazy_re


def test_every_pattern_of_the_house_can_be_compiled() -> None:
    for module in pkgutil.walk_packages(servanda.__path__, "servanda."):
        if module.name.split(".")[1] in ("read", "sources", "lexicon"):
            importlib.import_module(module.name)
    assert lazy_re.compile_all() > 300


def test_it_does_what_re_does() -> None:
    lazy, eager = lazy_re.compile(r"(\w)(b+)", lazy_re.IGNORECASE), re.compile(r"(\w)(b+)", re.IGNORECASE)
    assert "match" not in vars(lazy)
    assert lazy.pattern == eager.pattern
    assert lazy.findall("abb xB") == eager.findall("abb xB")
    assert lazy.sub(r"\2", "abb xB") == eager.sub(r"\2", "abb xB")
    assert lazy.flags == eager.flags
    assert "match" in vars(lazy)
    with pytest.raises(AttributeError):
        lazy.nonsense  # type: ignore[attr-defined]  # noqa: B018
    with pytest.raises(re.error):
        lazy_re.compile("(").match("x")


@pytest.mark.parametrize("words", ["the", "this|the present|said", "part(?:y|ies)|states?|party's", "for|from[a-z]|fo(?:rt|rce)"])
def test_beginning_matches_what_a_pattern_with_a_boundary_does(words):
    text = "the said party, this parties' fort; theories of the present states: effort forces from bathe partybus"
    plain, sooner = re.compile(rf"\b(?:{words})"), re.compile(lazy_re.beginning(words))
    assert [match.span() for match in sooner.finditer(text)] == [match.span() for match in plain.finditer(text)]
