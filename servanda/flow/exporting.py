"""read or register -> exchange: readings and registers in other people's formats, each file whole or not there."""

import gzip
import hashlib
import importlib
import os
import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

from servanda.exchange.akoma_ntoso import to_akoma_ntoso
from servanda.exchange.csv_tables import CsvTables
from servanda.exchange.flat import flat_rows
from servanda.exchange.flat_columns import CODINGS, FLAT_TABLES, PROVISIONS, REVIEWS, Column, FlatTable, Kind, Row
from servanda.exchange.iati import Reporter, iati_xml
from servanda.exchange.json_ld import agents_of, file_of, nodes_of
from servanda.flow import tracking
from servanda.flow.address import Address, at
from servanda.flow.asking import NOTHING
from servanda.flow.finding import check_readable
from servanda.flow.keeping import now
from servanda.flow.reading import read_all
from servanda.flow.whole_files import is_package, whole_file, whole_folder
from servanda.model import Asked, BadInput, Claim, DocumentEntry, Reading, WrongCall
from servanda.register import Register, coding, dumping, finding, happenings, merging, parties, publishing, viewing
from servanda.track.ledger import counts, pledges

_UNSAFE = re.compile(r"[^\w.-]+")
Written = tuple[str, bytes]
"""The name of a file, and what belongs into it."""


def akoma_ntoso(reading: Reading) -> Written:
    """The reading as Akoma Ntoso, under a name made of its origin."""
    return _name(reading) + ".akn.xml", to_akoma_ntoso(reading)


FORMATS: Mapping[str, Callable[[Reading], Written]] = {"akn": akoma_ntoso}
"""What files can be written as, without a register."""


def export_all(
    paths: Iterable[str], kind: str, folder: str, *, codebook: str | None = None, jobs: int = 1
) -> Iterator[Path | BadInput]:
    """Reads and writes a file for each document into a folder; yields what was written. WrongCall for a folder that is none.

    Files of the same name are written over, so that exporting twice changes nothing.
    """
    if kind not in FORMATS:
        raise WrongCall(f"{kind}: no format that files are written as; there are {', '.join(sorted(FORMATS))}")
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


# -------------------------------------------------------------------- a register
def export(
    address: Address,
    kind: str,
    target: str,
    *,
    overwrite: bool = False,
    spreadsheet: bool = False,
    asked: Asked = NOTHING,
    reporter: str | None = None,
) -> int:
    """Writes a register in one of `KINDS` to a file or folder; gives the number of documents in it.

    `reporter` is for IATI: identifier, type and name of the organisation that reports, with commas.

    What is there already is replaced only with `overwrite`. `spreadsheet` makes CSV for Excel. With `asked` only
    what passes is written: agreements and commitments in tables, whole documents in other formats; a dump is always whole.
    """
    if kind not in KINDS:
        raise WrongCall(f"{kind}: no format that a register is written as; there are {', '.join(sorted(KINDS))}")
    if kind == "dump" and asked != NOTHING:
        raise WrongCall("a dump is the whole register with its history; filters and --as-of have no meaning for it")
    with at(address) as register:
        return KINDS[kind](_Export(register, target, overwrite, spreadsheet, asked, reporter))


class _Export:
    """One export under way."""

    def __init__(
        self, register: Register, target: str, overwrite: bool, spreadsheet: bool, asked: Asked, reporter: str | None
    ) -> None:
        self.reporter = reporter
        self.register = register
        self.target = target
        self.overwrite = overwrite
        self.spreadsheet = spreadsheet
        self.asked = asked
        self.title = f"What the register {register.address} holds" + _told(asked)

    @property
    def whole(self) -> bool:
        """Whether nothing is left out."""
        return self.asked == NOTHING

    def documents(self) -> Iterator[tuple[DocumentEntry, Reading, list[Claim]]]:
        """Every document that passes with its reading, one after the other, the first added first."""
        every = viewing.documents(self.register)
        passing = None if self.whole else {h.document for h in finding.search(self.register, "", self.asked, len(every))}
        for entry in reversed(every):
            if passing is None or entry.id in passing:
                yield entry, *viewing.stored_with_claims(self.register, entry.id, as_of=self.asked.as_of)

    def agreements(self) -> set[str] | None:
        """The agreements that pass; None where all do."""
        return None if self.whole else {entry.id for entry in finding.agreements(self.register, self.asked)}

    def opened(self) -> Mapping[str, coding.Coded]:
        """What people coded, by document."""
        return {entry.document: entry for entry in coding.coded(self.register, as_of=self.asked.as_of)}

    def same(self) -> Mapping[str, str]:
        """Each agreement, event or name of a party that people say is another one, with that other one."""
        as_of = self.asked.as_of
        found = {name: one.head for one in merging.merged(self.register, as_of=as_of) for name in one.others}
        found |= parties.one_name(self.register, as_of=as_of)
        found |= happenings.merged(self.register, as_of=as_of)
        return {name: other for name, other in found.items() if name != other}


