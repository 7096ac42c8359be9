"""The triple patterns of a query are read off its tokens; what tokens cannot follow is passed over."""

from __future__ import annotations

import pytest

from coopgraph.namespaces import COOP, RDF, XSD
from coopgraph.sparql.patterns import patterns

TEXTS = {
    "lists of things and values": (
        'SELECT ?x { ?x a coop:Event ; coop:date "2015"^^xsd:gYear, ?d . ?x coop:note "a"@it }',
        ["?x a <Event>", f'?x date "2015"^^<{XSD}gYear>', "?x date ?d", '?x note "a"@it'],
    ),
    "conditions": (
        'ASK { ?x coop:p ?y FILTER(?y > "a" && (?y < 3)) ?x coop:q ?z FILTER regex(?z, "a") ?z coop:r 1 . }',
        ["?x p ?y", "?x q ?z", "?z r 1"],
    ),
    "paths": (
        "ASK { ?s coop:a/coop:b ?t ; ^coop:c ?u ; coop:d* ?v ; (coop:e|coop:f) ?w ; coop:g|coop:h ?x ; coop:i ?y }",
        ["?s a []", "?s i ?y"],
    ),
    "nameless things": ("ASK { [] coop:a ?x . ?s coop:b [ coop:c ?y ] ; coop:d (1 2) }", ["?s b []", "?s d []"]),
    "what may be absent": (
        "ASK { ?a coop:a ?b OPTIONAL { ?a coop:o ?c { ?a coop:p ?d } } FILTER NOT EXISTS { ?a coop:n ?b } "
        "MINUS { ?a coop:m ?b } FILTER EXISTS { ?a coop:e ?b } }",
        ["?a a ?b", "?a e ?b"],
    ),
    "templates and data": (
        "CONSTRUCT { ?a coop:t ?b } WHERE { VALUES (?a ?b) { (coop:x coop:y) } VALUES ?a { coop:z } ?a coop:r ?b }",
        ["?a r ?b"],
    ),
    "graphs and queries within": (
        "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?a coop:g true } { SELECT ?e WHERE { ?e coop:q 1.5 } } }",
        ["?a g true", "?e q 1.5"],
    ),
    "names of one's own": (f"PREFIX c: <{COOP}> BASE <{COOP}> ASK {{ ?x c:a <#b> }}", ["?x a <b>"]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "read"), TEXTS.values(), ids=TEXTS)
def test_patterns_are_read_with_their_names_in_full(text, read):
    def shown(term: str) -> str:
        return "a" if term == f"<{RDF}type>" else term.replace(COOP, "")

    found = [
        " ".join((one.subject, shown(one.predicate).strip("<>"), shown(one.object))) for one in patterns(text)
    ]
    assert found == read


def test_relative_names_are_completed():
    (one,) = patterns("ASK { <#x> <#p> ?o }", COOP)
    assert one == (f"<{COOP}x>", f"<{COOP}p>", "?o")
