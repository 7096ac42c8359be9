"""The endpoint over HTTP, beside the engine behind a few lines of FastAPI, rdflib-endpoint and Virtuoso."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple
from urllib.parse import urlencode, urlsplit

from runners import made, virtuoso
from runners.client import ACCEPT, Load, flood, responses
from runners.measuring import ROOT, Numbers, run_task, save, say

WORKERS = 2
_SECONDS, _CLIENTS = 6.0, 8
METHOD = (
    f"Each server is a process of its own on loopback, coopgraph's with {WORKERS} workers; wrk holds {_CLIENTS} "
    f"connections open for {_SECONDS:g} s for each kind of request, after a warm-up of one second; client and server "
    "share the cores. 'Lookup' asks for the names of a person, 'page' for a hundred rows, 'medium' for agreements per "
    "sector; no query is sent twice, so that no cache answers, but for 'repeated'; 'unchanged' repeats a query with "
    "the tag of its answer. 'While busy' is a trivial ASK, one at a time, while a heavy query runs. 'pyoxigraph' is "
    "the engine behind the few lines of FastAPI that serve it, without limits, formats or a cache. Virtuoso has the "
    "same graphs, loaded by its own loader, and is asked for the merged one by default-graph-uri."
)
HEAVY = "SELECT (COUNT(*) AS ?n) { ?a ?p ?o . ?b ?p ?o . ?b ?q ?c }"
_KINDS = ("lookup", "page", "medium", "medium, repeated")
_PEERS = ("pyoxigraph", "rdflib-endpoint", "Virtuoso")


def _queries(quads: int) -> dict[str, tuple[str, ...]]:
    """Return for each kind the queries to send in turn. All but the repeated one end in a comment, to be numbered."""
    from worlds.plan import Plan

    people = Plan.of_size(quads, made.SEED).person_iris
    coop = "https://w3id.org/coopgraph/ontology#"
    page = f"SELECT ?a ?b ?c {{ ?a <{coop}undertaking> ?b ; <{coop}party> ?c }} LIMIT 100 OFFSET"
    medium = made.questions(quads)["04-agreements-per-top-sector"]
    return {
        "lookup": tuple(
            f"SELECT ?l {{ {person} <http://www.w3.org/2004/02/skos/core#prefLabel> ?l }} #"
            for person in people
        ),
        "page": tuple(f"{page} {n} #" for n in range(5000)),
        "medium": (f"{medium}#",),
        "medium, repeated": (medium,),
    }


class Served(NamedTuple):
    """A server under way: its port, the path of its endpoint, and the group of its processes."""

    port: int
    path: str
    group: int

    def target(self, query: str, **more: str) -> str:
        """Return what to request for a query."""
        return f"{self.path}?{urlencode({'query': query, **more})}"


def run(quads: int) -> Numbers:
    """Measure and save."""
    file = made.built(quads)
    found: dict[str, dict[str, Numbers]] = {}
    queries = _queries(quads)
    task = [sys.executable, str(ROOT / "benchmarks" / "run.py"), "--task"]
    with TemporaryDirectory() as folder:
        run_task("web:publish", str(file), folder)
        servers = {
            "coopgraph": [sys.executable, "-m", "coopgraph", "serve", "--store", folder, "--port"],
            "pyoxigraph": [*task, "web:engine", str(file), str(made.merged(file))],
            "rdflib-endpoint": [*task, "web:peer", str(file)],
        }
        for name, command in servers.items():
            say(f"  {name}")
            try:
                with serving(command) as server:
                    found[name] = _measure(server.port, f"{server.path}?", queries)
            except RuntimeError as error:
                found[name] = {"server": {"failed": str(error)}}
            say(f"    {found[name]}")
    found["Virtuoso"] = _virtuoso(quads, queries)
    say(f"    {found['Virtuoso']}")
    rows = []
    for kind in _KINDS:
        ours = found["coopgraph"].get(kind, {}).get("per_second")
        rows.append({"what": f"{kind}, requests a second", "ratio": ours})
        for name in _PEERS:
            peer = found[name].get(kind, {}).get("per_second")
            rows.append({"what": f"{kind}, times {name}", "ratio": ours / peer if ours and peer else None})
    unchanged = found["coopgraph"].get("unchanged", {})
    rows.append({"what": "unchanged, requests a second", "ratio": unchanged.get("per_second")})
    busy = found["coopgraph"].get("while busy", {})
    rows.append({"what": "ASK while a heavy query runs, p95, ms", "ratio": busy.get("p95_ms")})
    result = {
        "title": "The endpoint",
        "method": METHOD,
        "world": made.about(made.world(quads)[1]),
        "rows": rows,
        "times": found,
    }
    save("http", result)
    return result


def _virtuoso(quads: int, queries: dict[str, tuple[str, ...]]) -> dict[str, Numbers]:
    from coopgraph.store.endpoint import MERGED

    say("  Virtuoso")
    try:
        with virtuoso.loaded(quads) as server:
            parts = urlsplit(server.url)
            graph = urlencode({"default-graph-uri": MERGED})
            return _measure(parts.port or 80, f"{parts.path}?{graph}&", queries, busy=False)
    except RuntimeError as error:
        return {"server": {"failed": str(error)}}


def _measure(
    port: int, path: str, queries: dict[str, tuple[str, ...]], busy: bool = True
) -> dict[str, Numbers]:
    found = {}
    for kind, texts in queries.items():
        targets = tuple(f"{path}{urlencode({'query': text})}" for text in texts)
        different = kind != "medium, repeated"
        flood(Load(port, targets, _CLIENTS, 1.0, different))
        found[kind] = flood(Load(port, targets, _CLIENTS, _SECONDS, different))
    ask = (f"{path}{urlencode({'query': 'ASK {} #'})}",)
    tag = _tag(port, ask[0])
    if tag:
        found["unchanged"] = flood(Load(port, ask, _CLIENTS, _SECONDS, tag=tag))
    if busy:
        with _held_open(port, f"{path}{urlencode({'query': HEAVY})}"):
            found["while busy"] = responses(Load(port, ask, 1, _SECONDS, different=True))
    return found


def _tag(port: int, target: str) -> str:
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", target, headers={"Accept": ACCEPT})
    tag = connection.getresponse().headers.get("ETag", "")
    connection.close()
    return tag


@contextmanager
def _held_open(port: int, target: str) -> Iterator[None]:
    """Send one heavy query and leave it unanswered; the server is ended afterwards in any case."""
    with socket.create_connection(("127.0.0.1", port)) as line:
        line.sendall(f"GET {target} HTTP/1.1\r\nHost: localhost\r\nAccept: text/csv\r\n\r\n".encode())
        time.sleep(0.5)
        yield


@contextmanager
def serving(command: list[str]) -> Iterator[Served]:
    """Start a server on a free port and end it, by its own process id, whatever happens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [*command, str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "COOPGRAPH_WORKERS": str(WORKERS)},
        start_new_session=True,  # a group of its own, so that its workers end with it
    )
    try:
        yield Served(port, _ready(process, port), process.pid)
    finally:
        _end(process)


