"""Comunica, the SPARQL engine of the JavaScript world, asks the endpoint. Installed from npm's registry once for each machine."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from npm_packages import installed

VERSION = "4.5.0"
COOP = "PREFIX coop: <https://w3id.org/coopgraph/ontology#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n"
CODES = COOP + "SELECT ?code WHERE { ?c coop:isoCode ?code } ORDER BY ?code"


@pytest.fixture(scope="session")
def comunica():
    """Give a function that runs Comunica's command line on a source, and returns what it prints."""
    program = installed(f"@comunica/query-sparql@{VERSION}") / ".bin" / "comunica-sparql"
    node = shutil.which("node")

    def run(source: str, query: str, accept: str = "text/csv") -> str:
        command = [node, str(program), source, "--query", query, "--outputType", accept]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


@pytest.mark.parametrize("kind", ["", "sparql@"])
def test_it_finds_out_that_the_address_is_an_endpoint_or_is_told(server, comunica, kind):
    assert comunica(f"{kind}{server.url}/sparql", CODES).split() == ["code", "XA", "XB"]


def test_it_joins_and_constructs(server, comunica):
    construct = COOP + "CONSTRUCT { ?c skos:prefLabel ?l } WHERE { ?c a coop:Country ; skos:prefLabel ?l }"
    lines = comunica(f"sparql@{server.url}/sparql", construct, "application/n-triples").splitlines()
    assert len(lines) == 6
    assert sorted(lines) == sorted(server.ask(construct, "application/n-triples").text.splitlines())


def test_it_reads_a_description_as_linked_data(server, comunica):
    """Without the endpoint: the address of a thing is a document of RDF."""
    (row,) = server.store.select(COOP + "SELECT ?a WHERE { ?a a coop:Agreement }")
    address = server.url + row["a"].removeprefix("https://w3id.org/coopgraph")
    query = COOP + f"SELECT ?label WHERE {{ <{row['a']}> skos:prefLabel ?label }} ORDER BY ?label"
    expected = [str(r["label"]) for r in server.store.select(query)]
    assert comunica(address, query).splitlines()[1:] == expected
