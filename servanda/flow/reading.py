"""sources -> read: files, folders, lines of JSON and standard input become readings."""

import importlib
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Generic, TypeVar, overload

from servanda.flow.finding import Source, opened, size_of, sources_in
from servanda.lexicon import load_lexicon
from servanda.model import BadInput, Reading
from servanda.read import read as read_document
from servanda.sources import open_file, open_text

T = TypeVar("T")


def read(path_or_text: str | Path, *, codebook: str | None = None) -> Reading:
    """The reading of a file, or of a text: a str with a line break, or one that names no file, is a text."""
    lexicon = load_lexicon(codebook)
    if isinstance(path_or_text, Path) or _names_a_file(path_or_text):
        return read_document(open_file(path_or_text, lexicon), lexicon)
    return read_document(open_text(path_or_text, "text", lexicon), lexicon)


def read_text(text: str, origin: str) -> Reading:
    """The reading of a text that comes from elsewhere; `origin` says from where."""
    lexicon = load_lexicon()
    return read_document(open_text(text, origin, lexicon), lexicon)


def _names_a_file(word: str) -> bool:
    return bool(word) and "\n" not in word and "\0" not in word and len(word) <= 4096 and os.path.exists(word)


@overload
def read_all(paths: Iterable[str], *, codebook: str | None = None, jobs: int = 1) -> Iterator[Reading | BadInput]: ...
@overload
def read_all(
    paths: Iterable[str], *, codebook: str | None = None, jobs: int = 1, then: Callable[[Reading], T]
) -> Iterator[T | BadInput]: ...
def read_all(
    paths: Iterable[str], *, codebook: str | None = None, jobs: int = 1, then: Callable[[Reading], T] | None = None
) -> Iterator[Reading | T | BadInput]:
    """The readings of files, folders (by name), JSON Lines and `-` (standard input), in the order given.

    What cannot be read is a BadInput in its place and stops nothing. With `jobs` above 1 other processes read; what comes
    out is the same. `then` makes something else of each reading where it was read: a function of a module, so that another
    process can be told of it.
    """
    work = _Work(codebook, then)
    load_lexicon(codebook)
    found = sources_in(paths)
    if jobs == 1:
        yield from map(work, found)
        return
    sharing = importlib.import_module("servanda.flow.sharing")
    yield from sharing.shared(sharing.Sharing(work, size_of, _lost), found, jobs)


class _Work(Generic[T]):
    """Reads one source; a BadInput is a value here."""

    def __init__(self, codebook: str | None, then: Callable[[Reading], T] | None) -> None:
        self._codebook = codebook
        self._then = then

    def __call__(self, source: Source | BadInput) -> Reading | T | BadInput:
        if isinstance(source, BadInput):
            return source
        lexicon = load_lexicon(self._codebook)
        try:
            reading = read_document(opened(source, lexicon), lexicon)
            return self._then(reading) if self._then else reading
        except BadInput as error:
            return error
        except MemoryError:
            return BadInput(source.origin, "takes more memory than there is")
        except Exception as error:
            return BadInput(source.origin, f"Servanda failed on it, which is a fault of Servanda: {_told(error)}")


def _told(error: Exception) -> str:
    """The error and where it was raised, for a report of the fault."""
    place = error.__traceback__
    while place and place.tb_next:
        place = place.tb_next
    where = f" ({Path(place.tb_frame.f_code.co_filename).name}, line {place.tb_lineno})" if place else ""
    return f"{type(error).__name__}: {error}{where}"


def _lost(source: Source | BadInput) -> BadInput:
    if isinstance(source, BadInput):
        return source
    return BadInput(source.origin, "the process that read it died (out of memory, or a fault in a library); it is not read")
