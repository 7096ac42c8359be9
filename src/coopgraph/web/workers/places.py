"""The places at the workers, and the line of those who wait for one."""

from __future__ import annotations

import asyncio
from collections import deque


class Places:
    """So many may be taken at once. One that is given back goes to whoever has waited longest.

    What ``asyncio.Semaphore`` and ``asyncio.timeout`` do together, for a fraction of their time: under load nearly
    every question waits.
    """

    def __init__(self, number: int) -> None:
        self._free = number
        self._line: deque[asyncio.Future[None]] = deque()
        self.waiting = 0
        """How many wait."""

    def take(self) -> bool:
        """Take a place if one is free, and return whether one was."""
        if not self._free:
            return False
        self._free -= 1
        return True

    async def wait(self, seconds: float) -> None:
        """Take the next place that is given back; none is free.

        Raises:
            TimeoutError: none was in so many seconds.
        """
        loop = asyncio.get_running_loop()
        place: asyncio.Future[None] = loop.create_future()
        alarm = loop.call_later(seconds, _give_up, place)
        self._line.append(place)
        self.waiting += 1
        try:
            await place
        except BaseException:
            if place.done() and not place.cancelled() and place.exception() is None:
                self.give_back()  # it was given while the one who waited was cancelled
            raise
        finally:
            self.waiting -= 1
            alarm.cancel()

    def give_back(self) -> None:
        """Give a place back."""
        while self._line:
            place = self._line.popleft()
            if not place.done():
                place.set_result(None)
                return
        self._free += 1


def _give_up(place: asyncio.Future[None]) -> None:
    if not place.done():
        place.set_exception(TimeoutError())
