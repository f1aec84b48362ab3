"""Agreement of coders against published examples."""

import pytest

from servanda.compare.coder import cohens_kappa
from servanda.compare.coders import agreements, alpha, interval, nominal, of_sets

_NONE = "."
EXAMPLE = [
    line.split()
    for line in (
        "1 2 3 3 2 1 4 1 2 . . .",
        "1 2 3 3 2 2 4 1 2 5 . 3",
        ". 3 3 3 2 3 4 2 2 5 1 .",
        "1 2 3 3 2 4 4 1 2 5 1 .",
    )
]
"""Four coders, twelve units: the worked example of Krippendorff 2011, section C."""
UNITS = {str(k): {f"coder {n}": codes[k] for n, codes in enumerate(EXAMPLE) if codes[k] != _NONE} for k in range(len(EXAMPLE[0]))}


def test_alpha_of_the_published_example() -> None:
    assert alpha(UNITS, nominal) == pytest.approx(0.743, abs=0.0005)
    assert alpha(UNITS, interval) == pytest.approx(0.849, abs=0.0005)


def test_alpha_of_two_coders_and_two_categories() -> None:
    """Krippendorff 2011, section A: ten units, two coders, alpha 0.095."""
    meg, owen = "0100000010", "1110010000"
    units = {str(k): {"Meg": a, "Owen": b} for k, (a, b) in enumerate(zip(meg, owen, strict=True))}
    assert alpha(units) == pytest.approx(0.095, abs=0.0005)


def test_kappa_of_the_published_example() -> None:
    """Cohen 1960: two hundred patients, three diagnoses, kappa 0.49."""
    table = {"personality": (88, 14, 18), "neurosis": (10, 40, 10), "psychosis": (2, 6, 12)}
    pairs = [(a, b) for a, numbers in table.items() for b, number in zip(table, numbers, strict=True) for _ in range(number)]
    assert cohens_kappa(pairs) == pytest.approx(0.4915, abs=0.0001)


@pytest.mark.parametrize(
    "units",
    [{}, {"1": {"a": "x"}}, {"1": {"a": "x", "b": "x"}, "2": {"a": "x", "b": "x"}}],
    ids=["nothing", "one coder", "one code"],
)
def test_where_there_is_nothing_to_measure_there_is_no_alpha(units: dict[str, dict[str, str]]) -> None:
    assert alpha(units) is None


def test_lists_are_near_by_what_they_share() -> None:
    near = {"1": {"a": "training; cyber", "b": "cyber"}, "2": {"a": "health", "b": "health"}, "3": {"a": "", "b": ""}}
    assert (alpha(near) or 0) < (alpha(near, of_sets) or 0) < 1


def test_every_pair_and_all_together_and_the_machine() -> None:
    units = {str(k): {"A": x, "B": y, "C": z, "machine": "x"} for k, (x, y, z) in enumerate(["xxy", "xyy", "yyy", "xxx"])}
    found = agreements("force", units, ["A", "B", "C"], "machine", is_list=True)
    assert [entry.coders for entry in found] == [
        ("A", "B", "C"),
        ("A", "B"),
        ("A", "C"),
        ("B", "C"),
        ("A", "machine"),
        ("B", "machine"),
        ("C", "machine"),
    ]
    assert found[0].kappa is None
    assert found[1].same == 0.75
    assert all(entry.units == 4 for entry in found)
