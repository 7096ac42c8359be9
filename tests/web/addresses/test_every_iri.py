"""Every IRI of our namespace in the bundled graph answers, and says the same in every format."""

from __future__ import annotations

import asyncio
import re

from coopgraph.namespaces import BASE
from coopgraph.web.addresses.formats import RDF_OFFERS
from coopgraph.web.addresses.iris import address
from dereferenced import triples, triples_by_pyld, triples_by_rdflib, with_client

OURS = f"""
SELECT DISTINCT ?iri WHERE {{
  {{ ?iri ?p ?o }} UNION {{ ?s ?iri ?o }} UNION {{ ?s ?p ?iri }} UNION {{ GRAPH ?iri {{ ?s ?p ?o }} }}
  FILTER(isIRI(?iri) && STRSTARTS(STR(?iri), "{BASE}"))
}} ORDER BY ?iri"""

GENERATED = re.compile(
    r"<http://rdfs.org/ns/void#(triples|Dataset)>|<http://www.w3.org/ns/hydra/core#|\?page=[0-9]+> <\S+primaryTopic>"
).search
"""What an answer says of itself: the size of a graph, and which page of several this is."""


def test_every_iri_answers_with_the_same_triples_in_four_formats(bundled, bundled_store):
    iris = [str(row["iri"]) for row in bundled.sparql(OURS)]
    assert len(iris) > 1000
    stored = {str(quad.triple) for quad in bundled.store.engine}
    assert len(stored) == bundled.store.count()
    addresses = sorted({address(iri).partition("#")[0] for iri in iris})
    faults: list[str] = []

    async def visit(client, path: str, number: int) -> None:
        said = {}
        for media in RDF_OFFERS:
            answer = await client.get(path, headers={"Accept": media.type})
            if (answer.status_code, answer.headers["content-type"]) != (200, media.content_type):
                faults.append(f"{path} as {media.name}: {answer.status_code} {answer.text[:200]}")
                return
            said[media.name] = triples(answer.content, media.type)
            sampled = media.name == "jsonld" and number % 60 == 0
            if sampled and triples_by_rdflib(answer.content) != triples_by_pyld(answer.content):
                faults.append(f"{path}: rdflib and PyLD read different graphs")
        for suffix in (".html", ".json", ".csv"):  # one in four: they are made of the same description
            if number % 4 == 0 and (await client.get(path + suffix)).status_code != 200:
                faults.append(f"{path}{suffix} does not answer")
        graphs = list(said.values())
        if path == "/shapes":
            return  # not of this graph, and with blank nodes; see test_vocabularies
        faults.extend(f"{path}: no such triple: {line}" for line in graphs[0] - stored if not GENERATED(line))
        if any(graph != graphs[0] for graph in graphs):
            faults.append(f"{path}: " + ", ".join(f"{name} {len(g)}" for name, g in said.items()))

    async def crawl(client) -> None:
        for start in range(0, len(addresses), 8):
            batch = list(enumerate(addresses))[start : start + 8]
            await asyncio.gather(*(visit(client, path, number) for number, path in batch))

    with_client(bundled_store, crawl)
    assert faults == []
