"""Nobody makes the server reach the network or a file: by no query, header, body or path. The network itself is asked."""

from __future__ import annotations

import contextlib
import re
import socket
import subprocess
import sys
import threading
from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as trying
from hypothesis import strategies as st

from coopgraph.errors import QueryError
from coopgraph.settings import Settings
from coopgraph.store.embedded import EmbeddedStore
from coopgraph.store.revisions import StoreFolder
from hostile import REACHING
from served import Running

FORM = "application/x-www-form-urlencoded"
SECRET = "x7-secret-that-no-answer-may-hold"


@contextlib.contextmanager
def listening():
    """A socket that listens, and the list of those who came. It answers nobody."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        came: list[object] = []

        def wait() -> None:
            with contextlib.suppress(OSError):
                while True:
                    connection, address = listener.accept()
                    came.append(address)
                    connection.close()

        threading.Thread(target=wait, daemon=True).start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/x", came
        listener.shutdown(socket.SHUT_RDWR)


@pytest.fixture(scope="module")
def trap():
    with listening() as found:
        yield found


@pytest.fixture(scope="module")
def secret(tmp_path_factory):
    path = tmp_path_factory.mktemp("secret") / "data.ttl"
    path.write_text(f'<http://e/s> <http://e/p> "{SECRET}" .', encoding="utf-8")
    return path


@pytest.fixture(scope="module", params=["memory", "disk"])
def wherever(request, server, toy_folder):
    """A server whose workers read the graph in memory, and one whose workers read the disk."""
    if request.param == "memory":
        yield server
        return
    with Running(toy_folder, Settings(query_bytes=20_000, answer_from="disk")) as running:
        running.store = server.store
        yield running


@pytest.mark.parametrize("text", REACHING)
def test_a_query_that_reaches_out_reaches_nobody_and_reads_nothing(wherever, trap, secret, text):
    server = wherever
    url, came = trap
    facts = server.store.count()
    for target in (url, secret.as_uri(), str(secret)):
        query = text.format(url=target)
        for answer in (
            server.ask(query),
            server.ask(query, "text/html"),
            server.request("POST", "/sparql", urlencode({"query": query}), Content_Type=FORM),
            server.request("POST", "/sparql", urlencode({"update": query}), Content_Type=FORM),
            server.request("POST", "/sparql", query, Content_Type="application/sparql-query"),
            server.request("POST", "/sparql", query, Content_Type="application/sparql-update"),
        ):
            assert answer.status < 500
            assert SECRET not in answer.text
    assert came == []
    assert server.ask("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }", "text/csv").text == f"n\r\n{facts}\r\n"


@pytest.mark.parametrize(
    "name", ["default-graph-uri", "named-graph-uri", "using-graph-uri", "graph", "service"]
)
def test_a_parameter_that_names_an_address_fetches_nothing(wherever, trap, secret, name):
    server = wherever
    url, came = trap
    for target in (url, secret.as_uri(), f"file:{secret}", str(secret), "../../../etc/passwd"):
        everything = "SELECT * WHERE { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
        for path in ("/sparql", "/store"):
            answer = server.get(f"{path}?{urlencode({'query': everything, name: target})}")
            assert answer.status < 500
            assert SECRET not in answer.text
    assert came == []


@given(
    before=st.text(alphabet=" \t\n#'\"<>{}.;?a1:\\u", max_size=12),
    keyword=st.sampled_from(["SERVICE", "service", "SERVICE SILENT", "\\u0053ERVICE", "LOAD", "SERVICE/**/"]),
    between=st.text(alphabet=" \t\n#'\"<>{}", max_size=6),
    after=st.text(alphabet=" \n{}?spo.;'", max_size=12),
)
@trying(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_around_the_word_lets_it_through(wherever, trap, before, keyword, between, after):
    url, came = trap
    query = f"SELECT * WHERE {{ {before}{keyword}{between}<{url}>{after} {{ ?s ?p ?o }} }}"
    assert wherever.ask(query).status < 500
    assert came == []


UNGUARDED = """
import os, socket, sys
from pathlib import Path
import pyoxigraph
from coopgraph.store.embedded import EmbeddedStore
from coopgraph.store.embedded_files import open_every_file
from coopgraph.web.workers.confinement import confine

