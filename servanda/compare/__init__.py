"""Agreements held against one another: coverage, alignment, reuse of text, genealogy of a clause, what stands out."""

from servanda.compare.alignment import align
from servanda.compare.coverage import coverage, in_order, lacking, only_in
from servanda.compare.family import departures, usual
from servanda.compare.genealogy import genealogy, lines, marked
from servanda.compare.nearest import Corpus
from servanda.compare.provisions import align_provisions
from servanda.compare.reuse import novelty, passages, reuse
from servanda.compare.same_story import same_story

__all__ = [
    "Corpus",
    "align",
    "align_provisions",
    "coverage",
    "departures",
    "genealogy",
    "in_order",
    "lacking",
    "lines",
    "marked",
    "novelty",
    "only_in",
    "passages",
    "reuse",
    "same_story",
    "usual",
]
