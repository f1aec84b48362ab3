"""A document becomes a reading. Pure: the same document, lexicon and code give the same bytes."""

from servanda.read.reading import read

__all__ = ["read"]
