"""The engine of one machine: processes, each of which takes one shard after the other.

A worker that dies (out of memory, a fault in a library, somebody's kill) is replaced, and its shard is done again from its
beginning by another.
"""

import multiprocessing
import signal
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, cast

from servanda.crawl.inputs import Shard
from servanda.crawl.tally import Tally
from servanda.crawl.work import Settings, Watch, work
from servanda.model import ServandaError

_TRIES = 8
"""Deaths over one shard after which the job gives up: a page that kills is left out after two."""


def run(shards: Sequence[Shard], settings: Settings, folder: str, jobs: int, watch: Watch) -> Iterator[Tally]:
    """The counts of each shard as it is done; in this process where `jobs` is 1."""
    if jobs == 1:
        for shard in shards:
            yield work(shard, settings, folder, watch)
        return
    yield from _Pool(settings, folder, jobs, watch).run(shards)


@dataclass(slots=True)
class _Hand:
    process: BaseProcess
    pipe: Connection
    shard: Shard


class _Pool:
    def __init__(self, settings: Settings, folder: str, jobs: int, watch: Watch) -> None:
        self._settings, self._folder, self._jobs, self._watch = settings, folder, jobs, watch
        self._context = multiprocessing.get_context("spawn")
        self._hands: list[_Hand] = []
        self._deaths: dict[int, int] = {}

    def run(self, shards: Sequence[Shard]) -> Iterator[Tally]:
        waiting = list(reversed(shards))
        try:
            while waiting or self._hands:
                while waiting and len(self._hands) < self._jobs:
                    self._start(waiting.pop())
                ready = wait([hand.pipe for hand in self._hands])
                for hand in [hand for hand in self._hands if hand.pipe in ready]:
                    yield from self._heard(hand, waiting)
        finally:
            for hand in self._hands:
                hand.process.terminate()
                hand.process.join()

    def _start(self, shard: Shard) -> None:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_work, args=(theirs, self._settings, self._folder), daemon=True)
        process.start()
        theirs.close()
        ours.send(shard)
        self._hands.append(_Hand(process, ours, shard))

    def _heard(self, hand: _Hand, waiting: list[Shard]) -> Iterator[Tally]:
        try:
            kind, value = hand.pipe.recv()
        except (EOFError, OSError):
            self._buried(hand, waiting)
            return
        if kind == "news":
            self._watch(value)
        elif kind == "error":
            raise value
        else:
            yield value
            if waiting:
                hand.shard = waiting.pop()
                hand.pipe.send(hand.shard)
            else:
                hand.pipe.send(None)
                hand.process.join()
                self._hands.remove(hand)

    def _buried(self, hand: _Hand, waiting: list[Shard]) -> None:
        hand.process.join()
        hand.pipe.close()
        self._hands.remove(hand)
        number = hand.shard.number
        self._deaths[number] = self._deaths.get(number, 0) + 1
        if self._deaths[number] >= _TRIES:
            raise ServandaError(f"{hand.shard.file.address}: {_TRIES} workers died over it; the job can be resumed with --resume")
        waiting.append(hand.shard)


def _work(pipe: Connection, settings: Settings, folder: str) -> None:
    """A worker: shards in, news and counts out. Ctrl-C is left to the process that hands out the work."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    tell = cast(Callable[[Any], None], pipe.send)
    while (shard := pipe.recv()) is not None:
        try:
            tell(("done", work(shard, settings, folder, lambda news: tell(("news", news)))))
        except Exception as error:
            tell(("error", error if isinstance(error, ServandaError) else ServandaError(f"{type(error).__name__}: {error}")))
            return
