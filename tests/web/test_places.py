"""Places at the workers: so many at once, and the next to whoever has waited longest."""

from __future__ import annotations

import asyncio

import pytest

from coopgraph.web.workers.places import Places


def test_a_place_that_is_given_back_goes_to_whoever_has_waited_longest():
    async def run():
        places = Places(1)
        assert places.take()
        assert not places.take()
        order = []

        async def wait(name):
            await places.wait(5)
            order.append(name)

        waiting = [asyncio.create_task(wait(name)) for name in "ab"]
        await asyncio.sleep(0)
        assert places.waiting == 2
        places.give_back()
        await waiting[0]
        assert order == ["a"]
        places.give_back()
        await waiting[1]
        places.give_back()
        assert (places.take(), places.take(), places.waiting) == (True, False, 0)

    asyncio.run(run())


def test_who_waits_too_long_is_told_and_takes_nothing():
    async def run():
        places = Places(1)
        places.take()
        with pytest.raises(TimeoutError):
            await places.wait(0.01)
        places.give_back()
        assert places.take()

    asyncio.run(run())


def test_a_place_given_to_one_who_leaves_at_that_moment_is_not_lost():
    async def run():
        places = Places(1)
        places.take()
        leaving = asyncio.create_task(places.wait(5))
        await asyncio.sleep(0)
        places.give_back()
        leaving.cancel()
        with pytest.raises(asyncio.CancelledError):
            await leaving
        assert places.take()

    asyncio.run(run())