def _end(process: subprocess.Popen[str]) -> None:
    """End a server and the workers it started, and nothing else."""
    for number, patience in ((signal.SIGTERM, 15), (signal.SIGKILL, 15)):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, number)
        with suppress(subprocess.TimeoutExpired):
            process.communicate(timeout=patience)


def _ready(process: subprocess.Popen[str], port: int) -> str:
    """Return the path of the endpoint once it answers."""
    for _ in range(1200):
        if process.poll() is not None:
            message = (process.stderr.read() if process.stderr else "").strip().splitlines() or [
                "no reason given"
            ]
            raise RuntimeError(f"the server ended: {message[-1]}")
        for path in ("/sparql", "/"):
            target = f"{path}?{urlencode({'query': 'ASK {}'})}"
            answer = responses(Load(port, (target,), 1, 0.0))
            if answer.get("answers"):
                return path
        time.sleep(0.25)
    raise RuntimeError("the server did not answer within five minutes")


def publish(file: str, folder: str) -> Numbers:
    """Task: make a store folder that holds the world."""
    from coopgraph.store.embedded import EmbeddedStore
    from coopgraph.store.revisions import StoreFolder

    store = EmbeddedStore.in_memory()
    store.load_nquads(Path(file))
    StoreFolder(Path(folder)).publish(store.dump_nquads(), {})
    return {"seconds": 0.0}


def engine(file: str, triples: str, port: str) -> Numbers:
    """Task: serve the same store with pyoxigraph and FastAPI alone."""
    import pyoxigraph as ox
    import uvicorn
    from fastapi import FastAPI, Response

    store = ox.Store()
    store.bulk_load(path=file, format=ox.RdfFormat.N_QUADS)
    store.bulk_load(path=triples, format=ox.RdfFormat.N_TRIPLES)
    app = FastAPI()

    @app.get("/sparql", response_model=None)
    def sparql(query: str) -> Any:
        answer = store.query(query)
        assert not isinstance(answer, ox.QueryTriples)
        return Response(answer.serialize(format=ox.QueryResultsFormat.JSON), media_type=ACCEPT)

    uvicorn.run(app, host="127.0.0.1", port=int(port), log_level="error", access_log=False)
    return {"seconds": 0.0}


def peer(file: str, port: str) -> Numbers:
    """Task: serve the same graph with rdflib-endpoint on Oxigraph, its union of graphs as default graph."""
    import pyoxigraph as ox
    import uvicorn
    from oxrdflib import OxigraphStore
    from rdflib import Dataset
    from rdflib_endpoint import SparqlEndpoint

    engine = ox.Store()
    engine.bulk_load(path=file, format=ox.RdfFormat.N_QUADS)
    app = SparqlEndpoint(graph=Dataset(store=OxigraphStore(store=engine), default_union=True))
    uvicorn.run(app, host="127.0.0.1", port=int(port), log_level="error")
    return {"seconds": 0.0}
