"""Bytes to documents: the only room that alters a character of a text."""

from servanda.sources.loading import open_regular, read_within
from servanda.sources.opening import open_bytes, open_file, open_text

__all__ = ["open_bytes", "open_file", "open_regular", "open_text", "read_within"]
