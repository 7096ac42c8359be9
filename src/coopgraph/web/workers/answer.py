"""An answer on its way from a worker: its header, its pieces, and the time it may still take."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import contextmanager

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
        self.body = b""
        """The whole answer where it is short, else its first piece."""
        self._worker = worker
        self._release: Callable[[], None] | None = release
        self._allowed = self._left = seconds
        self._patience = asyncio.get_running_loop().call_later(_QUICK_SECONDS, worker.step_back)
        worker.ask(question)

    @property
    def whole(self) -> bool:
        """Whether nothing more comes."""
        return not self._worker.answering

    async def begin(self) -> None:
        """Wait for the header and the first piece, and, where that is all, for the end.

        Raises:
            StoreTimeoutError: there is none within the time allowed.
            CoopgraphError: the query cannot be answered.
        """
        with self._clock():
            async with asyncio.timeout(self._left):
                self.header = await self._worker.header()
                self.body = await self._worker.piece() or b""
                if self.header["short"] and not self.whole:
                    await self._worker.piece()

    async def rest(self) -> AsyncIterator[bytes]:
        """Return the pieces that follow ``body``. Raises as ``begin`` does."""
        while not self.whole:
            with self._clock():
                async with asyncio.timeout(self._left):
                    piece = await self._worker.piece()
            if piece is not None:
                yield piece

    def close(self) -> None:
        """Free the worker; one that is still at it is killed. Closing twice is harmless."""
        if self._release is None:
            return
        self._patience.cancel()
        if not self.whole:
            self._worker.kill()
        self._release()
        self._release = None

    @contextmanager
    def _clock(self) -> Iterator[None]:
        loop = asyncio.get_running_loop()
        start = loop.time()
        try:
            yield
        except TimeoutError as error:
            raise StoreTimeoutError(
                f"the query was stopped after {self._allowed:g} seconds, before it was answered; ask for less: "
                "begin with the most selective pattern, aggregate over fewer things, or add a LIMIT"
            ) from error
        finally:
            self._left -= loop.time() - start
