"""How fast reading is, part by part, beside spaCy's small English pipeline on the same texts, in the same run.

    python benchmarks/read.py [FOLDER] [--megabytes 4] [--spacy en_core_web_sm] [--slice 0.05] [--rounds 3]

FOLDER holds agreement texts (.txt); without it the corpus beside the repository is taken, or else the shipped examples. MB is
10^6 bytes of UTF-8. Speed is by CPU time of one process on one core, so that a busy machine blurs it less; the best of the
rounds counts. spaCy is the `benchmark` extra; its pipeline `en_core_web_sm` comes by `python -m spacy download en_core_web_sm`.
Without the pipeline its blank tokeniser with rule-based sentences is measured instead, which does far less, and so it says.
"""

import argparse
import importlib
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

HOUSE = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(HOUSE))

from servanda.lexicon import load_lexicon  # noqa: E402
from servanda.lexicon.folding import Folded  # noqa: E402
from servanda.model import Raw, as_json  # noqa: E402
from servanda.read import read  # noqa: E402
from servanda.read.facts import facts  # noqa: E402
from servanda.read.outline import outline  # noqa: E402
from servanda.read.parties import parties  # noqa: E402
from servanda.read.reading import uncollected  # noqa: E402
from servanda.sources import open_file, open_text  # noqa: E402

LEXICON = load_lexicon()
SHORT = "France shall help Poland within two months.\n"


def folder_of(named: str | None) -> Path:
    """The folder to read: the one named, the corpus beside the repository, or the shipped examples."""
    if named:
        return Path(named)
    corpus = HOUSE.parent / "shared" / "corpus" / "agreements" / "texts"
    return corpus if corpus.is_dir() else HOUSE / "servanda" / "examples"


def sample(folder: Path, megabytes: float) -> list[Raw]:
    """Agreement texts from all over the folder, about so many megabytes of them."""
    paths = sorted(folder.glob("*.txt"))
    size = sum(path.stat().st_size for path in paths)
    step = max(1, round(size / (megabytes * 1e6)))
    return [open_file(path, LEXICON) for path in paths[::step]]


def scan(raw: Raw) -> None:
    """The bare multi-pattern pass: fold the text and find every word of the tables that agreements need."""
    folded = Folded(raw.document.text)
    for kind in ("state", "clause"):
        automaton = LEXICON.automaton_of(kind)
        assert automaton
        automaton.matches(folded)


def outline_and_facts(raw: Raw) -> None:
    """What reading does with an agreement before it looks for commitments."""
    document = raw.document
    with uncollected():
        marks = LEXICON.scan(document.text)
        structure = outline(document.text, marks)
        facts(document, structure, parties(document.text, structure, marks), marks)


def whole(raw: Raw) -> None:
    read(raw, LEXICON)


def from_text(raw: Raw) -> None:
    """From decoded text to plain JSON values: what a file costs without the disk."""
    as_json(read(open_text(raw.raw, "x", LEXICON), LEXICON))


def speed(work: Callable[[Raw], None], raws: Sequence[Raw], rounds: int) -> float:
    """MB of UTF-8 a second of CPU time, in the best round."""
    size = sum(len(raw.document.text.encode()) for raw in raws) / 1e6
    best = float("inf")
    for _ in range(rounds):
        LEXICON.scan("")
        start = time.process_time()
        for raw in raws:
            work(raw)
        best = min(best, time.process_time() - start)
    return size / best


def spacy_speed(name: str, raws: Sequence[Raw], megabytes: float) -> tuple[str, float] | None:
    """What was measured and its MB/s on a slice of the same texts; None where spaCy is not installed."""
    try:
        spacy: Any = importlib.import_module("spacy")
    except ImportError:
        return None
    try:
        pipeline, said = spacy.load(name), f"spaCy {spacy.__version__} {name}"
    except OSError:
        pipeline, said = spacy.blank("en"), f"spaCy {spacy.__version__} blank tokeniser and sentence rules (no {name} installed)"
        pipeline.add_pipe("sentencizer")
    pieces, size = [], 0
    for raw in raws:
        piece = raw.document.text[:20_000]
        pieces.append(piece)
        size += len(piece.encode())
        if size >= megabytes * 1e6:
            break
    list(pipeline.pipe(pieces[:1]))
    start = time.process_time()
    for document in pipeline.pipe(pieces):
        assert document is not None
    return said, size / 1e6 / (time.process_time() - start)


def start_up(*words: str) -> float:
    """Seconds from the call to the end, the best of seven; modules compiled beforehand, as an installation has them."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    best = float("inf")
    for _ in range(7):
        start = time.perf_counter()
        subprocess.run([sys.executable, *words], stdout=subprocess.DEVNULL, cwd=HOUSE, env=environment, check=True)
        best = min(best, time.perf_counter() - start)
    return best


def memory(paths: Sequence[str]) -> float:
    """MB of the largest process that reading these files takes."""
    subprocess.run(
        [sys.executable, "-m", "servanda", "read", "--json", *paths], stdout=subprocess.DEVNULL, cwd=HOUSE, check=False
    )
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?")
    parser.add_argument("--megabytes", type=float, default=4.0)
    parser.add_argument("--slice", type=float, default=0.05, help="megabytes for spaCy")
    parser.add_argument("--spacy", default="en_core_web_sm")
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    folder = folder_of(args.folder)
    raws = sample(folder, args.megabytes)
    size = sum(len(raw.document.text.encode()) for raw in raws) / 1e6
    print(f"{len(raws)} texts, {size:.2f} MB, from {folder.name}; best of {args.rounds} rounds, CPU time of one process")
    other = spacy_speed(args.spacy, raws, args.slice)
    print(f"  {other[0]:<42} {other[1]:8.3f} MB/s" if other else "  spaCy is not installed: pip install spacy")
    for name, work in (
        ("bare multi-pattern scan", scan),
        ("outline and facts", outline_and_facts),
        ("whole reading", whole),
        ("text to JSON values", from_text),
    ):
        found = speed(work, raws, args.rounds)
        print(f"  {name:<42} {found:8.3f} MB/s" + (f"{found / other[1]:10.0f} times spaCy" if other else ""))
    print(f"  peak memory, reading all of them           {memory([raw.document.origin for raw in raws]):8.0f} MB")
    with tempfile.TemporaryDirectory() as place:
        short = Path(place) / "short.txt"
        short.write_text(SHORT, encoding="utf-8")
        bare = start_up("-c", "pass")
        for name, words in (("--version", ["--version"]), ("read short.txt", ["read", str(short)])):
            seconds = start_up("-m", "servanda", *words)
            print(f"  servanda {name:<33} {seconds * 1000:8.0f} ms  {seconds / bare:9.1f} times python -c pass")


if __name__ == "__main__":
    main()
