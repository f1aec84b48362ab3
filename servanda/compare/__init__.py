"""Agreements held against one another: coverage, alignment, genealogy of clauses."""
