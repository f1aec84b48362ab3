"""Reads a corpus with gold, scores the readings, and adds a line for each set to the history in docs/accuracy.md.

    python benchmarks/accuracy.py CORPUS SCORER [--sets agreements,events] [--jobs N] [--note WORDS] [--write]

CORPUS is a folder laid out as its README says (agreements/, commitments/, reports/, events/), SCORER the program that knows
the JSON contract and the gold. Without --write the lines are only printed.
"""

import argparse
import datetime
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

HOUSE = Path(__file__).resolve().parents[1]
HISTORY = HOUSE / "docs" / "accuracy.md"
Figures = dict[str, Any]


def f1(*names: str) -> Callable[[Figures], list[tuple[str, Any]]]:
    return lambda found: [(f"{name} F1", found.get(name, {}).get("f1")) for name in names]


def part(key: str, *names: str) -> Callable[[Figures], list[tuple[str, Any]]]:
    return lambda found: [(f"{name} {key}", found.get(name, {}).get(key)) for name in names]


def plain(*names: str) -> Callable[[Figures], list[tuple[str, Any]]]:
    return lambda found: [(name, found.get(name)) for name in names]


SETS: dict[str, tuple[Sequence[str], Sequence[str], Sequence[Callable[[Figures], list[tuple[str, Any]]]]]] = {
    "agreements": (
        ["agreements/texts", "agreements/pdf", "agreements/html"],
        [""],
        [
            f1("articles", "articles natural", "parties"),
            part("right", "date", "place", "in force", "term", "notice", "blank date"),
        ],
    ),
    "commitments": (
        ["commitments/texts"],
        ["commitments"],
        [
            f1("found"),
            part("accuracy", "force"),
            f1("by", "to", "areas", "hedges", "condition", "deadline", "amounts"),
            lambda found: [("whole F1", next((v["f1"] for k, v in found.items() if k.startswith("whole")), None))],
        ],
    ),
    "reports": (
        ["reports/texts.jsonl"],
        ["reports/gold.jsonl", "reports/texts.jsonl"],
        [
            part("recall", "commitments"),
            part("precision", "commitments"),
            part("right", "agreement parties", "statements", "boilerplate cut", "relevance"),
        ],
    ),
    "events": (["events/sentences.jsonl"], ["events/plover.tsv"], [plain("accuracy", "macro f1")]),
}
"""For each set: what is read, what the scorer is told beside the readings, which of its figures are kept."""


def read(corpus: Path, inputs: Iterable[str], jobs: int, out: Path) -> tuple[float, int]:
    """Reads the inputs into a file; seconds and documents."""
    paths = [str(corpus / name) for name in inputs if (corpus / name).exists()]
    start = time.perf_counter()
    with out.open("wb") as lines:
        subprocess.run(
            [sys.executable, "-m", "servanda", "read", "--json", "--jobs", str(jobs), *paths],
            stdout=lines,
            cwd=HOUSE,
            check=False,
        )
    with out.open("rb") as lines:
        return time.perf_counter() - start, sum(1 for _ in lines)


def score(scorer: Path, name: str, out: Path, gold: Iterable[Path]) -> Figures:
    command = [sys.executable, str(scorer), name, str(out), *map(str, gold), "--json"]
    figures: Figures = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    return figures


def commit() -> str:
    told = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=HOUSE, capture_output=True, text=True, check=False)
    return told.stdout.strip() or "-"


def shown(value: Any) -> str:
    return "-" if value is None else f"{value:.3f}" if isinstance(value, float) else str(value)


def line(name: str, args: argparse.Namespace, folder: Path) -> str:
    inputs, gold, keep = SETS[name]
    out = folder / f"{name}.jsonl"
    seconds, documents = read(args.corpus, inputs, args.jobs, out)
    found = score(args.scorer, name, out, [args.corpus / path for path in gold])
    figures = ", ".join(f"{what} {shown(value)}" for pick in keep for what, value in pick(found))
    day = datetime.date.today().isoformat()
    return f"| {day} | {commit()} | {name} ({documents}) | {figures} | {seconds:.0f} s, {args.jobs} | {args.note} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("scorer", type=Path)
    parser.add_argument("--sets", default=",".join(SETS))
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--note", default="")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for name in args.sets.split(","):
            told = line(name, args, Path(folder))
            print(told, flush=True)
            if args.write:
                with HISTORY.open("a", encoding="utf-8") as history:
                    history.write(told + "\n")


if __name__ == "__main__":
    main()
