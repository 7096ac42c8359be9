"""The workers of the current revision, and the queue before them.

At most ``workers`` queries run at once; a bounded number waits, for a bounded time. Every second
the pool looks whether another revision has been published. It is loaded beside the old one, and takes
over when it is ready; queries under way finish on the revision they began with.
"""

from __future__ import annotations

import asyncio
import logging
import os
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine

from coopgraph.errors import CoopgraphError, NotFoundError, StoreTimeoutError
from coopgraph.release.counting import keep_overview, kept_overview
from coopgraph.release.overview import Overview
from coopgraph.settings import Settings
from coopgraph.store.revisions import Revision, StoreFolder
from coopgraph.web.faults import OverloadedError, TooManyQueriesError, UnknownRevisionError
from coopgraph.web.metrics import Metrics
from coopgraph.web.workers.answer import Answer
from coopgraph.web.workers.formers import Formers
from coopgraph.web.workers.generation import Generation
from coopgraph.web.workers.nursery import ForkedNursery
from coopgraph.web.workers.places import Places
from coopgraph.web.workers.question import Question
from coopgraph.web.workers.spawning import SpawnedNursery

_LOOK_SECONDS = 1.0
_OVERVIEW_SECONDS = 600

log = logging.getLogger("coopgraph.web")


