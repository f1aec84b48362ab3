"""exchange -> register: other people's tables and files become readings that are kept like any other."""

import gc
import json
import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from servanda.exchange.agreement_table import agreement_table
from servanda.exchange.agreement_table import mapping_of as agreement_mapping
from servanda.exchange.akoma_ntoso import from_akoma_ntoso
from servanda.exchange.atop import atop
from servanda.exchange.atop import tables as atop_tables
from servanda.exchange.flow_table import flow_table, mapping_of
from servanda.exchange.iati import iati
from servanda.exchange.kiel import kiel
from servanda.exchange.kiel_workbook import workbook
from servanda.exchange.tota import tota
from servanda.flow.address import Address, at, when_there_is_something
from servanda.flow.confidence import measured
from servanda.flow.finding import check_readable
from servanda.flow.keeping import keep_all
from servanda.flow.naming import codes
from servanda.flow.reading import read_text
from servanda.model import Added, Agreement, BadInput, Reading, WrongCall, from_json
from servanda.register.writing import unmeasured

MAX_BYTES = 512 * 2**20
"""The largest table that is read into memory; IATI files are streamed and have no such limit."""
BATCH = 10_000
"""Findings that are kept in one transaction."""
_LOST = frozenset({"row_not_read", "transaction_not_read"})
_TOLD = 20
"""So many rows of a table that cannot be read are told one by one."""
_READ_HERE = ("akn",)
"""Kinds whose texts this program reads itself."""
Importer = Callable[[Path, str | None], Iterator[Reading]]


def import_from(address: Address, kind: str, path: str, mapping: str | None = None) -> Iterator[Added | BadInput]:
    """Imports a file or folder of a kind (see `IMPORTERS`) into the register; yields what became of each document.

    A file that breaks off in the middle keeps what was read before, and the BadInput says where it broke.
    """
    importer = IMPORTERS.get(kind)
    if importer is None:
        raise WrongCall(f"{kind!r} cannot be imported; known are {', '.join(sorted(IMPORTERS))}")
    place = Path(path)
    check_readable(path)
    sure = measured if kind in _READ_HERE else unmeasured
    troubles, batches = when_there_is_something(address, _batches(importer(place, mapping)))
    yield from troubles
    if batches is None:
        if not troubles:
            yield BadInput(path, "holds nothing to import")
        return
    with at(address, create=True) as register, _without_collector():
        for batch in batches:
            if isinstance(batch, BadInput):
                yield batch
            else:
                tables = {flow.attributed_to or "" for entry in batch for flow in entry.flows}
                yield from keep_all(register, batch, reader=f"import {kind}", tables=tables, confidence=sure)
                yield from _not_read(batch)


def _not_read(batch: list[Reading]) -> Iterator[BadInput]:
    """The rows that could not be read, the first ones of each table with the reason."""
    for entry in batch:
        lost = [problem for problem in entry.problems if problem.code in _LOST]
        for problem in lost[:_TOLD]:
            row = entry.document.text[problem.start or 0 : min(problem.end or 0, (problem.start or 0) + 80)]
            yield BadInput(entry.document.origin, f"not read: {' '.join(row.split())!r}: {problem.message}")
        if len(lost) > _TOLD:
            yield BadInput(
                entry.document.origin, f"{len(lost) - _TOLD} more rows are not read; `servanda show ID --json` lists them"
            )


def _batches(found: Iterator[Reading]) -> Iterator[list[Reading] | BadInput]:
    """The readings in batches of about as many findings; then the trouble that ended them, if one did."""
    batch: list[Reading] = []
    size = 0
    trouble: BadInput | None = None
    try:
        for reading in found:
            batch.append(reading)
            size += len(reading.flows) + 1
            if size >= BATCH:
                yield batch
                batch, size = [], 0
    except BadInput as error:
        trouble = error
    if batch:
        yield batch
    if trouble is not None:
        yield trouble


