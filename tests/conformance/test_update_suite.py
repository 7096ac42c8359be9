"""The W3C's tests of SPARQL 1.1 updates, through an embedded store; outcomes are in ``docs/conformance.md``."""

from __future__ import annotations

from conformance.w3c import LOAD, UPDATE


def test_every_update_does_what_it_should(areas):
    assert [o for o in areas["update evaluation"] if o.earl == "failed"] == []
    assert {o.suite for o in areas["update evaluation"]} == set(UPDATE)


def test_only_what_would_leave_the_store_is_refused(areas):
    assert {o.said for o in areas["update evaluation"]} == {"passed", LOAD}
