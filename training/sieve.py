"""Fits servanda/lexicon/data/sieve_weights.tsv: what the words of the lexicon count for a page that the sieve looks at.

Usage: PYTHONPATH=.:benchmarks python training/sieve.py [--shared ../shared] [--pages 6000] [--write]
Pages are made from the half of the sources that is for tuning (benchmarks/made_pages.py). A page is told by its best window,
so the fit goes in rounds: the best window of each relevant page against all windows of the unrelated ones. A group of words
has a weight for how many different ones there are, and the words of the groups that matter have small ones of their own,
drawn towards zero. The threshold is chosen on pages whose sources were left out of the fit, in five folds: so that the
recall there is 0.98. It prints the curve on these folds. Deterministic; scikit-learn is needed here only.
"""

import argparse
import zlib
from pathlib import Path

import numpy as np
from made_pages import Maker, Matter, matter
from scipy.sparse import csr_matrix, vstack
from sklearn.linear_model import LogisticRegression

from servanda.crawl.sieve import NOTHING, Sieve, reach
from servanda.lexicon import load_lexicon

TABLE = Path(__file__).parent.parent / "servanda" / "lexicon" / "data" / "sieve_weights.tsv"
HEAD = """# What a word counts for a page that the sieve looks at; fitted by training/sieve.py, not by hand.
# A group (key of kind.tsv; `state` and `organisation` for all their names) counts by the logarithm of 1 + how many different
# ones of it, four at most, stand in a window; `together` likewise by how many of who and what do; `group: word` is what a word
# adds of its own; `length` times the logarithm of the window's length; `start` is what every window begins with; `threshold`
# the score from which a page is read.
key	weight
"""
OWN = ("instrument", "pledge", "vow", "diplomacy", "force_of_arms", "office", "actor", "duty", "old", "party", "treaty/")
OWN_SCALE = 0.3
PENALTY = 1
RECALL = 0.98
FOLDS = 5
ROUNDS = 3
LEAST = 0.02


class Columns:
    """The variables: groups, the words of some groups, and the length."""

    def __init__(self, sieve: Sieve) -> None:
        self.sieve = sieve
        groups = sorted({word.group for word in sieve.words})
        own = sorted({f"{w.group}: {w.words}" for w in sieve.words if w.group.startswith(OWN)})
        self.names = ["length", "together", *groups, *own]
        self._at = {name: k for k, name in enumerate(self.names)}
        self.own_from = 2 + len(groups)

    def rows(self, page: bytes) -> csr_matrix:
        """One row for each window of the page."""
        sifted = self.sieve.sift(page)
        at, columns, values = [0], [], []
        for numbers, length in self.sieve.windows(list(sifted.hits), len(sifted.prose)):
            row = {0: reach(length)}
            for number in numbers:
                word = self.sieve.words[number]
                own = self._at.get(f"{word.group}: {word.words}")
                if own is not None:
                    row[own] = OWN_SCALE
            row.update({self._at[group]: np.log1p(count) for group, count in self.sieve.counts(numbers).items()})
            columns += list(row)
            values += list(row.values())
            at.append(len(columns))
        return csr_matrix((values, columns, at), shape=(len(at) - 1, len(self.names)))


def fit(rows: list[csr_matrix], relevant: list[bool]) -> LogisticRegression:
    """The weights: the best window of each relevant page against all of the unrelated ones, in rounds."""
    against = vstack([found for found, about in zip(rows, relevant, strict=True) if not about and found.shape[0]])
    for_ = [found for found, about in zip(rows, relevant, strict=True) if about and found.shape[0]]
    model = None
    for _ in range(ROUNDS):
        best = [found[int((found.sum(axis=1) if model is None else model.decision_function(found)).argmax())] for found in for_]
        truth = np.r_[np.ones(len(best)), np.zeros(against.shape[0])]
        model = LogisticRegression(C=PENALTY, max_iter=5000, class_weight={1: 3, 0: 1}).fit(vstack([*best, against]), truth)
    assert model is not None
    return model


def scores(model: LogisticRegression, rows: list[csr_matrix]) -> np.ndarray:
    """The score of each page: that of its best window."""
    return np.array([model.decision_function(found).max() if found.shape[0] else NOTHING for found in rows])


def part_of(found: Matter, keep: set[int]) -> Matter:
    """The sources and templates of some folds."""

    def kept(values: tuple) -> tuple:
        return tuple(v for v in values if zlib.crc32(repr(v)[:200].encode()) % FOLDS in keep)

    return Matter(kept(found.templates), {kind: kept(values) for kind, values in found.sources.items()})


def made(found: Matter, columns: Columns, pages: int, seed: int) -> tuple[list[csr_matrix], list[bool]]:
    """Pages as rows, a third of them relevant."""
    maker = Maker(found, seed)
    rows, relevant = [], []
    for k in range(pages):
        page = maker.page(k % 3 == 0)
        rows.append(columns.rows(page.content))
        relevant.append(page.relevant)
    return rows, relevant


def main() -> None:
    """Fits, chooses the threshold, and writes the table where asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, default=Path(__file__).resolve().parents[2] / "shared")
    parser.add_argument("--pages", type=int, default=6000)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    columns = Columns(Sieve(load_lexicon(), every_word=True))
    tuning = matter(args.shared, "tuning")
    left_out: list[tuple[np.ndarray, np.ndarray]] = []
    for fold in range(FOLDS):
        model = fit(*made(part_of(tuning, set(range(FOLDS)) - {fold}), columns, args.pages * 2 // 3, fold))
        rows, relevant = made(part_of(tuning, {fold}), columns, args.pages // 5, 100 + fold)
        left_out.append((scores(model, rows), np.array(relevant)))
    score = np.concatenate([part[0] for part in left_out])
    truth = np.concatenate([part[1] for part in left_out])
    about = np.sort(score[truth])
    for recall in (0.95, 0.97, 0.98, 0.985, 0.99, 0.995):
        threshold = about[int((1 - recall) * len(about))]
        print(
            f"left out: recall {recall:.3f} at {threshold:6.2f} lets {(score[~truth] >= threshold).mean():.4f} of the unrelated through"
        )
    threshold = float(about[int((1 - RECALL) * len(about))])
    print(f"threshold {threshold:.2f}: recall of the left out {(about >= threshold).mean():.4f}")
    model = fit(*made(tuning, columns, args.pages, 1))
    weights = {"start": float(model.intercept_[0]), "threshold": threshold}
    for k, name in enumerate(columns.names):
        weight = float(model.coef_[0][k]) * (OWN_SCALE if k >= columns.own_from else 1)
        if abs(weight) >= LEAST:
            weights[name] = weight
    if args.write:
        lines = [f"{key}\t{weight:.2f}\n" for key, weight in sorted(weights.items())]
        TABLE.write_text(HEAD + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
