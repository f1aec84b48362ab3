"""Findings kept, with provenance and history: the only room that speaks SQL.

`opening` finds or makes a register at an address, `writing` adds readings, `viewing` answers questions.
"""

from servanda.register.opening import Register, check_place, open_register

__all__ = ["Register", "check_place", "open_register"]
