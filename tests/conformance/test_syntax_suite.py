"""The W3C's tests of SPARQL 1.1 syntax, through an embedded store; outcomes are in ``docs/conformance.md``."""

from __future__ import annotations

import contextlib

import pyoxigraph

from conformance.known import KNOWN
from conformance.publishing import key
from conformance.w3c import LOAD, SERVICE, SYNTAX
from coopgraph.errors import QueryError
from coopgraph.sparql.guard import refuse_remote
from coopgraph.sparql.slips import slip


def test_every_text_is_read_or_refused_as_it_should_be(areas):
    failed = {key(o): o.said for o in areas["syntax"] if o.earl == "failed"}
    assert {name: said for name, said in failed.items() if name not in KNOWN} == {}
    assert {o.suite for o in areas["syntax"]} == set(SYNTAX)


def test_a_text_is_left_out_only_when_it_would_leave_the_store(areas):
    left_out = {o.said for o in areas["syntax"] if o.earl == "inapplicable"}
    assert left_out == {SERVICE, LOAD}


def test_no_slip_is_seen_in_a_text_that_an_engine_reads(suites):
    """A hint that is wrong would be worse than none."""
    seen, asked = {}, 0
    for file in sorted([*suites.rglob("*.rq"), *suites.rglob("*.ru")]):
        text = file.read_text(encoding="utf-8", errors="replace")
        try:
            _ask(text, update=file.suffix == ".ru")
        except (SyntaxError, ValueError, QueryError):
            continue
        asked += 1
        if hint := slip(text):
            seen[file.name] = hint
    assert asked > 300
    assert seen == {}


def _ask(text: str, update: bool) -> None:
    refuse_remote(text, writable=update)
    store = pyoxigraph.Store()
    with contextlib.suppress(RuntimeError, OSError):  # what it asks cannot be done; but it was read
        (store.update if update else store.query)(text, base_iri="http://127.0.0.1:9/")
