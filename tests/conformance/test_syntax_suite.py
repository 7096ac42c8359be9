"""The W3C's tests of SPARQL 1.1 syntax, through an embedded store; outcomes are in ``docs/conformance.md``."""

from __future__ import annotations

from conformance.known import KNOWN
from conformance.publishing import key
from conformance.w3c import LOAD, SERVICE, SYNTAX


def test_every_text_is_read_or_refused_as_it_should_be(areas):
    failed = {key(o): o.said for o in areas["syntax"] if o.earl == "failed"}
    assert {name: said for name, said in failed.items() if name not in KNOWN} == {}
    assert {o.suite for o in areas["syntax"]} == set(SYNTAX)


def test_a_text_is_left_out_only_when_it_would_leave_the_store(areas):
    left_out = {o.said for o in areas["syntax"] if o.earl == "inapplicable"}
    assert left_out == {SERVICE, LOAD}
