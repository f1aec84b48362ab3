"""Findings kept, with provenance, review and history: the only room that speaks SQL."""
