"""What a step found about an agreement: field values, each with its evidence."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from servanda.model import Problem, Span


@dataclass(frozen=True, slots=True)
class Found:
    """`values` by the field names of model.Agreement; `evidence` by the same names (`signed.place` for parts).

    `problems`: what could not be decided.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    evidence: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
