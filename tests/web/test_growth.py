"""A worker that has taken or copied much memory is told from one that has not."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest

from coopgraph.web.workers.confinement import Growth

MEGABYTE = 1 << 20
pytestmark = pytest.mark.skipif(
    not hasattr(os, "fork"), reason="there is no fork here, and no worker is forked"
)


def write(held: bytearray) -> None:
    """Write to every page."""
    for start in range(0, len(held), 4096):
        held[start] = 1


def seen(growth: Callable[[], Growth], work: Callable[[], object]) -> list[bool]:
    """What a forked process is told before some work, after it, and once more."""
    child = os.fork()
    if not child:
        code = 255
        try:
            watch = growth()
            before, _kept = watch.too_much(), work()
            code = before + 2 * watch.too_much() + 4 * watch.too_much()
        finally:
            os._exit(code)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert code < 8
    return [bool(code & bit) for bit in (1, 2, 4)]


def test_memory_in_use_is_seen_for_as_long_as_the_process_lives():
    def take() -> bytearray:
        write(taken := bytearray(300 * MEGABYTE))
        return taken

    assert seen(lambda: Growth(used=64 * MEGABYTE, copied=1 << 40), take) == [False, True, True]
    assert seen(lambda: Growth(used=400 * MEGABYTE, copied=1 << 40), take) == [False, False, False]


def test_a_copy_of_what_the_parent_holds_is_seen_once_though_no_more_is_in_use():
    write(held := bytearray(300 * MEGABYTE))

    def copy() -> None:
        write(held)

    assert seen(lambda: Growth(used=64 * MEGABYTE, copied=100 * MEGABYTE), copy) == [False, True, False]
    assert seen(lambda: Growth(used=64 * MEGABYTE, copied=400 * MEGABYTE), copy) == [False, False, False]
