"""Content negotiation as RFC 9110 says it."""

from __future__ import annotations

import pytest

from coopgraph.store.media import (
    CSV,
    GRAPH_TYPES,
    JSON,
    JSONLD,
    SELECT_TYPES,
    TSV,
    TURTLE,
    XML,
    by_name,
    by_type,
    negotiate,
)


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        (None, JSON),
        ("", JSON),
        ("*/*", JSON),
        ("text/csv", CSV),
        ("TEXT/CSV; charset=utf-8", CSV),
        ("text/*", CSV),
        ("text/csv;q=0.5, text/tab-separated-values", TSV),
        ("text/csv;q=0.2, application/sparql-results+xml;q=0.3", XML),
        ("text/csv;q=0, text/*", TSV),
        ("application/sparql-results+json;q=0, */*", XML),
        ("application/json", JSON),
        ("application/xml", XML),
        ("application/xhtml+xml, */*;q=0.1", JSON),
        ("text/html", None),
        ("text/csv;q=0", None),
        ("text/csv;q=nonsense", None),
        (",,text/csv;q=1,", CSV),
    ],
)
def test_the_offer_with_the_highest_weight_is_chosen_and_then_the_first(accept, chosen):
    assert negotiate(accept, SELECT_TYPES) == chosen


def test_the_same_alias_means_another_format_for_a_graph():
    assert negotiate("application/json", GRAPH_TYPES) == JSONLD
    assert negotiate(None, GRAPH_TYPES) == TURTLE


def test_formats_are_found_by_name_and_by_type_with_parameters():
    assert by_name("csv") == by_type("text/csv; charset=utf-8") == CSV
    assert by_name("xlsx") is by_type("application/vnd.ms-excel") is None


def test_text_formats_say_their_charset():
    assert CSV.content_type == "text/csv; charset=utf-8"
    assert JSON.content_type == "application/sparql-results+json"
