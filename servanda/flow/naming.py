"""lexicon -> people: what codes stand for."""

from collections.abc import Mapping
from functools import cache

from servanda.lexicon import load_lexicon


@cache
def names() -> Mapping[str, str]:
    """The short name of every state and organisation, by its code."""
    lexicon = load_lexicon()
    return {row["key"]: row["name"] for kind in ("organisation", "state") for row in lexicon.rows(kind) if row.get("name")}


@cache
def areas() -> Mapping[str, str]:
    """The definition of every area of the shipped codebook, by its key."""
    return {area.key: area.definition for area in load_lexicon().codebook.areas}
