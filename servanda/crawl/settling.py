"""Parts become tables: the same text twice is one document, near-duplicates are grouped, rows stand in the order of the inputs.

Only ids, fingerprints and places of all parts are held at once (about half a kilobyte a document); the rows pass through.
"""

import shutil
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from servanda.crawl.fingerprints import groups
from servanda.crawl.parts import PARTS, part_path
from servanda.crawl.rows import TABLES, Row
from servanda.crawl.tables import TableFile, rows_of

_ROWS = 200_000
"""Documents or findings from which on the next part begins a new file."""


def settle(folder: Path, shards: Iterable[int]) -> dict[str, int]:
    """Writes the tables out of the parts and removes these; gives the rows of each table."""
    numbers = list(shards)
    seen = _seen(folder, numbers)
    making = folder / f"{PARTS}.tables"
    shutil.rmtree(making, ignore_errors=True)
    counts = {table: _written(folder, making, table, numbers, seen) for table in TABLES}
    for table in TABLES:
        shutil.rmtree(folder / table, ignore_errors=True)
        if (making / table).exists():
            (making / table).rename(folder / table)
    shutil.rmtree(making, ignore_errors=True)
    return counts


class _Seen(NamedTuple):
    """For each shard the texts that are met there first, how often each is met at all, and the groups."""

    first: dict[int, set[str]]
    copies: Counter[str]
    group: dict[str, str]


def _seen(folder: Path, numbers: list[int]) -> _Seen:
    first: dict[int, set[str]] = {}
    copies: Counter[str] = Counter()
    ids: list[str] = []
    prints: list[bytes] = []
    for number in numbers:
        here = first[number] = set()
        for row in rows_of(part_path(folder, number) / "documents.parquet", ["id", "fingerprint"], 10_000):
            copies[row["id"]] += 1
            if copies[row["id"]] == 1:
                here.add(row["id"])
                ids.append(row["id"])
                prints.append(row["fingerprint"])
    return _Seen(first, copies, groups(ids, prints))


def _written(folder: Path, making: Path, table: str, numbers: list[int], seen: _Seen) -> int:
    """Writes a table's files; gives its rows."""
    count = files = 0
    file = TableFile(making / table / "part-00000.parquet", table)
    for number in numbers:
        here = set(seen.first[number])
        for row in rows_of(part_path(folder, number) / f"{table}.parquet"):
            if table == "problems":
                file.put(row)
            elif table == "documents":
                if row["id"] in here:
                    here.remove(row["id"])
                    _put(file, row, seen)
            elif row["document"] in here:
                file.put(row)
        if file.count >= _ROWS:
            count, files = count + file.count, files + 1
            file.close()
            file = TableFile(making / table / f"part-{files:05d}.parquet", table)
    file.close()
    return count + file.count


def _put(file: TableFile, row: Row, seen: _Seen) -> None:
    del row["fingerprint"]
    row["copies"], row["group"] = seen.copies[row["id"]], seen.group.get(row["id"])
    file.put(row)
