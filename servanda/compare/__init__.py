"""Agreements held against one another: pure functions on readings."""

from servanda.compare.alignment import align
from servanda.compare.coverage import coverage

__all__ = ["align", "coverage"]
