"""read -> exchange: readings in other people's formats."""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from servanda.exchange.akoma_ntoso import to_akoma_ntoso
from servanda.flow.reading import read_all
from servanda.model import BadInput, Reading, WrongCall

_UNSAFE = re.compile(r"[^\w.-]+")
Written = tuple[str, bytes]
"""The name of a file, and what belongs into it."""


def akoma_ntoso(reading: Reading) -> Written:
    """The reading as Akoma Ntoso, under a name made of its origin."""
    return _name(reading) + ".akn.xml", to_akoma_ntoso(reading)


FORMATS: Mapping[str, Callable[[Reading], Written]] = {"akn": akoma_ntoso}


def export_all(
    paths: Iterable[str], kind: str, folder: str, *, codebook: str | None = None, jobs: int = 1
) -> Iterator[Path | BadInput]:
    """Reads and writes a file for each document into a folder; yields what was written. WrongCall for a folder that is none.

    Files of the same name are written over, so that exporting twice changes nothing.
    """
    if kind not in FORMATS:
        raise WrongCall(f"{kind}: no format that is written; there are {', '.join(sorted(FORMATS))}")
    target = Path(folder)
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WrongCall(f"{folder}: cannot be a folder to write into ({error.strerror})") from error
    for written in read_all(paths, codebook=codebook, jobs=jobs, then=FORMATS[kind]):
        if isinstance(written, BadInput):
            yield written
            continue
        name, content = written
        path = target / name
        try:
            path.write_bytes(content)
        except OSError as error:
            yield BadInput(str(path), f"cannot be written ({error.strerror})")
            continue
        yield path


def _name(reading: Reading) -> str:
    """The origin's last part, safe as a file's name; two origins that end alike are told apart by a seal."""
    last = _UNSAFE.sub("_", re.split(r"[\\/]", reading.document.origin)[-1]).strip("._")[:80]
    stem = last.rsplit(".", 1)[0] if "." in last else last
    seal = hashlib.sha256(reading.document.origin.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{stem or 'document'}-{seal}"