def _told(asked: Asked) -> str:
    told = [f"{f.name} {getattr(asked, f.name)}" for f in fields(asked) if getattr(asked, f.name) is not None]
    return f" ({', '.join(told)})" if told else ""


def _put_all(export: _Export, put: Callable[[str, Row], None]) -> int:
    """Writes all rows of the flat tables that pass."""
    same, number, agreements = export.same(), 0, export.agreements()
    claims_written: set[str] = set()
    documents: set[str] = set()
    for entry, reading, claims in export.documents():
        number += 1
        documents.add(entry.id)
        without = {c.id for c in claims if c.kind == "commitment" and not export.asked.passes_promise(c.value)}
        gone = {c.value["id"] for c in claims if c.id in without}
        for name, row in flat_rows(reading, claims, entry.added, same):
            if (
                agreements is not None
                and name != PROVISIONS.name
                and (row.get("agreement_id") or next(iter(agreements), "")) not in agreements
            ):
                continue
            if row.get("claim_id") not in without and row.get("commitment_id") not in gone:
                claims_written.add(str(row.get("claim_id")))
                put(name, row)
    opened = export.opened()
    for table, raw in dumping.raw_rows(export.register, ("review", "coding")):
        if export.asked.as_of is not None and raw["at"] > export.asked.as_of:
            continue
        if table == "review" and (export.whole or raw["claim"] in claims_written):
            names = {"review_id": "id", "claim_id": "claim", "by_name": "by", "at_time": "at"}
            put(REVIEWS.name, {c.name: raw[names.get(c.name, c.name)] for c in REVIEWS.columns})
        elif table == "coding" and raw["document"] in documents and _may_be_seen(raw, opened):
            names = {"coding_id": "id", "document_id": "document", "at_time": "at"}
            agreed = opened[raw["document"]].resolved.get((raw["unit"], raw["field"]), (None, None))[0]
            put(CODINGS.name, {c.name: raw.get(names.get(c.name, c.name)) for c in CODINGS.columns} | {"resolved": agreed})
    return number


def _may_be_seen(raw: Mapping[str, Any], opened: Mapping[str, coding.Coded]) -> bool:
    """Whether a coder's code may be shown: only once enough people have handed in theirs."""
    return raw["document"] in opened and opened[raw["document"]].is_open(coding.kind_of(raw["unit"]))


def _raw_as_flat() -> dict[str, FlatTable]:
    """The register's own tables, under `register/`."""
    kinds: Mapping[str, Kind] = {"integer": "integer", "number": "number"}
    return {
        name: FlatTable(
            f"register/{name}", "a row of the register", tuple(Column(c, kinds.get(kind, "text"), "") for c, kind in told)
        )
        for name, told in dumping.raw_tables().items()
    }


def _tables(export: _Export, writer: Callable[[Path, list[FlatTable]], AbstractContextManager[Any]]) -> int:
    raw = _raw_as_flat() if export.whole else {}
    with (
        whole_folder(export.target, overwrite=export.overwrite, written_here=is_package) as folder,
        writer(folder, [*FLAT_TABLES, *raw.values()]) as tables,
    ):
        number = _put_all(export, tables.put)
        opened = export.opened()
        for name, row in dumping.raw_rows(export.register) if raw else ():
            if name != "coding" or _may_be_seen(row, opened):
                tables.put(raw[name].name, row)
        tables.finish(export.title)
    return number


def _csv(export: _Export) -> int:
    return _tables(export, lambda folder, tables: CsvTables(folder, tables, spreadsheet=export.spreadsheet))


def _parquet(export: _Export) -> int:
    # Imported here by name: what it needs takes longer to load than most exports take.
    return _tables(export, importlib.import_module("servanda.exchange.parquet_tables").ParquetTables)


