"""The tests of the W3C's SPARQL 1.1 suites that fail, each with its reason. A mended one has to leave this list."""

from __future__ import annotations

_PATH = "the engine finds no path of length zero from a constant that is in no triple"
_LANGUAGE = "the engine gives a joined text the language its parts share; the test expects a plain string"

KNOWN = {
    "aggregates/agg-groupconcat-04": _LANGUAGE,
    "aggregates/agg-groupconcat-06": _LANGUAGE,
    "aggregates/agg-empty-group-count-graph": "the engine aggregates over all graphs at once within `GRAPH ?g`, and leaves `?g` unbound",
    "bindings/graph": "the engine leaves `?g` unbound when a group within `GRAPH ?g` has VALUES and no triple",
    "csv-tsv-res/tsv03": "the engine stores xsd:negativeInteger and its kin as xsd:integer",
    "functions/bnode01": "the engine's BNODE(text) gives one node for one text in all rows; it should be another in each",
    "negation/graph-minus": "the engine takes the variable of an outer `GRAPH ?g` for one that both sides of MINUS share",
    "property-path/zero_or_more_set_start": _PATH,
    "property-path/zero_or_more_set_end": _PATH,
    "property-path/zero_or_one_set_start": _PATH,
    "property-path/zero_or_one_set_end": _PATH,
}
