"""crawl: web archives become tables of readings, and a selection of these goes into a register."""

import importlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from servanda.flow.address import Address, at, when_there_is_something
from servanda.flow.keeping import keep
from servanda.model import Added, BadInput, Reading, WrongCall, from_json
from servanda.version import VERSION

Counts = Any
"""Counts of a crawl (servanda.crawl.tally.Tally): pages, passed, read, bad, size, unpacked, languages, left."""


def crawl(
    inputs: tuple[str, ...],
    folder: str,
    *,
    engine: str = "local",
    jobs: int = 1,
    resume: bool = False,
    since: str | None = None,
    limit: int | None = None,
    threshold: float | None = None,
    codebook: str | None = None,
    ray_address: str | None = None,
    watch: Callable[[Counts], None] = lambda counts: None,
    begun: Callable[[int], None] = lambda size: None,
) -> Counts:
    """Reads the pages of archives, tables and folders that speak of agreements into Parquet tables; gives the counts.

    The rows are the same whatever the engine and the number of jobs. WrongCall where the folder holds another job.
    """
    job = importlib.import_module("servanda.crawl.job")
    work = importlib.import_module("servanda.crawl.work")
    settings = work.Settings(since, threshold, limit, codebook)
    task = job.Job(tuple(inputs), folder, f"servanda {VERSION}", settings, engine, jobs, resume, ray_address)
    return job.run(task, watch, begun)


def add_from(
    address: Address,
    folder: str,
    *,
    kind: str | None = None,
    party: str | None = None,
    words: str | None = None,
    least_score: float | None = None,
    limit: int | None = None,
) -> Iterator[Added | BadInput]:
    """Takes documents of a crawl into the register: of a kind, with a party or a state that promises, with words in the text.

    Of reports that are near-duplicates the first is taken; agreements after one model are each an agreement. What came out
    of the crawl is taken as it is, not read again.
    """
    troubles, readings = when_there_is_something(address, _selected(folder, kind, party, words, least_score, limit))
    yield from troubles
    if readings is None:
        return
    with at(address, create=True) as register:
        for found in readings:
            yield found if isinstance(found, BadInput) else keep(register, found)


def _selected(
    folder: str, kind: str | None, party: str | None, words: str | None, least_score: float | None, limit: int | None
) -> Iterator[Reading | BadInput]:
    """The readings of a crawl's folder that are asked for, in the order of the tables."""
    tables = importlib.import_module("servanda.crawl.tables")
    files = sorted((Path(folder) / "documents").glob("*.parquet"))
    if not files:
        raise WrongCall(f"{folder}: holds no tables of a finished crawl (documents/*.parquet)")
    groups: set[str] = set()
    count = 0
    for row in (row for file in files for row in tables.rows_of(file)):
        if limit is not None and count >= limit:
            return
        if (kind and row["kind"] != kind) or (least_score is not None and row["score"] < least_score):
            continue
        if (words and words.casefold() not in row["text"].casefold()) or (row["kind"] == "report" and row["group"] in groups):
            continue
        try:
            reading = from_json(Reading, json.loads(row["reading"]))
        except (ValueError, KeyError, TypeError) as error:
            yield BadInput(f"{folder}: {row['id']}", f"its reading cannot be read ({error})")
            continue
        if party and not _has(reading, party):
            continue
        if row["group"]:
            groups.add(row["group"])
        count += 1
        yield reading


def _has(reading: Reading, party: str) -> bool:
    return any(party in (*found.parties, *found.organisations) for found in reading.agreements) or any(
        party in (*promise.by, *promise.to) for promise in reading.commitments
    )