@contextmanager
def _without_collector() -> Iterator[None]:
    """Rows of tables make no cycles: the collector would only walk through all of them, again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise BadInput(str(path), f"larger than {MAX_BYTES // 2**20} MB; split it")
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(str(path), f"not UTF-8 at byte {error.start}; save the table as UTF-8") from error
    except OSError as error:
        raise BadInput(str(path), f"cannot be opened ({error.strerror})") from error
    if not text.strip():
        raise BadInput(str(path), "is empty")
    return text


def _files(path: Path, ending: str) -> list[Path]:
    check_readable(str(path))
    found = sorted(path.glob(f"*{ending}")) if os.path.isdir(path) else [path]
    if not found:
        raise BadInput(str(path), f"no file in this folder ends with {ending}")
    return found


def _kiel(path: Path, mapping: str | None) -> Iterator[Reading]:
    if path.suffix.casefold() == ".xlsx":
        yield workbook(path)
        return
    tables = [(file.name, _text(file)) for file in _files(path, ".csv")]
    release = next(
        (text.splitlines()[1].rsplit(",", 1)[-1].strip('"') for name, text in tables if name == "release_info.csv"), None
    )
    yield from kiel(tables, release)


def _iati(path: Path, mapping: str | None) -> Iterator[Reading]:
    for file in _files(path, ".xml"):
        yield from iati(str(file), str(file))


def _flows(path: Path, mapping: str | None) -> Iterator[Reading]:
    for file in _files(path, ".csv"):
        yield flow_table(_text(file), str(file), mapping_of(mapping))


def _atop(path: Path, mapping: str | None) -> Iterator[Reading]:
    alliances, members = atop_tables(_files(path, ".csv"))
    yield from atop(_text(alliances), _text(members) if members else None, str(path))


def _tota(path: Path, mapping: str | None) -> Iterator[Reading]:
    for file in _files(path, ".xml"):
        treaty = tota(file)
        yield treaty.coded
        if treaty.text.strip():
            yield read_text(treaty.text, str(file))


def _csv(path: Path, mapping: str | None) -> Iterator[Reading]:
    for file in _files(path, ".csv"):
        found = agreement_table(_text(file), str(file), agreement_mapping(mapping))
        yield replace(found, agreements=tuple(map(_with_codes, found.agreements)))


_JOINED = re.compile(r"\s*(?:,|\band\b|&)\s*")


def _with_codes(found: Agreement) -> Agreement:
    """The agreement with states and organisations that the lexicon knows by name under their codes, each in its own list."""
    parties: list[str] = []
    organisations: list[str] = []
    for name in (*found.parties, *found.organisations):
        for part in _parts(name):
            code, kind = codes().get(part.casefold(), (part, "organisation" if name in found.organisations else "state"))
            (parties if kind == "state" else organisations).append(code)
    evidence = {**found.evidence, "organisations": found.evidence["parties"]}
    return replace(
        found, parties=tuple(dict.fromkeys(parties)), organisations=tuple(dict.fromkeys(organisations)), evidence=evidence
    )


def _parts(name: str) -> list[str]:
    """`Norway and Sweden` in two, where both are known; what is not known stays whole: it may be one name."""
    parts = [part for part in _JOINED.split(name) if part]
    return parts if name.casefold() not in codes() and all(part.casefold() in codes() for part in parts) else [name]


def _jsonl(path: Path, mapping: str | None) -> Iterator[Reading]:
    for file in _files(path, ".jsonl"):
        with file.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield _line(line, f"{file}:{number}")


def _line(line: bytes, place: str) -> Reading:
    try:
        return from_json(Reading, json.loads(line))
    except (ValueError, RecursionError) as error:
        raise BadInput(place, f"no reading as `servanda schema` describes it: {error}") from error


def _akn(path: Path, mapping: str | None) -> Iterator[Reading]:
    for file in _files(path, ".xml"):
        document, outline = from_akoma_ntoso(file.read_bytes(), str(file))
        found = read_text(document.text, str(file))
        # The outline that the file holds is somebody's work: it stands in place of the one that was read from the words.
        yield replace(found, outline=outline) if found.document.text == document.text else found


IMPORTERS: Mapping[str, Importer] = {
    "akn": _akn,
    "atop": _atop,
    "csv": _csv,
    "flows": _flows,
    "iati": _iati,
    "jsonl": _jsonl,
    "kiel": _kiel,
    "tota": _tota,
}
"""What can be imported: a function from a path and a mapping to readings."""
