"""A reading held against a coder: accuracy, Cohen's kappa and every miss."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from servanda.model import FieldAgreement, Miss


class Pair(NamedTuple):
    """One document's value as coded and as read (None: nothing was read), and whether they mean the same."""

    document: str
    coded: str
    read: str | None
    same: bool


def field_agreement(field: str, column: str, pairs: Sequence[Pair]) -> FieldAgreement:
    """The agreement in one field. Values that mean the same count as one category, whatever their words."""
    right = sum(pair.same for pair in pairs)
    silent = sum(pair.read is None for pair in pairs)
    return FieldAgreement(
        field=field,
        column=column,
        coded=len(pairs),
        right=right,
        wrong=len(pairs) - right - silent,
        silent=silent,
        accuracy=round(right / len(pairs), 4) if pairs else 0.0,
        kappa=cohens_kappa([(pair.coded, pair.coded if pair.same else (pair.read or "")) for pair in pairs]),
        misses=tuple(Miss(pair.document, pair.coded, pair.read) for pair in pairs if not pair.same),
    )


def cohens_kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Agreement beyond chance of two coders' categories; None where there is nothing that chance could not explain.

    J. Cohen, A coefficient of agreement for nominal scales, Educational and Psychological Measurement 20:1, 1960.

    >>> cohens_kappa([("a", "a"), ("b", "b"), ("a", "b"), ("b", "b")])
    0.5
    """
    if not pairs:
        return None
    n = len(pairs)
    observed = sum(a == b for a, b in pairs) / n
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    expected = sum(first[value] * second[value] for value in first) / n**2
    return None if expected >= 1 else round((observed - expected) / (1 - expected), 4)