class Pool:
    """Answers questions about the current revision of a store folder. Make it, ``start`` it, ``close`` it."""

    def __init__(self, folder: StoreFolder, settings: Settings, metrics: Metrics | None = None) -> None:
        """Begin to load the current revision. Raises as ``StoreFolder.current`` does."""
        self.metrics = metrics or Metrics()
        self._folder = folder
        self._settings = settings
        self._current = self._generation(folder.current())
        self._formers = Formers(settings)
        self.loading = asyncio.Lock()
        """Held while another revision takes over; by who publishes one, from when it may be on the disk."""
        self._places = Places(settings.workers)
        self._asking: Counter[str] = Counter()
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Wait until the revision is loaded, and begin to look for others.

        Raises:
            StoreUnavailableError: it cannot be loaded.
        """
        try:
            await self._current.start()
        except BaseException:
            await self._current.close()
            raise
        self._in_background(self._look_for_revisions())

    @property
    def revision(self) -> Revision:
        """The revision that new questions are answered from."""
        return self._current.revision

    @property
    def ready(self) -> bool:
        """Whether questions are answered."""
        return not self._current.lost

    @property
    def holder(self) -> int:
        """The number of the process that holds the revision; 0 where there is none."""
        return self._current.holder

    def numbers(self) -> dict[str, int]:
        """Return how many workers are idle and how many questions wait, for the metrics."""
        return {
            "workers": self._settings.workers,
            "idle": self._current.idle,
            "waiting": self._places.waiting,
        }

    def revisions(self) -> list[Revision]:
        """Return the revisions that can be asked about, the oldest first."""
        return self._folder.revisions()

    def find(self, name: str) -> Revision:
        """Return the revision that ``name`` means, as ``StoreFolder.find`` does.

        Raises:
            UnknownRevisionError: none that is kept, or more than one.
        """
        try:
            return self._folder.find(name)
        except NotFoundError as error:  # which names the folder, and that is nobody's business
            raise UnknownRevisionError(name, self.revisions()) from error

    async def ask(
        self, question: Question, seconds: float, client: str = "", revision: Revision | None = None
    ) -> Answer:
        """Return the beginning of an answer, which the caller closes.

        Cancelling this, or closing the answer before its end, kills the worker.

        Args:
            question: what to answer.
            seconds: that may be spent on it, not counting the time in the queue.
            client: who asks, where the settings limit the queries of one client.
            revision: of which it is asked; of the current one unless given.

        Raises:
            OverloadedError: too many are waiting, or this one has waited too long.
            TooManyQueriesError: this client asks too many at once.
            StoreTimeoutError: the time is over.
            CoopgraphError: the query cannot be answered.
        """
        await self._enter(client)
        try:
            generation = self._current
            if revision is not None and revision.path != generation.revision.path:
                async with asyncio.timeout(self._settings.queue_seconds):
                    generation = await self._formers.get(revision)
            worker = generation.take_idle()
            if worker is None:
                async with asyncio.timeout(self._settings.queue_seconds):
                    worker = await generation.take()
        except TimeoutError as error:
            self._leave(client)
            raise OverloadedError(
                "the workers are being started again; ask again in a few seconds"
            ) from error
        except BaseException:
            self._leave(client)
            raise

        def release() -> None:
            generation.give_back(worker)
            self._leave(client)

        answer = Answer(worker, generation.revision.version, question, seconds, release)
        try:
            await answer.begin()
        except BaseException as error:
            answer.close()
            if isinstance(error, StoreTimeoutError):
                self.metrics.count("timeouts")
            if isinstance(error, asyncio.CancelledError):
                self.metrics.count("abandoned")
            raise
        return answer

    async def refresh(self) -> None:
        """Load the current revision of the folder, if it is another, and answer from it from now on.

        Raises:
            StoreUnavailableError: it cannot be loaded; the one being served is kept.
        """
        async with self.loading:
            await self.take_over()

    async def take_over(
        self, holder: Callable[[Revision], Awaitable[ForkedNursery | None]] | None = None
    ) -> None:
        """Do what ``refresh`` does, for one who has ``loading``.

        Args:
            holder: gives a process that holds the revision already, where there is one.
        """
        found = self._folder.current()
        if found.path == self._current.revision.path and not self._current.lost:
            return
        following = self._generation(found, await holder(found) if holder else None)
        try:
            await following.start()
        except BaseException:
            await following.close()
            raise
        former, self._current = self._current, following
        self.metrics.count("revisions")
        self._in_background(former.retire())

    async def overview(self, revision: Revision | None = None) -> Overview:
        """Return the numbers of a revision, the current one unless given.

        As its folder keeps them; else they are counted when they are first asked for, and kept there.
        """
        generation = self._current
        if revision is not None and revision.path != generation.revision.path:
            generation = await self._formers.get(revision)
        if generation.overview is None:
            generation.overview = asyncio.ensure_future(self._count(generation.revision))
        try:
            return await asyncio.shield(generation.overview)
        except CoopgraphError:
            generation.overview = None
            raise

    async def close(self) -> None:
        """End every process."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._formers.close()
        await self._current.close()

    async def _enter(self, client: str) -> None:
        most = self._settings.client_queries
        if most and self._asking[client] >= most:
            self.metrics.count("refused")
            raise TooManyQueriesError(f"one client may ask {most} queries at once here; wait for one to end")
        if self._places.take():
            self._asking[client] += 1
            return
        if (waiting := self._places.waiting) >= self._settings.queue_length:
            self.metrics.count("refused")
            raise OverloadedError(f"{waiting} queries are waiting already; ask again in a few seconds")
        self._asking[client] += 1
        try:
            await self._places.wait(self._settings.queue_seconds)
        except BaseException as error:
            self._forget(client)
            if not isinstance(error, TimeoutError):
                raise
            self.metrics.count("refused")
            raise OverloadedError(
                f"no worker came free within {self._settings.queue_seconds} seconds; ask again in a few seconds"
            ) from error

    def _leave(self, client: str) -> None:
        self._places.give_back()
        self._forget(client)

    def _forget(self, client: str) -> None:
        self._asking[client] -= 1
        if not self._asking[client]:
            del self._asking[client]

    async def _count(self, revision: Revision) -> Overview:
        kept = await asyncio.to_thread(kept_overview, revision.version, revision.path)
        if kept is not None:
            return kept
        answer = await self.ask(Question(kind="overview"), _OVERVIEW_SECONDS, revision=revision)
        try:
            text = answer.body + b"".join([piece async for piece in answer.rest()])
        finally:
            answer.close()
        counted = Overview.from_json(text)
        await asyncio.to_thread(keep_overview, counted, revision.path)
        return counted

    def _generation(self, revision: Revision, holder: ForkedNursery | None = None) -> Generation:
        seconds = self._settings.query_seconds + self._settings.download_seconds
        limits = seconds, self._settings.query_megabytes
        nursery: ForkedNursery | SpawnedNursery
        if holder is not None:
            nursery = holder
        elif hasattr(os, "fork"):
            nursery = ForkedNursery.loading(revision, *limits, self._settings.answer_from)
        else:
            nursery = SpawnedNursery(revision, *limits)
        return Generation(revision, nursery, self._settings.workers)

    async def _look_for_revisions(self) -> None:
        while True:
            await asyncio.sleep(_LOOK_SECONDS)
            try:
                await self.refresh()
            except CoopgraphError as error:
                log.warning("the revision being served is kept: %s", error)

    def _in_background(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
