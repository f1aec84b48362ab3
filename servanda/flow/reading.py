"""sources -> read: files, folders, lines of JSON and standard input become readings."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from servanda.lexicon import load_lexicon
from servanda.model import BadInput, Reading
from servanda.read import read as read_document
from servanda.sources import open_file, open_text


def read(path_or_text: str | Path, *, codebook: str | None = None) -> Reading:
    """The reading of a file, or of a text: a str with a line break, or one that names no file, is a text."""
    lexicon = load_lexicon(codebook)
    if isinstance(path_or_text, Path) or ("\n" not in path_or_text and len(path_or_text) < 4096 and Path(path_or_text).exists()):
        return read_document(open_file(path_or_text, lexicon), lexicon)
    return read_document(open_text(path_or_text, "text", lexicon), lexicon)


def read_all(paths: Iterable[str], *, codebook: str | None = None, jobs: int = 1) -> Iterator[Reading | BadInput]:
    """The readings of files, folders and JSON Lines, in order; a file that cannot be read is a BadInput in its place."""
    lexicon = load_lexicon(codebook)
    for path in _files(paths):
        try:
            if path.suffix == ".jsonl":
                with path.open(encoding="utf-8") as lines:
                    for line in lines:
                        row = json.loads(line)
                        yield read_document(open_text(row["text"], str(row["id"]), lexicon), lexicon)
            else:
                yield read_document(open_file(path, lexicon), lexicon)
        except BadInput as error:
            yield error


def _files(paths: Iterable[str]) -> Iterator[Path]:
    for path in map(Path, paths):
        if path.is_dir():
            yield from sorted(p for p in path.rglob("*") if p.is_file())
        else:
            yield path
