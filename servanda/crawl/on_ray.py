"""The engine of a cluster: Ray tasks, a shard each. The folder for the tables must be the same for all nodes (a shared disk).

A task that is lost with its node is done again elsewhere by Ray; a part that was finished before is found and not made twice.
"""

import importlib
import time
from collections.abc import Iterator, Sequence
from typing import Any

from servanda.crawl.inputs import Shard
from servanda.crawl.tally import Tally
from servanda.crawl.work import Settings, Watch, work
from servanda.model import WrongCall

_AHEAD = 4
"""Tasks for each processor of the cluster that are handed out at once: the rest wait here, not in Ray's memory."""
_PATIENCE = 1.0
_STORE = 100 * 1024 * 1024
"""Bytes for Ray's store of objects: only counts go through it."""


def run(
    shards: Sequence[Shard], settings: Settings, folder: str, jobs: int, watch: Watch, address: str | None = None
) -> Iterator[Tally]:
    """The counts of each shard as it is done. `jobs` bounds the tasks at once where no cluster is named."""
    ray = _ray()
    ours = not ray.is_initialized()
    if ours and address:
        ray.init(address=address, log_to_driver=False)
    elif ours:
        ray.init(num_cpus=jobs, object_store_memory=_STORE, log_to_driver=False, include_dashboard=False)
    try:
        yield from _tasks(ray, shards, settings, folder, watch)
    finally:
        if ours:
            ray.shutdown()


def _tasks(ray: Any, shards: Sequence[Shard], settings: Settings, folder: str, watch: Watch) -> Iterator[Tally]:
    task = ray.remote(max_retries=-1, num_cpus=1, scheduling_strategy="SPREAD")(_work)
    waiting = list(reversed(shards))
    under_way: dict[Any, Shard] = {}
    while waiting or under_way:
        most = _AHEAD * max(1, int(ray.cluster_resources().get("CPU", 1)))
        while waiting and len(under_way) < most:
            shard = waiting.pop()
            under_way[task.remote(shard, settings, folder)] = shard
        ready, _ = ray.wait(list(under_way), num_returns=1, timeout=_PATIENCE)
        for reference in ready:
            shard = under_way.pop(reference)
            try:
                tally: Tally = ray.get(reference)
            except (ray.exceptions.WorkerCrashedError, ray.exceptions.NodeDiedError):
                waiting.append(shard)
                time.sleep(_PATIENCE)
                continue
            watch(tally)
            yield tally


def _work(shard: Shard, settings: Settings, folder: str) -> Tally:
    return work(shard, settings, folder, _nobody)


def _nobody(news: Tally) -> None:
    """Ray's workers tell their counts once, with the part."""


def _ray() -> Any:
    try:
        return importlib.import_module("ray")
    except ImportError as error:
        raise WrongCall("the engine ray is not installed: pip install 'servanda[ray]'") from error
