"""Sharing among processes: the same results in the same order, whatever happens to a process."""

import os
import signal
import time
from collections.abc import Iterator

import pytest

from servanda.flow.sharing import Sharing, shared


def double(number: int) -> int:
    return 2 * number


def kill(number: int) -> int:
    if number in (13, 40):
        os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(0.001)
    return 2 * number


def size(number: int) -> int:
    return 20_000


def lost(number: int) -> int:
    return -number


@pytest.mark.slow
def test_results_come_in_order() -> None:
    assert list(shared(Sharing(double, size, lost), range(60), 2)) == [2 * n for n in range(60)]
    assert list(shared(Sharing(double, size, lost), [], 2)) == []


@pytest.mark.slow
def test_a_task_that_kills_its_process_is_lost_alone() -> None:
    assert list(shared(Sharing(kill, size, lost), range(60), 2)) == [-n if n in (13, 40) else 2 * n for n in range(60)]


@pytest.mark.slow
def test_work_is_fetched_only_as_it_is_needed() -> None:
    taken: list[int] = []

    def tasks() -> Iterator[int]:
        for n in range(10_000):
            taken.append(n)
            yield n

    results = shared(Sharing(double, size, lost), tasks(), 2)
    assert next(results) == 0
    assert len(taken) < 200
    results.close()  # type: ignore[attr-defined]
