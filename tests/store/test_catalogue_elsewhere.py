"""The whole catalogue asked of the bundled graph in other engines answers what the embedded store answers."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import XSD

from coopgraph.namespaces import CONCEPT, COOP, ID
from coopgraph.network import project
from coopgraph.network.exports import node_link
from coopgraph.queries import Catalogue
from coopgraph.resources import resource
from coopgraph.store.embedded import EmbeddedStore
from coopgraph.store.protocol import Solutions
from coopgraph.store.remote import RemoteStore
from coopgraph.store.remote_loading import publish
from coopgraph.store.revisions import StoreFolder

THINGS = ("organization/trentino-sviluppo", "person/casotto-mauro", "session/tf-it-ru-sme-25", "country/it")
CASES = Path(__file__).parents[1] / "data" / "queries"
CATALOGUE = Catalogue.load([resource("queries")])
OF_A_COPY = {"profiles/rdf-1-2", "profiles/nanopub"}
"""What an export asks of a copy in the embedded store: Virtuoso does not read SPARQL 1.2, and its compiler ends with
an internal error at the second."""
ENGINES = ("virtuoso", "oxigraph_server", "oxigraph_union", "jena_server")


@pytest.fixture(scope="module")
def embedded(bundled_store):
    with StoreFolder(bundled_store).open() as store:
        yield store


@pytest.fixture(scope="module", params=ENGINES)
def remote(bundled_store, request):
    with RemoteStore(request.getfixturevalue(request.param)) as store:
        publish(store, StoreFolder(bundled_store).current().nquads.read_bytes())
        yield store


def askings(name: str) -> list[str]:
    """Return a question with its example values, with those of its cases, and of some things when it is of a thing."""
    query = CATALOGUE.get(name)
    values = [{p.name: value for p in query.parameters if (value := p.sample()) is not None}]
    for case in sorted((CASES / name).glob("*.json")):
        read = json.loads(case.read_text(encoding="utf-8"))
        if read.get("graph", "bundled") == "bundled":
            values.append({key: long(str(value)) for key, value in read.get("parameters", {}).items()})
    if name.startswith("pages/") and [p.kind for p in query.parameters] == ["iri"]:
        values += [{query.parameters[0].name: ID + thing} for thing in THINGS]
    return [query.bind(each) for each in values]


def long(text: str) -> str:
    """Return a value of a case with the prefix of its IRI written out."""
    for prefix, namespace in (("id:", ID), ("coop:", COOP), ("concept:", CONCEPT)):
        text = namespace + text.removeprefix(prefix) if text.startswith(prefix) else text
    return text


def by_value(solutions: Solutions) -> Iterator[frozenset[tuple[str, object]]]:
    """Yield rows; a decimal counts by its value: Jena writes 2001.0 where Oxigraph writes 2001."""
    for row in solutions:
        yield frozenset(
            (name, term.value if getattr(term, "datatype", None) == XSD.decimal else term)
            for name, term in row.items()
        )


@pytest.mark.parametrize("name", [name for name in CATALOGUE.names() if name not in OF_A_COPY])
def test_an_answer_equals_the_embedded_stores(
    name: str, embedded: EmbeddedStore, remote: RemoteStore
) -> None:
    query = CATALOGUE.get(name)
    for text in askings(name):
        if query.form == "construct":
            assert set(remote.construct(text)) == set(embedded.construct(text))
            continue
        expected, found = embedded.select(text), remote.select(text)
        assert found.variables == expected.variables
        assert Counter(by_value(found)) == Counter(by_value(expected))


@pytest.mark.parametrize("name", CATALOGUE.names("networks"))
def test_a_network_drawn_there_is_the_one_drawn_here(
    name: str, embedded: EmbeddedStore, remote: RemoteStore
) -> None:
    query = CATALOGUE.get(name)
    assert node_link(project(remote, query)) == node_link(project(embedded, query))


def test_the_graph_comes_back_byte_for_byte(bundled_store, remote):
    revision = StoreFolder(bundled_store).current()
    assert remote.dump_nquads() == revision.nquads.read_bytes()
    assert remote.version() == revision.version
    assert remote.count() == revision.triples


def test_publishing_another_graph_leaves_nothing_of_the_former(remote, bundled_store):
    whole = StoreFolder(bundled_store).current().nquads.read_bytes()
    lines = [line for line in whole.splitlines(keepends=True) if b"/graph/entities>" in line][:3]
    published = publish(remote, b"".join(lines))
    try:
        assert (published.triples, published.graphs) == (3, 1)
        assert remote.count() == 3
        assert len(remote.graphs()) == 1
        assert remote.version() == published.version
    finally:
        publish(remote, whole)
