"""Work shared among processes: results in the order of the work, and never more of it under way than is needed."""

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from typing import TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")

_AT_ONCE = 8
"""Tasks handed to a process in one go: enough to hide the cost of handing over, few enough to keep all busy."""


def shared(work: Callable[[Task], Result], tasks: Iterable[Task], jobs: int) -> Iterator[Result]:
    """`map(work, tasks)` on `jobs` processes, started afresh (spawn), so that no thread or lock is inherited."""
    queue = iter(tasks)
    waiting: deque[Future[list[Result]]] = deque()
    with ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn")) as pool:
        while True:
            while len(waiting) < 3 * jobs and (chunk := list(islice(queue, _AT_ONCE))):
                waiting.append(pool.submit(_all, work, chunk))
            if not waiting:
                return
            yield from waiting.popleft().result()


def _all(work: Callable[[Task], Result], tasks: list[Task]) -> list[Result]:
    return [work(task) for task in tasks]
