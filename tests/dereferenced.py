"""A graph served to a client in this process, and what the formats of its answers say."""

from __future__ import annotations

import asyncio
import json
import warnings

import httpx
import pyoxigraph as ox

from coopgraph.settings import Settings
from coopgraph.store.media import JSONLD, NTRIPLES, RDFXML, TURTLE
from coopgraph.store.revisions import StoreFolder
from coopgraph.web.app import create_app
from coopgraph.web.workers.pool import Pool

_FORMATS = {
    TURTLE.type: ox.RdfFormat.TURTLE,
    NTRIPLES.type: ox.RdfFormat.N_TRIPLES,
    RDFXML.type: ox.RdfFormat.RDF_XML,
    JSONLD.type: ox.RdfFormat.JSON_LD,
}


def triples(body: bytes, media_type: str, base: str = "http://test/") -> set[str]:
    """The statements of a document, as lines of N-Triples."""
    parsed = ox.parse(body, _FORMATS[media_type.partition(";")[0]], base_iri=base)
    return {str(quad.triple) for quad in parsed}


def triples_by_rdflib(body: bytes) -> set:
    from rdflib import Graph

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # rdflib's own JSON-LD parser uses what rdflib deprecates
        return set(Graph().parse(data=body, format="json-ld"))


def triples_by_pyld(body: bytes) -> set:
    from pyld import jsonld
    from rdflib import Graph

    def nothing_is_fetched(url: str, *_: object):
        raise AssertionError(f"the document asks for {url}")

    text = jsonld.to_rdf(
        json.loads(body), {"format": "application/n-quads", "documentLoader": nothing_is_fetched}
    )
    return set(Graph().parse(data=text, format="nt"))


def with_client(folder, work):
    """Run ``work(client)`` against the graph in a store folder, no socket between, and return what it returns."""

    async def run():
        settings = Settings(workers=2)
        pool = Pool(StoreFolder(folder), settings)
        await pool.start()
        try:
            transport = httpx.ASGITransport(create_app(pool, settings))
            async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
                return await work(client)
        finally:
            await pool.close()

    return asyncio.run(run())
