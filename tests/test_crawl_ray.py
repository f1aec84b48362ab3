"""The engine ray: two nodes on this machine, one of which is killed in the middle; the rows are those of the local engine."""

import importlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from servanda.crawl import job as crawl
from servanda.crawl.tally import Tally
from tests.made_archives import archive, pages
from tests.test_crawl_job import tables

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]
ROOT = str(Path(__file__).parents[1])
SHARD_BYTES = 4_000
STORE = 80 * 1024 * 1024


@pytest.fixture
def cluster(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    ray = pytest.importorskip("ray", reason="ray is not installed: its engine is not tested")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join((ROOT, os.environ.get("PYTHONPATH", ""))))
    monkeypatch.setenv("RAY_USAGE_STATS_ENABLED", "0")
    head = {"num_cpus": 0, "object_store_memory": STORE, "include_dashboard": False}
    made = importlib.import_module("ray.cluster_utils").Cluster(initialize_head=True, head_node_args=head)
    try:
        yield made
    finally:
        ray.shutdown()
        made.shutdown()


def test_the_rows_are_the_same_though_a_node_is_killed(cluster: Any, tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(archive(pages(120)))
    crawl.run(crawl.Job((str(path),), str(tmp_path / "local"), "test", shard_bytes=SHARD_BYTES), lambda news: None)
    nodes = [cluster.add_node(num_cpus=1, object_store_memory=STORE) for _ in range(2)]
    cluster.wait_for_nodes()
    heard: list[int] = []

    def watch(news: Tally) -> None:
        heard.append(news.shard)
        if len(heard) == 2:
            cluster.remove_node(nodes[0], allow_graceful=False)

    how: dict[str, Any] = {"engine": "ray", "ray_address": cluster.address, "shard_bytes": SHARD_BYTES}
    crawl.run(crawl.Job((str(path),), str(tmp_path / "ray"), "test", **how), watch)
    assert len(heard) > 4
    assert tables(tmp_path / "ray") == tables(tmp_path / "local")
    assert (tmp_path / "ray" / "manifest.json").read_text() == (tmp_path / "local" / "manifest.json").read_text()