url, secret, revision, mode = sys.argv[1], sys.argv[2], Path(sys.argv[3]), sys.argv[4]
store = EmbeddedStore.at(revision / "oxigraph") if mode == "disk" else EmbeddedStore.in_memory()
files = open_every_file(store, revision) if mode == "disk" else ()
engine = store.engine
out = os.dup(1)
if mode != "free":
    confine(out, 256, files)
opened = 0
for attempt in (
    lambda: list(engine.query("SELECT * WHERE { SERVICE <" + url + "> { ?s ?p ?o } }")),
    lambda: engine.update("LOAD <" + url + ">"),
    lambda: engine.load(path=secret, format=pyoxigraph.RdfFormat.TURTLE),
    lambda: socket.create_connection(("127.0.0.1", int(url.split(":")[2].split("/")[0]))),
    lambda: open(secret),
    lambda: open(revision / "revision.json"),
    lambda: open(files and f"/proc/self/fd/{min(files)}"),
):
    try:
        attempt()
        opened += 1
    except BaseException:
        continue
os.write(out, f"{opened} {len(list(engine.quads_for_pattern(None, None, None)))}".encode())
os._exit(0)
"""
"""The engine asked directly, without the guard."""


@pytest.mark.parametrize(
    ("mode", "opened", "noticed"), [("memory", 0, False), ("disk", 0, False), ("free", 4, True)]
)
def test_a_worker_could_open_nothing_even_if_the_engine_were_asked_to(
    secret, toy, toy_folder, mode, opened, noticed
):
    """The second lock; and, without it, the trap would notice. What a worker is there to read it can read."""
    with listening() as (url, came):
        command = [sys.executable, "-c", UNGUARDED, url, str(secret), str(toy_folder.current().path), mode]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        found, quads = map(int, done.stdout.split())
        assert (found, quads) == (opened, {"memory": 0, "disk": len(toy.engine), "free": 1}[mode])
        assert bool(came) is noticed


# size, depth and shape


@pytest.mark.parametrize(
    "query",
    [
        "ASK " + "{" * 3000 + "}" * 3000,
        "ASK { FILTER(" + "!" * 9000 + "1) }",
        "ASK { FILTER(" + "(" * 5000 + "1" + ")" * 5000 + ") }",
        "ASK { ?s " + "(" * 3000 + "<http://e/p>" + ")*" * 3000 + " ?o }",
        "ASK { ?s " + "^" * 9000 + "<http://e/p> ?o }",
        "ASK {" + "OPTIONAL { ?s ?p ?o " * 700 + "}" * 700 + "}",
        "ASK {} #" + "x" * 60_000,
        "PREFIX a: <http://e/> " * 2000 + "ASK {}",
    ],
    ids=["braces", "not", "parentheses", "paths", "inverse", "optional", "long", "prefixes"],
)
def test_a_query_that_is_too_much_is_refused_or_answered_and_the_next_is_answered(server, query):
    answer = server.request("POST", "/sparql", query, Content_Type="application/sparql-query")
    assert answer.status in (200, 400, 413)
    assert server.ask("ASK {}").json["boolean"] is True


@pytest.mark.parametrize(
    "pattern", ["(a+)+$", "(a|aa)*b", "(x*)*y", "a{1000}{1000}", "(" * 50 + "a" + ")+" * 50]
)
def test_a_regular_expression_that_explodes_hurts_nobody(server, pattern):
    query = f'ASK {{ BIND(REPLACE("a", "a", "{"a" * 5000}") AS ?long) FILTER(REGEX(?long, "{pattern}")) }}'
    answer = server.ask(query, timeout="5")
    assert answer.status in (200, 400, 504)
    assert server.ask("ASK {}").json["boolean"] is True


# headers, bodies and paths


@pytest.mark.parametrize(
    "path",
    [
        "/../../etc/passwd",
        "/..%2f..%2fetc%2fpasswd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "//etc/passwd",
        "/store?graph=file:///etc/passwd",
        "/store?graph=..%2F..%2Fetc%2Fpasswd",
        "/sparql/../../etc/passwd",
        "/sparql%00.txt",
    ],
)
def test_a_path_leads_to_no_file(server, path):
    answer = server.get(path)
    assert 400 <= answer.status < 500
    assert "root:" not in answer.text


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({"Content-Type": FORM, "Content-Encoding": "gzip"}, b"\x1f\x8b\x08\x00broken"),
        ({"Content-Type": "multipart/form-data; boundary=x"}, b'--x\r\nContent-Disposition: form-data; name="query"\r\n\r\nASK {}\r\n--x--'),
        ({"Content-Type": FORM}, b"&".join([b"a=b"] * 4000)),
        ({"Content-Type": FORM}, b"query=ASK%20%7B%7D%00"),
        ({"Content-Type": FORM}, b"query=%"),
        ({"Content-Type": "application/sparql-query\t; charset=\"utf-8\"; charset=utf-16"}, b"ASK {}"),
        ({"Content-Type": "application/sparql-query", "X-HTTP-Method-Override": "DELETE"}, b"ASK {}"),
        ({"Content-Type": "application/sparql-query", "Accept": "*/*;q=x, " + "text/a, " * 4000}, b"ASK {}"),
        ({"Content-Type": "application/sparql-query", "If-None-Match": '"' + "a" * 8000}, b"ASK {}"),
        ({"Content-Type": "application/sparql-query", "Accept-Encoding": "gzip;q=;;,*;q=2,,"}, b"ASK {}"),
        ({"Content-Type": "application/sparql-query", "Prefer": "wait=" + "9" * 400}, b"ASK {}"),
    ],
)  # fmt: skip
def test_strange_headers_and_bodies_are_answered_or_refused(server, headers, body):
    answer = server.request("POST", "/sparql", body, **headers)
    assert answer.status < 500
    assert server.ask("ASK {}").json["boolean"] is True


def test_a_form_is_not_taken_for_another_method(server):
    answer = server.request("POST", "/sparql", "query=ASK%7B%7D&_method=DELETE", Content_Type=FORM)
    assert answer.status == 200
    for method in ("PUT", "DELETE", "PATCH", "TRACE"):
        assert server.request(method, f"/store?graph={quote('http://e/g', safe='')}").status == 405


def test_labels_that_would_be_scripts_stay_text(serving, tmp_path):
    hostile = "<script>alert(1)</script>\\\" onload=x '--><img src=x>"
    folder = StoreFolder(tmp_path / "store")
    folder.publish(f'<http://e/s> <http://e/p> "{hostile}" <http://e/g> .\n'.encode(), {})
    with serving(folder) as server:
        page = server.ask("SELECT * WHERE { ?s ?p ?o }", "text/html")
        assert page.status == 200
        assert "<script" not in page.text
        assert "<img" not in page.text
        assert "'unsafe" not in page.headers["content-security-policy"]


def test_the_store_alone_refuses_the_same_queries(trap):
    url, came = trap
    with EmbeddedStore.in_memory() as store:
        for text in REACHING:
            with contextlib.suppress(QueryError):
                b"".join(store.answer(text.format(url=url), "text/csv"))
    assert came == []


def raw(server, data: bytes) -> bytes:
    """Send bytes as they are, and return what comes back until the server closes or says nothing for a second."""
    host, port = server.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=1) as connection:
        connection.sendall(data)
        answer = b""
        with contextlib.suppress(TimeoutError):
            while piece := connection.recv(65536):
                answer += piece
        return answer


BODY = b"query=ASK%7B%7D"
HEAD = b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"


@pytest.mark.parametrize(
    ("data", "answers"),
    [
        (HEAD + b"Content-Length: 15\r\n\r\n" + BODY, {b"200"}),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\nf\r\n" + BODY + b"\r\n0\r\n\r\n", {b"200"}),
        (HEAD + b"Content-Length: 15\r\nTransfer-Encoding: chunked\r\n\r\nf\r\n" + BODY + b"\r\n0\r\n\r\n", {b"200", b"400"}),
        (HEAD + b"Content-Length: 15\r\nContent-Length: 3\r\n\r\n" + BODY, {b"400"}),
        (HEAD + b"Content-Length: -1\r\n\r\n" + BODY, {b"400"}),
        (HEAD + b"Content-Length: 0x0f\r\n\r\n" + BODY, {b"400"}),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n" + BODY, {b"400"}),
        (HEAD + b"X: " + b"a" * 200_000 + b"\r\nContent-Length: 15\r\n\r\n" + BODY, {b"200", b"400", b"431"}),
        (b"GET /sparql?query=ASK%7B%7D HTTP/9.9\r\nHost: x\r\n\r\n", {b"200", b"400", b"505"}),
        (b"GET http://other.example/sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: x\r\n\r\n", {b"200", b"400", b"404"}),
        (b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: x\r\nX-A: a\r\n\tfolded\r\n\r\n", {b"200", b"400"}),
        (b"CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: 127.0.0.1:22\r\n\r\n", {b"400", b"404", b"405"}),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", {b"400"}),
        (b"GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n", {b"200", b"400", b"403", b"426"}),
    ],
)  # fmt: skip
def test_a_malformed_or_twofold_request_gets_one_answer_and_smuggles_none(server, data, answers):
    smuggled = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
    answer = raw(server, data + (smuggled if b"15\r\nTransfer" in data else b""))
    statuses = re.findall(rb"HTTP/1\.1 (\d\d\d)", answer)
    assert statuses
    assert statuses[0] in answers
    assert len(statuses) == 1 or (b"15\r\nTransfer" in data and len(statuses) == 2)
    assert server.ask("ASK {}").json["boolean"] is True


@pytest.mark.parametrize("value", ["x\r\nSet-Cookie: a=b", "\x00", "x\n\nbody"])
def test_what_a_client_says_adds_no_header(server, value):
    for path in (f"/sparql?{urlencode({'query': 'ASK {}', 'default-graph-uri': value})}", f"/id/{quote(value, safe='')}",
                 f"/store?graph={quote(value, safe='')}", f"/{quote(value, safe='')}"):  # fmt: skip
        answer = server.get(path)
        assert 400 <= answer.status < 500
        assert "set-cookie" not in answer.headers


def test_labels_that_would_be_scripts_stay_text_on_every_page(serving, tmp_path):
    hostile = "<script>alert(1)</script>\\\" onload=x '--><img src=x>"
    thing = "https://w3id.org/coopgraph/id/person/x"
    lines = [
        f"<{thing}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/coopgraph/ontology#Person> <http://e/g> .",
        *(
            f'<{thing}> <http://www.w3.org/2004/02/skos/core#{name}> "{hostile}"@en <http://e/g> .'
            for name in ("prefLabel", "note")
        ),
        f"<{thing}> <http://e/javascript:alert(1)> <javascript:alert(1)> <http://e/g> .",
    ]
    folder = StoreFolder(tmp_path / "store")
    folder.publish(("\n".join(lines) + "\n").encode(), {})
    with serving(folder) as server:
        for path in ("/id/person/x", "/", "/sparql?query=SELECT%20*%20%7B%3Fs%20%3Fp%20%3Fo%7D"):
            page = server.get(path, Accept="text/html")
            assert page.status == 200, page.text
            assert "<script>alert" not in page.text
            assert "<img src=x" not in page.text
            assert 'href="javascript:' not in page.text
