"""Fits servanda/compare/data/counterpart_weights.tsv: how much each thing counts that two provisions share.

Usage: PYTHONPATH=.:benchmarks python training/counterparts.py CORPUS [--write]
A logistic regression over the judged pairs of benchmarks/pairs: every provision of the other agreement that is no counterpart of a
judged provision is an example against. It prints what it reaches on each pair of agreements with weights that were fitted on all
other pairs of agreements, and then with its own. No weight is
below zero. Deterministic.
"""

import argparse
from pathlib import Path

import numpy as np
from compare import SETS, Counted, Judged, Rows, judged_agreements, score
from scipy.optimize import minimize

from servanda.compare.counterparts import evidence
from servanda.compare.provisions import pairs_in

TABLE = Path(__file__).parent.parent / "servanda" / "compare" / "data" / "counterpart_weights.tsv"
HEAD = """# How much each thing counts that two provisions share; fitted by training/counterparts.py on judged pairs, not by hand.
# The sum of weight times value, with `start`, is the logarithm of the odds that they are counterparts. docs/compare.md says what
# the values are.
"""
PENALTY = 1.0


Example = tuple[list[str], np.ndarray, Rows]
"""The names of what is measured, its values (left, right, names), and the judged rows."""


def example(case: Judged) -> Example:
    """What is measured of one pair of agreements."""
    measured = dict(evidence(case.a, case.b, case.left, case.right))
    return list(measured), np.stack(list(measured.values()), -1).astype(np.float64), case.rows


def fitted(chosen: list[Example]) -> tuple[np.ndarray, float]:
    """Weights in the units of the values, and the start."""
    values, right = [], []
    for _, measured, rows in chosen:
        for row, (counterparts, _) in rows.items():
            values.append(measured[row])
            right.append([float(j in counterparts) for j in range(measured.shape[1])])
    x, y = np.concatenate(values), np.concatenate(right)
    middle, scale = x.mean(0), x.std(0) + 1e-9
    x = (x - middle) / scale

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        odds = x @ w[1:] + w[0]
        off = 1 / (1 + np.exp(-odds)) - y
        total = np.logaddexp(0, odds).sum() - y @ odds + (w[1:] @ w[1:]) / (2 * PENALTY)
        return float(total), np.concatenate([[off.sum()], off @ x + w[1:] / PENALTY])

    # What is shared never speaks against a pair: near copies of one another stay likely, whatever else there is.
    bounds = [(None, None), *((0, None) for _ in scale)]
    w = minimize(loss, np.zeros(len(scale) + 1), jac=True, bounds=bounds, method="L-BFGS-B").x
    weights = w[1:] / scale
    return weights, float(w[0] - weights @ middle)


def main() -> None:
    """Fits, prints held-out and own figures, writes if asked."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    cases = judged_agreements(args.corpus)
    every = [example(case) for case in cases]
    weights, start = fitted(every)
    for title, held_out in (("held out", True), ("own", False)):
        counted = {kind: Counted() for kind in SETS}
        for k, (_, measured, rows) in enumerate(every):
            w, s = fitted(every[:k] + every[k + 1 :]) if held_out else (weights, start)
            likely = (1 / (1 + np.exp(-(measured @ w + s)))).astype(np.float32)
            counted[cases[k].kind] += score(likely, rows, [(i, j) for i, j, _ in pairs_in(likely)])
        for kind, total in (*counted.items(), ("all", sum(counted.values(), Counted()))):
            print(f"{title}, {kind}: {total}")
    names = every[0][0]
    lines = [f"start\t{start:.4f}", *(f"{name}\t{weight:.4f}" for name, weight in zip(names, weights, strict=True))]
    print("\n".join(lines))
    if args.write:
        TABLE.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
