"""How far people who coded the same texts agree: Krippendorff's alpha for any number of coders, Cohen's kappa for two.

K. Krippendorff, Computing Krippendorff's Alpha-Reliability, 2011; J. Cohen, A coefficient of agreement for nominal scales,
Educational and Psychological Measurement 20:1, 1960.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import combinations

from servanda.compare.coder import cohens_kappa
from servanda.model import CodersAgreement

Codes = Mapping[str, Mapping[str, str]]
"""The codes of each unit, by coder; who did not code a unit is not in it. Codes of a list are joined by semicolons."""
Distance = Callable[[str, str], float]


def nominal(a: str, b: str) -> float:
    """0 for the same code, 1 for another."""
    return float(a != b)


def interval(a: str, b: str) -> float:
    """The square of the difference of two numbers."""
    return (float(a) - float(b)) ** 2


def of_sets(a: str, b: str) -> float:
    """1 less the share of codes that two lists have in common (Jaccard); two empty lists are the same.

    >>> of_sets("training; cyber", "cyber"), of_sets("", "")
    (0.5, 0.0)
    """
    first, second = parts(a), parts(b)
    return 1 - len(first & second) / len(first | second) if first | second else 0.0


def parts(value: str) -> frozenset[str]:
    """The codes of a list."""
    return frozenset(filter(None, (part.strip() for part in value.split(";"))))


def alpha(units: Codes, distance: Distance = nominal) -> float | None:
    """Krippendorff's alpha: 1 less observed over expected disagreement; None where all codes are one or there is no pair.

    Units that fewer than two coded do not count.
    """
    totals: Counter[str] = Counter()
    observed = 0.0
    for codes in units.values():
        values = list(codes.values())
        if len(values) < 2:
            continue
        totals.update(values)
        for a, b in combinations(values, 2):
            observed += 2 * distance(a, b) / (len(values) - 1)
    n = sum(totals.values())
    known = sorted(totals)
    expected = sum(2 * totals[a] * totals[b] * distance(a, b) for a, b in combinations(known, 2))
    if n < 2 or not expected:
        return None
    return round(1 - (n - 1) * observed / expected, 4)


def agreements(field: str, units: Codes, coders: Sequence[str], machine: str, *, is_list: bool) -> list[CodersAgreement]:
    """The agreement in one field: of all people, of each pair of them, and of each with the machine, whose name is `machine`."""
    people = [name for name in coders if name != machine]
    found = []
    if len(people) > 2:
        found.append(_agreement(field, units, people, is_list))
    found += [_agreement(field, units, pair, is_list) for pair in combinations(people, 2)]
    found += [_agreement(field, units, (name, machine), is_list) for name in people]
    return [entry for entry in found if entry.units]


def _agreement(field: str, units: Codes, coders: Sequence[str], is_list: bool) -> CodersAgreement:
    of_them = {unit: {name: _plain(codes[name]) for name in coders if name in codes} for unit, codes in units.items()}
    both = {unit: codes for unit, codes in of_them.items() if len(codes) > 1}
    same = sum(len(set(codes.values())) == 1 for codes in both.values())
    kappa = cohens_kappa([(codes[coders[0]], codes[coders[1]]) for codes in both.values()]) if len(coders) == 2 else None
    return CodersAgreement(
        field=field,
        coders=tuple(coders),
        units=len(both),
        same=round(same / len(both), 4) if both else 0.0,
        kappa=kappa,
        alpha=alpha(both),
        alpha_of_lists=alpha(both, of_sets) if is_list else None,
    )


def _plain(value: str) -> str:
    """A code in one form: the order of a list and capitals say nothing."""
    return "; ".join(sorted(part.casefold() for part in parts(value)))
