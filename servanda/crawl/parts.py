"""What a worker leaves of a shard: a folder of tables, there as a whole or not at all, and a note of the page it is at.

A part is written under a name of its own and renamed when it is whole, so that a killed worker leaves nothing that counts.
While a page is read its place is noted: a page at which two workers died is taken for the cause, listed, and left out.
"""

import contextlib
import json
import os
import shutil
import uuid
from pathlib import Path

from servanda.crawl.page import BadRecord
from servanda.crawl.rows import TABLES, Row, problem_row
from servanda.crawl.tables import TableFile
from servanda.crawl.tally import Tally

PARTS = ".parts"
_DEATHS = 2


class Part:
    """A part in the making; `finish` makes it count."""

    def __init__(self, folder: Path, shard: int) -> None:
        self._shard = shard
        self._whole = folder / PARTS / f"{shard:06d}"
        self._making = folder / PARTS / f"{shard:06d}.{uuid.uuid4().hex[:12]}"
        self._making.mkdir(parents=True)
        self._tables = {name: TableFile(self._making / f"{name}.parquet", name, in_parts=True) for name in TABLES}

    def put(self, table: str, row: Row) -> None:
        """A row of a table."""
        self._tables[table].put(row)

    def bad(self, record: BadRecord) -> None:
        """A record that could not be read."""
        self._tables["problems"].put(problem_row(record))

    def finish(self, tally: Tally) -> None:
        """The part is whole. Where another worker was faster, its part stays: both are the same."""
        for table in self._tables.values():
            table.close()
        (self._making / "tally.json").write_text(json.dumps(tally.as_json()), encoding="utf-8")
        try:
            os.rename(self._making, self._whole)
        except OSError:
            shutil.rmtree(self._making, ignore_errors=True)
        forget(self._whole)

    def drop(self) -> None:
        """Leaves nothing behind."""
        for table in self._tables.values():
            with contextlib.suppress(Exception):
                table.close()
        shutil.rmtree(self._making, ignore_errors=True)


def part_path(folder: Path, shard: int) -> Path:
    """Where the part of a shard is, or will be."""
    return folder / PARTS / f"{shard:06d}"


def tally_of(folder: Path, shard: int) -> Tally | None:
    """The counts of a finished part; None where it is not finished."""
    try:
        return Tally.of_json(json.loads((part_path(folder, shard) / "tally.json").read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError):
        return None


class Whereabouts:
    """Notes at which page a worker is, so that a page that kills is known by those who come after."""

    def __init__(self, folder: Path, shard: int) -> None:
        self._path = part_path(folder, shard).with_suffix(".at")
        self._deaths = part_path(folder, shard).with_suffix(".deaths")
        deaths: dict[str, int] = {}
        with contextlib.suppress(OSError, ValueError):
            deaths = json.loads(self._deaths.read_text(encoding="utf-8"))
        with contextlib.suppress(OSError):
            last = self._path.read_text(encoding="utf-8")
            if last:
                deaths[last] = deaths.get(last, 0) + 1
                self._deaths.write_text(json.dumps(deaths), encoding="utf-8")
                self._path.unlink()
        self._deadly = {place for place, count in deaths.items() if count >= _DEATHS}

    def at(self, place: str) -> bool:
        """Notes the page; False where it is known to kill."""
        if place in self._deadly:
            return False
        self._path.write_text(place, encoding="utf-8")
        return True


def forget(part: Path) -> None:
    """Removes the notes of a finished part."""
    for suffix in (".at", ".deaths"):
        part.with_suffix(suffix).unlink(missing_ok=True)
