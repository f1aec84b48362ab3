"""The version of the code; a reading's provenance names it."""

VERSION = "0.1.0"
