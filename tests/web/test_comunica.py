"""Comunica, the SPARQL engine of the JavaScript world, asks the endpoint. Installed from npm's registry once for each machine."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest

from npm_packages import installed
from served import writable_copy

VERSION = "4.5.0"
COOP = "PREFIX coop: <https://w3id.org/coopgraph/ontology#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n"
CODES = COOP + "SELECT ?code WHERE { ?c coop:isoCode ?code } ORDER BY ?code"


@pytest.fixture(scope="session")
def comunica():
    """Give a function that runs Comunica's command line on a source, and returns what it prints."""
    program = installed(f"@comunica/query-sparql@{VERSION}") / ".bin" / "comunica-sparql"
    node = shutil.which("node")

    def run(source: str, query: str, accept: str = "text/csv", user: str = "", fails: bool = False) -> str:
        command = [node, str(program), source, "--query", query]
        command += ["--context", json.dumps({"httpAuth": user})] if user else []
        command += ["--outputType", accept] if accept else []
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
        assert (done.returncode != 0) is fails, done.stderr
        return done.stderr if fails else done.stdout

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


TOKEN = "a token for Comunica"


@pytest.fixture(scope="module")
def writable(toy, tmp_path_factory):
    with writable_copy(toy, tmp_path_factory.mktemp("comunica"), TOKEN) as running:
        yield running


def test_it_writes_with_the_token(writable, comunica):
    endpoint = f"sparql@{writable.url}/sparql"
    kept = "SELECT ?n WHERE { GRAPH <http://e/comunica> { <http://e/s> <http://e/p> ?n } } ORDER BY ?n"
    for update, found in (
        ("INSERT DATA { GRAPH <http://e/comunica> { <http://e/s> <http://e/p> 7, 8 } }", ["n", "7", "8"]),
        ("DELETE DATA { GRAPH <http://e/comunica> { <http://e/s> <http://e/p> 7 } }", ["n", "8"]),
        (
            "DELETE { GRAPH ?g { ?s ?p ?o } } INSERT { GRAPH ?g { ?s ?p 9 } } WHERE { GRAPH ?g { ?s ?p ?o } FILTER(?o = 8) }",
            ["n", "9"],
        ),
    ):
        assert comunica(endpoint, update, "", f"curator:{TOKEN}").strip() == "ok"
        assert comunica(endpoint, kept).split() == found


@pytest.mark.parametrize("user", ["", "curator:another token, not that"])
def test_and_not_without_it(writable, comunica, user):
    update = "INSERT DATA { GRAPH <http://e/stranger> { <http://e/s> <http://e/p> 1 } }"
    assert "401" in comunica(f"sparql@{writable.url}/sparql", update, "", user, fails=True)
    assert writable.ask("ASK { GRAPH <http://e/stranger> { ?s ?p ?o } }").json["boolean"] is False
