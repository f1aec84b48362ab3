"""How many sentences a second the reading of events takes in, each sentence as a document of its own, on one core.

    PYTHONPATH=. python benchmarks/events.py SENTENCES.jsonl [--rounds N]

SENTENCES.jsonl: lines with `id` and `text`. Printed are the scan with events(), what all readers of a report share (the scene),
and the whole reading. Of each sentence the best of N rounds counts, so that other work on the machine does not.
"""

import argparse
import json
import time
from collections.abc import Callable
from pathlib import Path

from servanda.lexicon import load_lexicon
from servanda.model import Document
from servanda.model.document import Raw
from servanda.read import read
from servanda.read.events import events
from servanda.read.scene import scene_of


def seconds(work: Callable[[Document], object], documents: list[Document], rounds: int) -> float:
    """The sum over the documents of the best time of each."""
    best = [float("inf")] * len(documents)
    for _ in range(rounds):
        for k, document in enumerate(documents):
            start = time.perf_counter()
            work(document)
            best[k] = min(best[k], time.perf_counter() - start)
    return sum(best)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sentences", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    texts = [json.loads(line)["text"] for line in args.sentences.read_text(encoding="utf-8").splitlines()]
    documents = [Document(str(k), "report", None, None, None, "en", text, str(k)) for k, text in enumerate(texts)]
    lexicon = load_lexicon()

    def shared(document: Document) -> object:
        return scene_of(document, lexicon.scan(document.text[:-1] + document.text[-1:]))

    def both(document: Document) -> object:
        return events(scene_of(document, lexicon.scan(document.text)), (), lexicon)

    def whole(document: Document) -> object:
        return read(Raw(document, document.text, ()), lexicon)

    scene, told, all_of_it = (seconds(work, documents, args.rounds) for work in (shared, both, whole))
    for name, spent in (("scan and events()", told - scene), ("with the scene", told), ("the whole reading", all_of_it)):
        print(f"{name:20} {len(documents) / spent:8.0f} sentences/s   {spent / len(documents) * 1e6:6.0f} us a sentence")


if __name__ == "__main__":
    main()
