"""Bytes to documents: the only room that alters a character of a text."""

from servanda.sources.opening import open_bytes, open_file, open_text

__all__ = ["open_bytes", "open_file", "open_text"]
