"""A crawl from its inputs to its tables. Read this first in this room.

    inputs -> shards -> (sieve -> text -> reading -> rows) on any number of workers -> parts -> tables and manifest

What comes out depends on the inputs and the settings alone: shards are cut by the inputs, parts are whole or not there, and the
tables are made of the parts in the order of the shards.
"""

import contextlib
import importlib
import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from servanda.crawl import local
from servanda.crawl.inputs import SHARD_BYTES, Shard, shards_of
from servanda.crawl.parts import PARTS, tally_of
from servanda.crawl.rows import TABLES
from servanda.crawl.settling import settle
from servanda.crawl.tally import Tally
from servanda.crawl.work import Settings, Watch
from servanda.model import WrongCall

MANIFEST = "manifest.json"
_BEGUN = f"{PARTS}/job.json"
Engine = Callable[[Sequence[Shard], Settings, str, int, Watch], Iterator[Tally]]


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be done: inputs, the folder for the tables, settings, the engine and its number of workers.

    `reader` names the program and its version, which the manifest keeps. `ray_address` is that of a running cluster.
    """

    inputs: tuple[str, ...]
    folder: str
    reader: str
    settings: Settings = field(default_factory=Settings)
    engine: str = "local"
    jobs: int = 1
    resume: bool = False
    ray_address: str | None = None
    shard_bytes: int = SHARD_BYTES


def run(job: Job, watch: Watch, begun: Callable[[int], None] = lambda size: None) -> Tally:
    """Does the job and gives its counts. WrongCall where the folder holds another job, or one that needs `resume`.

    `watch` hears the counts as they grow, `begun` the bytes of all inputs, with those of a resumed job's finished parts.
    """
    folder = Path(job.folder)
    shards = shards_of(job.inputs, job.shard_bytes if job.settings.limit is None else 1 << 62)
    _prepare(folder, job, shards)
    begun(sum(shard.size for shard in shards))
    done: dict[int, Tally] = {}
    missing = []
    for shard in shards:
        found = tally_of(folder, shard.number)
        if found is None:
            missing.append(shard)
        else:
            done[shard.number] = found
            watch(found)
    for tally in _done(job, missing, watch):
        done[tally.shard] = tally
    whole = Tally()
    for number in sorted(done):
        whole.add(done[number])
    _finish(folder, job, shards, whole, settle(folder, sorted(done)))
    return whole


def _done(job: Job, shards: Sequence[Shard], watch: Watch) -> Iterator[Tally]:
    if job.settings.limit is not None:
        yield from _limited(job, shards, watch)
    elif job.engine == "ray":
        on_ray = importlib.import_module("servanda.crawl.on_ray")
        yield from on_ray.run(shards, job.settings, job.folder, job.jobs, watch, job.ray_address)
    else:
        yield from local.run(shards, job.settings, job.folder, job.jobs, watch)


def _limited(job: Job, shards: Sequence[Shard], watch: Watch) -> Iterator[Tally]:
    """A trial of so many pages: one after the other, so that they are the same ones each time."""
    left = job.settings.limit or 0
    for shard in shards:
        if left <= 0:
            return
        settings = Settings(**{**asdict(job.settings), "limit": left})
        for tally in local.run([shard], settings, job.folder, 1, watch):
            left -= tally.pages
            yield tally


def _prepare(folder: Path, job: Job, shards: Sequence[Shard]) -> None:
    plan = _plan(job, shards)
    begun, finished = folder / _BEGUN, folder / MANIFEST
    if job.resume and finished.exists() and not begun.exists():
        raise WrongCall(f"{folder}: the job is finished; give another folder, or remove this one")
    if begun.exists():
        if not job.resume:
            raise WrongCall(f"{folder}: an unfinished job lies here; give --resume to go on with it, or another folder")
        if json.loads(begun.read_text(encoding="utf-8")) != plan:
            raise WrongCall(f"{folder}: the unfinished job there has other inputs or settings, or another version of Servanda")
        for unfinished in (folder / PARTS).glob("*.????????????"):
            shutil.rmtree(unfinished, ignore_errors=True)
        return
    if finished.exists() or any((folder / table).exists() for table in TABLES):
        raise WrongCall(f"{folder}: holds the tables of another job; give another folder")
    try:
        begun.parent.mkdir(parents=True, exist_ok=True)
        unfinished = begun.with_suffix(".new")
        unfinished.write_text(json.dumps(plan), encoding="utf-8")
        unfinished.replace(begun)
    except OSError as error:
        raise WrongCall(f"{folder}: cannot be a folder to write into ({error.strerror})") from error


def _plan(job: Job, shards: Sequence[Shard]) -> dict[str, Any]:
    files = [[part.address, part.size] for shard in shards for part in (shard.files or (shard.file,))]
    ranges = [[shard.kind, shard.start, shard.end] for shard in shards]
    return {"reader": job.reader, "settings": asdict(job.settings), "files": files, "ranges": ranges}


def _finish(folder: Path, job: Job, shards: Sequence[Shard], whole: Tally, rows: dict[str, int]) -> None:
    counts = {name: value for name, value in whole.as_json().items() if name != "shard"}
    files: dict[str, int] = {}
    for shard in shards:
        for file in shard.files or (shard.file,):
            files[file.address] = file.size
    manifest = {
        "reader": job.reader,
        "settings": asdict(job.settings),
        "inputs": [{"file": name, "size": size} for name, size in files.items()],
        "counts": counts,
        "tables": {
            table: {"rows": rows[table], "files": sorted(f"{table}/{path.name}" for path in (folder / table).glob("*.parquet"))}
            for table in TABLES
        },
    }
    unfinished = folder / f"{MANIFEST}.new"
    unfinished.write_text(json.dumps(manifest, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    unfinished.replace(folder / MANIFEST)
    with contextlib.suppress(OSError):
        shutil.rmtree(folder / PARTS)
