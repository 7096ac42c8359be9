"""Former revisions that somebody asks about: each with one worker on the disk, the latest asked for at hand."""

from __future__ import annotations

import asyncio
from collections import OrderedDict

from coopgraph.settings import Settings
from coopgraph.store.revisions import Revision
from coopgraph.web.workers.generation import Generation
from coopgraph.web.workers.spawning import SpawnedNursery

_AT_HAND = 2


class Formers:
    """Generations of former revisions, made when they are first asked for. ``close`` it.

    They are read from the disk and not into memory: a question to the past is rare, and a copy is dear.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._held: OrderedDict[str, Generation] = OrderedDict()
        self._making = asyncio.Lock()
        self._retiring: set[asyncio.Task[None]] = set()

    async def get(self, revision: Revision) -> Generation:
        """Return the generation of a revision.

        Raises:
            StoreUnavailableError: it cannot be read.
        """
        async with self._making:
            name = revision.path.name
            if name in self._held and self._held[name].lost:
                self._retire(self._held.pop(name))
            if name not in self._held:
                self._held[name] = await self._made(revision)
            self._held.move_to_end(name)
            while len(self._held) > _AT_HAND:
                self._retire(self._held.popitem(last=False)[1])
            return self._held[name]

    async def close(self) -> None:
        """End every process."""
        await asyncio.gather(*(generation.close() for generation in self._held.values()))
        self._held.clear()
        await asyncio.gather(*self._retiring, return_exceptions=True)

    async def _made(self, revision: Revision) -> Generation:
        seconds = self._settings.query_seconds + self._settings.download_seconds
        nursery = SpawnedNursery(revision, seconds, self._settings.query_megabytes)
        generation = Generation(revision, nursery, 1)
        try:
            await generation.start()
        except BaseException:
            await generation.close()
            raise
        return generation

    def _retire(self, generation: Generation) -> None:
        task = asyncio.create_task(generation.retire())
        self._retiring.add(task)
        task.add_done_callback(self._retiring.discard)
