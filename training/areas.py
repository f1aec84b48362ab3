"""Fits servanda/lexicon/data/area_weights.tsv: how much a cue counts by the place where it stands.

Usage: PYTHONPATH=.:benchmarks python training/areas.py [--shared ../shared] [--write]
A logistic regression over pairs of a coded passage and an area that anything speaks for, with the places of
servanda/read/area_evidence.py as its variables: a few dozen weights for all areas together, and for each area three of its
own, drawn towards zero. It prints what it reaches on texts left out, fold by fold (each Ukraine pact of the gold is a fold), and
on our codings kept apart. The drawn sentences that are kept apart serve the weights, never the cues. Deterministic.
scikit-learn is needed here only; nothing of it is needed to read.
"""

import argparse
import zlib
from collections import Counter
from pathlib import Path

import numpy as np
from actors_and_areas import Coded, drawn, gold, load, own
from codings import CODED_LATER, KEPT_APART, LOOKED_AT, source_of, text_of
from first_look import stretches
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from servanda.lexicon import load_codebook
from servanda.read.area_evidence import Evidence
from servanda.read.areas import Subjects

TABLE = Path(__file__).parent.parent / "servanda" / "lexicon" / "data" / "area_weights.tsv"
HEAD = """# What a cue counts for an area, by where it stands; fitted by training/areas.py on coded passages, not by hand.
# `core`: in the clause; `frame`: in what only frames it (law, purpose, time); `first`, `second`: the first areas named;
# `core again`: a second cue; `list`: three areas or more in one clause; `others`: for other areas named (four: 1);
# `unnamed`: the clause names others, but not this one; `near`: for cues around (three: 1); `share`: times the share of the
# text's cues; `alone: ...`: where the clause itself names no area; `X:area`: what an area has of its own; `start`: what every
# area begins with. `threshold`: the sum from which an area is taken; `least`: that of the best one, where none is.
key	weight
"""
OWN_SCALE = 0.6
"""How freely an area may depart from the weights of all: the scale of its own variables."""
PENALTY = 0.3
THRESHOLD, LEAST = 0.35, 0.1

Row = tuple[str, dict[str, dict[str, float]], set[str]]


def rows(coded: list[Coded]) -> list[Row]:
    """(text, area -> place -> value, the areas coded) of every passage."""
    found = []
    for doc in coded:
        subjects = Subjects(doc.text, doc.marks, load_codebook())
        for row, clause in zip(doc.rows, doc.clauses, strict=True):
            found.append((doc.name, _by_area(subjects.evidence(clause)), set(row["areas"])))
    return found


def _by_area(found: list[Evidence]) -> dict[str, dict[str, float]]:
    areas: dict[str, dict[str, float]] = {}
    for area, place, value, _, _ in found:
        places = areas.setdefault(area, {})
        places[place] = places.get(place, 0.0) + value
    return areas


class Model:
    """A fitted regression."""

    def __init__(self, data: list[Row]) -> None:
        self.places = sorted({place for _, areas, _ in data for places in areas.values() for place in places})
        self._column = {place: k for k, place in enumerate(self.places)}
        truth = [area in coded for _, areas, coded in data for area in areas]
        self.fitted = LogisticRegression(C=PENALTY, max_iter=5000).fit(self._matrix(data), truth)

    def _matrix(self, data: list[Row]) -> csr_matrix:
        values, columns, ends = [], [], [0]
        for _, areas, _ in data:
            for places in areas.values():
                for place, value in places.items():
                    if place in self._column:
                        values.append(value * (OWN_SCALE if ":" in place else 1.0))
                        columns.append(self._column[place])
                ends.append(len(values))
        return csr_matrix((values, columns, ends), shape=(len(ends) - 1, len(self.places)))

    def weights(self) -> dict[str, float]:
        """The weight of each place, and the sum that every area begins with."""
        found = {p: w * (OWN_SCALE if ":" in p else 1.0) for p, w in zip(self.places, self.fitted.coef_[0], strict=True)}
        return found | {"start": self.fitted.intercept_[0]}

    def areas(self, data: list[Row]) -> list[set[str]]:
        """The areas said of each passage."""
        chances = self.fitted.predict_proba(self._matrix(data))[:, 1]
        said, at = [], 0
        for _, areas, _ in data:
            names = list(areas)
            here = chances[at : at + len(names)]
            at += len(names)
            taken = {name for name, chance in zip(names, here, strict=True) if chance >= THRESHOLD}
            if not taken and names and max(here) >= LEAST:
                taken = {names[int(np.argmax(here))]}
            said.append(taken or {"other"})
        return said


def figures(data: list[Row], said: list[set[str]]) -> str:
    """F1, precision, recall, exact share, share with an area in common."""
    c = Counter()
    for (_, _, coded), areas in zip(data, said, strict=True):
        c.update(hit=len(coded & areas), gold=len(coded), said=len(areas), exact=coded == areas, shared=bool(coded & areas))
    p, r = c["hit"] / c["said"], c["hit"] / c["gold"]
    shares = f"exact {c['exact'] / len(data):.3f}  one shared {c['shared'] / len(data):.3f}"
    return f"F1 {2 * p * r / (p + r):.3f} (P {p:.3f} R {r:.3f})  {shares}"


def left_out(groups: dict[str, list[Row]]) -> None:
    """Print the figures on texts that the model has not seen."""
    data = [row for rows_ in groups.values() for row in rows_]
    folds = [name if name in ("ukrsec-IRL", "ukrsec-PRT") else zlib.crc32(name.encode()) % 8 for name, _, _ in data]
    said: dict[int, set[str]] = {}
    for fold in dict.fromkeys(folds):
        model = Model([row for row, f in zip(data, folds, strict=True) if f != fold])
        held = [k for k, f in enumerate(folds) if f == fold]
        said.update(zip(held, model.areas([data[k] for k in held]), strict=True))
    at = 0
    for name, its in groups.items():
        print(f"   left out, {name:18}", figures(its, [said[at + k] for k in range(len(its))]))
        at += len(its)


def main() -> None:
    """Fit, print, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[2] / "shared")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    corpus = args.shared / "corpus"
    seen = {
        "gold": rows(list(gold(corpus))),
        "looked at": rows(list(own(LOOKED_AT, corpus))),
        "drawn, looked at": rows(list(drawn(corpus, True))),
        "drawn, kept apart": rows(list(drawn(corpus, False))),
        "first look": rows([load(name, text_of(source_of(name, corpus)), its) for (name, _), its in stretches().items()]),
    }
    apart = {name: rows(list(own(group, corpus))) for name, group in (("first four", KEPT_APART), ("later", CODED_LATER))}
    left_out(seen)
    model = Model([row for its in seen.values() for row in its])
    for name, its in apart.items():
        print(f"   kept apart, {name:16}", figures(its, model.areas(its)))
    weights = model.weights()
    print("; ".join(f"{place} {weight:.2f}" for place, weight in weights.items() if ":" not in place))
    if args.write:
        odds = {"threshold": np.log(THRESHOLD / (1 - THRESHOLD)), "least": np.log(LEAST / (1 - LEAST))}
        lines = [f"{place}\t{weight:.3f}" for place, weight in sorted({**weights, **odds}.items())]
        TABLE.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
