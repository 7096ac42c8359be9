"""A worker that has taken or copied much memory is told from one that has not."""

from __future__ import annotations

import os
import sys

import pytest

from coopgraph.web.workers.confinement import Growth

MEGABYTE = 1 << 20


def touched(megabytes: int) -> bytearray:
    """So much memory, every page of it written to."""
    taken = bytearray(megabytes * MEGABYTE)
    for start in range(0, len(taken), 4096):
        taken[start] = 1
    return taken


def test_memory_in_use_is_seen_and_what_was_there_before_is_not():
    growth = Growth(used=64 * MEGABYTE, copied=1 << 40)
    assert not growth.too_much()
    kept = touched(300)
    assert growth.too_much()
    assert not Growth(used=64 * MEGABYTE, copied=1 << 40).too_much()
    assert len(kept) == 300 * MEGABYTE


@pytest.mark.skipif(sys.platform == "win32", reason="there is no fork")
def test_a_copy_of_what_the_parent_holds_is_seen_though_no_more_is_in_use_and_counts_once():
    held = touched(300)
    child = os.fork()
    if not child:
        growth = Growth(used=64 * MEGABYTE, copied=100 * MEGABYTE)
        before = growth.too_much()
        for start in range(0, len(held), 4096):
            held[start] = 2
        os._exit(0 if (before, growth.too_much(), growth.too_much()) == (False, True, False) else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
