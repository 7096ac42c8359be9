"""One revision being served: its nursery and its idle workers, always as many as the settings say."""

from __future__ import annotations

import asyncio

from coopgraph.errors import StoreUnavailableError
from coopgraph.release.overview import Overview
from coopgraph.store.revisions import Revision
from coopgraph.web.workers.handle import Worker
from coopgraph.web.workers.nursery import ForkedNursery
from coopgraph.web.workers.spawning import SpawnedNursery


class Generation:
    """The workers of one revision. Whoever takes one gives it back, in whatever state."""

    def __init__(self, revision: Revision, nursery: ForkedNursery | SpawnedNursery, size: int) -> None:
        self.revision = revision
        self.overview: asyncio.Task[Overview] | None = None
        """The numbers of this revision, once somebody has asked for them."""
        self._nursery = nursery
        self._size = size
        self._idle: asyncio.LifoQueue[Worker] = asyncio.LifoQueue()
        self._living: set[Worker] = set()
        self._taken = 0
        self._births: set[asyncio.Task[None]] = set()
        self._retired = False

    async def start(self) -> None:
        """Load the revision and make the workers.

        Raises:
            StoreUnavailableError: the revision cannot be loaded.
        """
        await self._nursery.ready()
        for _ in range(self._size):
            await self._bear()

    @property
    def lost(self) -> bool:
        """Whether the process that holds the revision has ended, so that no more workers come."""
        return self._nursery.ended

    @property
    def holder(self) -> int:
        """The number of the process that holds the revision; 0 where every worker reads the disk."""
        return self._nursery.pid

    @property
    def idle(self) -> int:
        """The number of workers that wait for a question."""
        return self._idle.qsize()

    def take_idle(self) -> Worker | None:
        """Return a worker that waits, if there is one."""
        while self._idle.qsize():
            worker = self._idle.get_nowait()
            if worker.usable:
                self._taken += 1
                return worker
        return None

    async def take(self) -> Worker:
        """Return a worker, as soon as there is one."""
        self._taken += 1
        try:
            while not (worker := await self._idle.get()).usable:
                pass
            return worker
        except BaseException:
            self._taken -= 1
            raise

    def give_back(self, worker: Worker) -> None:
        """Take a worker back. One that cannot be used again is killed, and another comes in its place."""
        self._taken -= 1
        if worker.usable:
            self._idle.put_nowait(worker)
        else:
            worker.kill()
            self._replace(worker)

    async def retire(self) -> None:
        """Let the questions under way finish, then end everything."""
        self._retired = True
        while self._taken and not self.lost:
            await asyncio.sleep(0.05)
        await self.close()

    async def close(self) -> None:
        """End every process of this revision."""
        self._retired = True
        for task in [*self._births, *([self.overview] if self.overview else [])]:
            task.cancel()
        await self._nursery.close()

    async def _bear(self) -> None:
        worker = await self._nursery.birth()
        worker.ended.add_done_callback(lambda _: self._replace(worker))
        self._living.add(worker)
        self._idle.put_nowait(worker)

    def _replace(self, worker: Worker) -> None:
        if worker in self._living and not self._retired and not self.lost:
            self._living.remove(worker)
            task = asyncio.ensure_future(self._try_to_bear())
            self._births.add(task)
            task.add_done_callback(self._births.discard)

    async def _try_to_bear(self) -> None:
        try:
            await self._bear()
        except StoreUnavailableError:
            assert self.lost  # the pool sees it, and starts another generation
