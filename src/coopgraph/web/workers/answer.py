"""An answer on its way from a worker: its header, its pieces, and the time it may still take."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping

from coopgraph.errors import StoreTimeoutError
from coopgraph.web.workers.handle import Worker
from coopgraph.web.workers.question import Question

_QUICK_SECONDS = 1.0
"""A query that takes longer lets the others go first."""


class Answer:
    """The answer of one worker. Close it: that frees the worker, or kills it when the answer is not whole.

    The clock runs while the worker is waited for, and stands while the client is.
    """

    def __init__(
        self, worker: Worker, version: str, question: Question, seconds: float, release: Callable[[], None]
    ) -> None:
        self.version = version
        self.header: Mapping[str, object] = {}
        self.etag = ""
        self.body = b""
        """The whole answer where it is short, else its first piece."""
        self._worker = worker
        self._release: Callable[[], None] | None = release
        self._clock = _Clock(worker, seconds)
        worker.ask(question)

    @property
    def whole(self) -> bool:
        """Whether nothing more comes."""
        return not self._worker.answering

    async def begin(self) -> None:
        """Wait for the header and the first piece, which is all where the answer is short.

        Raises:
            StoreTimeoutError: there is none within the time allowed.
            CoopgraphError: the query cannot be answered.
        """
        with self._clock:
            self.header, self.etag, self.body = await self._worker.begin()

    async def rest(self) -> AsyncIterator[bytes]:
        """Return the pieces that follow ``body``. Raises as ``begin`` does."""
        while not self.whole:
            with self._clock:
                piece = await self._worker.piece()
            if piece is not None:
                yield piece

    def close(self) -> None:
        """Free the worker; one that is still at it is killed. Closing twice is harmless."""
        if self._release is None:
            return
        if not self.whole:
            self._worker.kill()
        self._release()
        self._release = None


class _Clock:
    """The time one answer may take, as a block that is entered again and again: it runs inside, and stands outside."""

    def __init__(self, worker: Worker, seconds: float) -> None:
        self._loop = asyncio.get_running_loop()
        self._worker = worker
        self._allowed = self._left = seconds
        self._quick = True

    def __enter__(self) -> None:
        self._since = self._loop.time()
        self._wait()

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        self._alarm.cancel()
        self._left -= self._loop.time() - self._since
        if isinstance(error, TimeoutError):
            raise StoreTimeoutError(
                f"the query was stopped after {self._allowed:g} seconds, before it was answered; ask for less: "
                "begin with the most selective pattern, aggregate over fewer things, or add a LIMIT"
            ) from error

    def _wait(self) -> None:
        """Set one alarm, for what comes first: a quick answer needs no other."""
        left = self._left - (self._loop.time() - self._since)
        seconds = min(left, _QUICK_SECONDS) if self._quick else left
        self._alarm = self._loop.call_later(
            max(seconds, 0), self._worker.give_up if left <= seconds else self._slow
        )

    def _slow(self) -> None:
        self._quick = False
        self._worker.step_back()
        self._wait()
