"""Reads everything in a corpus and checks what must hold for every reading: nothing refused, every span in its text.

    python benchmarks/whole_corpus.py CORPUS [--jobs 2]

Prints documents, findings, MB/s, the peak memory of any process, and what is wrong; the exit code is 1 if anything is.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(HOUSE))

from tests.contract import broken, broken_places  # noqa: E402

INPUTS = (
    "agreements/texts",
    "agreements/pdf",
    "agreements/html",
    "commitments/texts",
    "reports/texts.jsonl",
    "events/sentences.jsonl",
    "reports/us_ukraine_report.txt",
)
WITH_SCHEMA = 25
"""Every so manieth reading is also held against the JSON Schema, which takes longer than reading it."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--jobs", default="2")
    args = parser.parse_args()
    paths = [str(args.corpus / name) for name in INPUTS if (args.corpus / name).exists()]
    start = time.perf_counter()
    command = [sys.executable, "-m", "servanda", "read", "--json", "--jobs", args.jobs, *paths]
    wrong, found, size = [], Counter[str](), 0
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=HOUSE) as reading:
        assert reading.stdout
        for number, line in enumerate(reading.stdout):
            row = json.loads(line)
            found["documents"] += 1
            found.update(
                {name: len(row[name]) for name in ("outline", "agreements", "commitments", "events", "statements", "flows")}
            )
            size += len(row["document"]["text"].encode())
            wrong += broken(row) if number % WITH_SCHEMA == 0 else broken_places(row)
    seconds = time.perf_counter() - start
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(", ".join(f"{count:,} {name}" for name, count in found.items()))
    print(f"{size / 1e6:.1f} MB in {seconds:.0f} s with {args.jobs} processes: {size / 1e6 / seconds:.2f} MB/s")
    print(f"largest process: {memory:.0f} MB; exit code of reading: {reading.returncode}")
    print("\n".join(wrong[:50]) or "every span lies in its text, every finding has evidence, every outline is a tree")
    return 1 if wrong or reading.returncode else 0


if __name__ == "__main__":
    sys.exit(main())
