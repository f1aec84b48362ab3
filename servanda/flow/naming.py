"""lexicon -> people: what codes stand for."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from servanda.lexicon import load_lexicon


@cache
def names() -> Mapping[str, str]:
    """The short name of every state and organisation, by its code."""
    lexicon = load_lexicon()
    return {row["key"]: row["name"] for kind in ("organisation", "state") for row in lexicon.rows(kind) if row.get("name")}


@cache
def codes() -> Mapping[str, tuple[str, str]]:
    """(code, `state` or `organisation`) of every name that only one of them has, in small letters, and of every code."""
    lexicon = load_lexicon()
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for kind in ("organisation", "state"):
        for row in lexicon.rows(kind):
            names = {row["key"], row["name"], row.get("formal", ""), *row["words"].split("|")}
            for name in names:
                found[name.strip("= ").casefold()].add((row["key"], kind))
    return {name: next(iter(keys)) for name, keys in found.items() if name and len(keys) == 1}


@cache
def areas() -> Mapping[str, str]:
    """The definition of every area of the shipped codebook, by its key."""
    return {area.key: area.definition for area in load_lexicon().codebook.areas}
