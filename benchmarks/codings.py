"""Figures on our own codings, in groups: the texts looked at while rules were written, and those kept apart.

Usage: python benchmarks/codings.py [--shared ../shared] [--misses N] [--apart-misses]
It puts the coded texts into a temporary folder in the form that the corpus scorer reads, reads them, and scores them.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import pypdfium2

from servanda.flow import read
from servanda.model import as_json

CODINGS = Path(__file__).parent / "codings"
LOOKED_AT = ("tota-266", "huggo-BGR-RUS_WBS__1978A", "usind-V0005", "huggo-GBR-NOR_NFL__1975N")
KEPT_APART = ("bwbv-0001254", "bwbv-0005054", "usind-V0162", "ukrsecpdf-JPN")
CODED_LATER = ("bwbv-0004440", "huggo-ESP-PRT_FSF__1969A")


def source_of(coded: str, corpus: Path) -> Path:
    """The corpus file that a coding is about."""
    text = corpus / "agreements" / "texts" / f"{coded}.txt"
    return text if text.exists() else corpus / "agreements" / "pdf" / f"{coded}.pdf"


def text_of(source: Path) -> str:
    """The text that the offsets of a coding count in."""
    if source.suffix == ".pdf":
        pages = (page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(str(source)))
        return "\n".join(page.replace("\r\n", "\n") for page in pages)
    return source.read_bytes().decode("utf-8")


def gold_folder(group: tuple[str, ...], corpus: Path, folder: Path) -> None:
    """Write the group's codings and texts as the scorer expects them."""
    (folder / "texts").mkdir(parents=True)
    for coded in group:
        text = text_of(source_of(coded, corpus))
        (folder / "texts" / f"{coded}.txt").write_bytes(text.encode("utf-8"))
        rows = [json.loads(line) for line in (CODINGS / f"{coded}.jsonl").read_text(encoding="utf-8").splitlines()]
        for row in rows:
            for field in ("condition", "deadline"):
                row[field] = "; ".join(text[a:b] for a, b in row[field])
            row |= {"amounts": [], "quantities": []}
        (folder / f"{coded}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def score(name: str, group: tuple[str, ...], shared: Path, misses: int) -> None:
    """Print the figures of a group."""
    with tempfile.TemporaryDirectory() as scratch:
        gold = Path(scratch) / "gold"
        gold_folder(group, shared / "corpus", gold)
        readings = Path(scratch) / "readings.jsonl"
        with readings.open("w", encoding="utf-8") as out:
            for coded in group:
                out.write(json.dumps(as_json(read(source_of(coded, shared / "corpus")))) + "\n")
        print(f"== {name}: {', '.join(group)}", flush=True)
        more = ["--misses", str(misses)] if misses else []
        subprocess.run(
            [sys.executable, str(shared / "score" / "score.py"), "commitments", str(readings), str(gold), *more], check=True
        )


def main() -> None:
    """Score both groups."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[2] / "shared")
    parser.add_argument("--misses", type=int, default=0)
    parser.add_argument("--apart-misses", action="store_true", help="also show the misses of the texts kept apart")
    args = parser.parse_args()
    score("looked at", LOOKED_AT, args.shared, args.misses)
    score("kept apart", KEPT_APART, args.shared, args.misses if args.apart_misses else 0)
    score("kept apart, coded on 25 November", CODED_LATER, args.shared, args.misses if args.apart_misses else 0)


if __name__ == "__main__":
    main()