def _sqlite(export: _Export) -> int:
    columns = {table.name: [(c.name, c.kind, c.meaning) for c in table.columns] for table in FLAT_TABLES}
    with whole_file(export.target, overwrite=export.overwrite) as path, publishing.SqliteTables(path, columns) as tables:
        number = _put_all(export, tables.put)
        tables.finish(export.title)
    return number


def _json_ld(export: _Export) -> int:
    number, same = 0, export.same()
    told: set[str] = set()

    def nodes() -> Iterator[dict[str, Any]]:
        nonlocal number
        for _, reading, claims in export.documents():
            number += 1
            for agent in agents_of(claims):
                if agent["@id"] not in told:
                    told.add(agent["@id"])
                    yield agent
            yield from nodes_of(reading, claims, same)

    with (
        whole_file(export.target, overwrite=export.overwrite) as path,
        path.open("w", encoding="utf-8", errors="replace") as file,
    ):
        for piece in file_of(nodes()):
            file.write(piece)
    return number


def _iati(export: _Export) -> int:
    """The flows and the sums of commitments that count in the ledger."""
    reference, kind, name = [part.strip() for part in (*(export.reporter or "").split(",", 2), "", "")][:3]
    if not (reference and kind and name):
        raise WrongCall("an IATI file says who reports: --reporter XX-1,10,'Name of the organisation' (identifier, type, name)")
    aside = {entry.flow for entry, _, _ in tracking.aside(export.register, as_of=export.asked.as_of)}
    number, flows = 0, []
    for _, reading, _ in export.documents():
        number += 1
        flows += [flow for flow in (*reading.flows, *pledges(reading.commitments, reading.agreements)) if counts(flow)]
    found = iati_xml(
        (flow for flow in flows if flow.id not in aside), Reporter(reference, kind, name), date.fromisoformat(now()[:10])
    )
    with whole_file(export.target, overwrite=export.overwrite) as path:
        path.write_bytes(found)
    return number


def _akn(export: _Export) -> int:
    number = 0
    with whole_folder(export.target, overwrite=export.overwrite, written_here=_only_akn) as folder:
        for _, reading, _ in export.documents():
            if reading.document.kind == "agreement":
                name, content = akoma_ntoso(reading)
                (folder / name).write_bytes(content)
                number += 1
    return number


def _only_akn(folder: Path) -> bool:
    return all(path.name.endswith(".akn.xml") for path in folder.iterdir())


def _dump(export: _Export) -> int:
    """Lines of JSON; pressed where the name ends with .gz."""
    pressed = export.target.endswith(".gz")
    with whole_file(export.target, overwrite=export.overwrite) as path, path.open("wb") as file:
        out = gzip.GzipFile("", "wb", 6, file, mtime=0) if pressed else file
        for line in dumping.dump(export.register):
            out.write(line.encode("utf-8") + b"\n")
        if pressed:
            out.close()
    return len(viewing.documents(export.register))


def load_dump(address: Address, path: str) -> int:
    """Fills a register that is not there yet, or is empty, with a dump, all of it or nothing; gives the number of documents."""
    check_readable(path)
    fresh = isinstance(address, str) and "://" not in address and not os.path.exists(address)
    try:
        with (
            gzip.open(path, "rt", encoding="utf-8") if path.endswith(".gz") else open(path, encoding="utf-8") as lines,
            at(address, create=True) as register,
        ):
            dumping.load(register, lines, path)
            return len(viewing.documents(register))
    except BaseException as error:
        if fresh:
            _take_away(str(address))
        if isinstance(error, (OSError, EOFError, UnicodeDecodeError, zlib.error)):
            raise BadInput(path, f"cannot be read ({error}); nothing was loaded") from error
        raise


def _take_away(address: str) -> None:
    """The register that was made for a dump that could not be loaded, with what SQLite keeps beside it."""
    for name in (address, f"{address}-wal", f"{address}-shm"):
        Path(name).unlink(missing_ok=True)


KINDS: Mapping[str, Callable[[_Export], int]] = {
    "akn": _akn,
    "csv": _csv,
    "dump": _dump,
    "iati": _iati,
    "jsonld": _json_ld,
    "parquet": _parquet,
    "sqlite": _sqlite,
}
"""What a register can be written as."""
