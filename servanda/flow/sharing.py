"""Work shared among processes: results in the order of the work, and never more of it under way than is needed."""

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")

_AT_ONCE = 16
_SIZE_AT_ONCE = 200_000
"""Tasks, and their size together, that are handed to a process in one go: enough to hide the cost of handing over."""
_WAITING = 3
"""Handfuls for each process that are under way or wait to be fetched: bounds memory where the reader of results is slow."""


@dataclass(frozen=True, slots=True)
class Sharing(Generic[Task, Result]):
    """How a task is done, how large it is, and what stands for its result when a process died of it.

    `work` goes to other processes and must be a function of a module or an instance that can be pickled.
    """

    work: Callable[[Task], Result]
    size: Callable[[Task], int]
    lost: Callable[[Task], Result]


def shared(sharing: Sharing[Task, Result], tasks: Iterable[Task], jobs: int) -> Iterator[Result]:
    """`map(work, tasks)` on `jobs` processes, started afresh (spawn), so that no thread or lock is inherited.

    A process that dies (out of memory, a fault in a library) takes the others with it; then all that was under way is done
    again, one by one, so that only the task that kills is lost.
    """
    handfuls = _handfuls(sharing, iter(tasks))
    waiting: deque[_Handful[Task, Result]] = deque()
    pool = _pool(jobs)
    try:
        while True:
            while len(waiting) < _WAITING * jobs and (handful := next(handfuls, None)):
                handful.future = pool.submit(_all, sharing.work, handful.tasks)
                waiting.append(handful)
            if not waiting:
                return
            try:
                assert waiting[0].future
                results = waiting[0].future.result()
            except BrokenProcessPool:
                pool.shutdown(wait=False)
                while waiting:
                    yield from _one_by_one(sharing, waiting.popleft())
                pool = _pool(jobs)
                continue
            waiting.popleft()
            yield from results
    finally:
        pool.shutdown(cancel_futures=True)


@dataclass(slots=True)
class _Handful(Generic[Task, Result]):
    tasks: list[Task] = field(default_factory=list)
    future: Future[list[Result]] | None = None


def _handfuls(sharing: Sharing[Task, Result], tasks: Iterator[Task]) -> Iterator[_Handful[Task, Result]]:
    handful: _Handful[Task, Result] = _Handful()
    size = 0
    for task in tasks:
        handful.tasks.append(task)
        size += sharing.size(task)
        if size >= _SIZE_AT_ONCE or len(handful.tasks) >= _AT_ONCE:
            yield handful
            handful, size = _Handful(), 0
    if handful.tasks:
        yield handful


def _one_by_one(sharing: Sharing[Task, Result], handful: _Handful[Task, Result]) -> Iterator[Result]:
    """The results of tasks of which one may kill: those that were done, and the others each in a process that may die."""
    if handful.future and handful.future.done() and not handful.future.exception():
        yield from handful.future.result()
        return
    pool = _pool(1)
    for task in handful.tasks:
        try:
            yield pool.submit(sharing.work, task).result()
        except BrokenProcessPool:
            yield sharing.lost(task)
            pool = _pool(1)
    pool.shutdown()


def _pool(jobs: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), _start)


def _start() -> None:
    """Leaves Ctrl-C to the process that hands out the work."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _all(work: Callable[[Task], Result], tasks: list[Task]) -> list[Result]:
    return [work(task) for task in tasks]
