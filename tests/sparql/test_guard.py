from __future__ import annotations

import contextlib
import http.server
import importlib.util
import threading
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
import pytest

from coopgraph.errors import QueryError, QueryRefusedError, QuerySyntaxError
from coopgraph.sparql import Limits, inspect, refuse_dataset, refuse_remote
from coopgraph.sparql.request import iris_in

_spec = importlib.util.spec_from_file_location("disguises", Path(__file__).with_name("disguises.py"))
assert _spec is not None
assert _spec.loader is not None
disguises = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(disguises)

ADDRESS = "http://127.0.0.1:9/"


def named(texts: dict[str, str]) -> list[object]:
    return [pytest.param(text, id=name) for name, text in texts.items()]


def filled(text: str, address: str = ADDRESS) -> str:
    """Return ``text`` with the address wherever it has a gap."""
    return text.format(*[address] * text.count("{}"))


class Listener:
    """A server on loopback that counts who called."""

    def __init__(self) -> None:
        listener = self
        self.calls = 0

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                listener.calls += 1
                self.send_response(500)
                self.end_headers()

            do_POST = do_GET  # noqa: N815 - the name is the library's

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self.server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/"


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    found = Listener()
    thread = threading.Thread(target=found.server.serve_forever, daemon=True)
    thread.start()
    yield found
    found.server.shutdown()
    thread.join()
    found.server.server_close()


@pytest.mark.parametrize(
    "text", named(disguises.SERVICE_CALLS | disguises.SERVICE_IN_THE_SPECIFICATIONS_READING)
)
def test_a_call_of_another_endpoint_is_refused_in_every_disguise(text: str) -> None:
    with pytest.raises(
        QueryError, match=r"^line \d+, column \d+: .*(another endpoint|space after <|does not end)"
    ):
        refuse_remote(filled(text))


@pytest.mark.parametrize("text", named(disguises.LOADS))
def test_an_update_that_fetches_is_refused_even_where_updates_are_welcome(text: str) -> None:
    with pytest.raises(
        (QueryRefusedError, QuerySyntaxError), match=r"fetch a document|another endpoint|request begins"
    ):
        refuse_remote(filled(text), writable=True)


@pytest.mark.parametrize("text", named(disguises.HARMLESS))
def test_a_query_that_only_mentions_the_words_is_let_through(text: str) -> None:
    refuse_remote(text)
    pyoxigraph.Store().query(text)


@pytest.mark.parametrize("text", named(disguises.HARMLESS_UPDATES))
def test_an_update_that_only_mentions_the_words_is_let_through(text: str) -> None:
    assert refuse_remote(text, writable=True).form == "update"
    pyoxigraph.Store().update(text)


def test_the_disguises_are_real_the_engine_would_call(listener: Listener) -> None:
    """Most disguises work on the engine; were they all syntax errors, the list would prove nothing."""
    called = 0
    for text in disguises.SERVICE_CALLS.values():
        before = listener.calls
        with contextlib.suppress(RuntimeError, SyntaxError, OSError):
            pyoxigraph.Store().query(filled(text, listener.address))
        called += listener.calls > before
    assert called >= 40


def test_no_text_that_passes_the_guard_reaches_the_network(listener: Listener) -> None:
    before = listener.calls
    texts = {**disguises.SERVICE_CALLS, **disguises.SERVICE_IN_THE_SPECIFICATIONS_READING, **disguises.LOADS}
    for text in texts.values():
        asked = filled(text, listener.address)
        try:
            refuse_remote(asked, writable=True)
        except QueryError:
            continue
        pyoxigraph.Store().query(asked)
    assert listener.calls == before


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { <urn:a> <urn:b> 1 }",
        "delete where { ?s ?p ?o }",
        "PREFIX ex: <urn:> WITH ex:g DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "CLEAR ALL",
        "DROP SILENT GRAPH <urn:g>",
        "CREATE GRAPH <urn:g>",
        "ADD <urn:a> TO <urn:b>",
        "MOVE <urn:a> TO <urn:b>",
        "COPY <urn:a> TO <urn:b>",
    ],
)
def test_an_update_is_refused_unless_updates_are_welcome(text: str) -> None:
    with pytest.raises(QueryRefusedError, match="this is an update"):
        refuse_remote(text)
    assert refuse_remote(text, writable=True).form == "update"


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("SELECT * {}", "select"),
        ("ask{}", "ask"),
        ("# SELECT\nPREFIX select: <urn:> BASE <http://a/>\nCONSTRUCT {} WHERE {}", "construct"),
        ("DESCRIBE <urn:a>", "describe"),
        ("PREFIX ask: <urn:> INSERT DATA {}", "update"),
        ("prefix : <urn:> select(1 as ?x){}", "select"),
    ],
)
def test_the_form_of_a_request_is_read_past_its_prologue(text: str, form: str) -> None:
    assert inspect(text).form == form


@pytest.mark.parametrize("text", ["", "  # nothing\n", "PREFIX ex: <urn:>"])
def test_a_text_without_a_request_is_no_query_and_an_update_that_does_nothing(text: str) -> None:
    assert inspect(text).form == "nothing"
    with pytest.raises(QuerySyntaxError, match="no query in this text"):
        refuse_remote(text)
    assert refuse_remote(text, writable=True).form == "nothing"


@pytest.mark.parametrize(
    "text", ["SELEC * {}", "ASKFROM<urn:a>{}", "PREFIXex:<urn:> ASK {}", "{ ASK {} }", "'a'"]
)
def test_a_text_that_does_not_begin_as_a_request_is_a_syntax_error(text: str) -> None:
    with pytest.raises(QuerySyntaxError, match=r"line 1, column 1: .*where a request begins"):
        inspect(text)


def test_the_graphs_of_a_dataset_clause_are_resolved() -> None:
    request = inspect(
        "BASE <http://a/b/> PREFIX g: <graph/> PREFIX h: <urn:h:> "
        "SELECT * FROM <c> FROM g:d FROM NAMED h:e\\,f from named <urn:x> "
        "{ ?from ?named 'FROM <urn:y>' GRAPH <urn:z> { ?s ?p ?o } }"
    )
    assert request.from_graphs == ("http://a/b/c", "http://a/b/graph/d")
    assert request.from_named_graphs == ("urn:h:e,f", "urn:x")
    assert request.has_dataset_clause
    assert request.prefixes == {"g": "http://a/b/graph/", "h": "urn:h:"}


def test_the_graphs_of_an_update_are_those_it_uses() -> None:
    request = inspect("DELETE { ?s ?p ?o } USING <urn:a> USING NAMED <urn:b> WHERE { ?s ?p ?o }")
    assert (request.from_graphs, request.from_named_graphs) == (("urn:a",), ("urn:b",))


def test_an_undeclared_prefix_in_a_dataset_clause_is_a_syntax_error() -> None:
    with pytest.raises(QuerySyntaxError, match="the prefix 'ex:' is not declared"):
        inspect("SELECT * FROM ex:a {}")


def test_a_graph_the_store_does_not_hold_is_refused_and_never_fetched() -> None:
    refuse_dataset(inspect("SELECT * FROM <urn:a> FROM NAMED <urn:b> {}"), {"urn:a", "urn:b"})
    refuse_dataset(inspect("SELECT * {}"), set())
    for text in ("SELECT * FROM <file:///etc/passwd> {}", "SELECT * FROM <urn:a> FROM NAMED <http://x/> {}"):
        with pytest.raises(QueryRefusedError, match=r"holds no graph <.*>, and it does not fetch documents"):
            refuse_dataset(inspect(text), {"urn:a"})


@pytest.mark.parametrize(
    "text",
    [
        "ASK " + "{" * 100_000 + "}" * 100_000,
        "ASK { FILTER(" + "(" * 100_000 + "1" + ")" * 100_000 + ") }",
        "ASK { ?s ?p " + "[ <urn:a> " * 300 + "1" + "]" * 300 + " }",
        "ASK { " + "FILTER EXISTS {" * 1000 + "}" * 1000 + " }",
    ],
    ids=["braces", "parentheses", "blank nodes", "exists"],
)
def test_nesting_that_would_crash_the_engine_is_refused(text: str) -> None:
    with pytest.raises(QueryRefusedError, match=r"line 1, column \d+: more than 200 brackets are open"):
        refuse_remote(text)


@pytest.mark.parametrize(
    "text",
    [
        "ASK { FILTER(1" + " || 1" * 20_000 + ") }",
        "ASK { FILTER(1" + " +1" * 20_000 + ") }",
        "ASK { FILTER(" + "!" * 20_000 + "true) }",
        "ASK { ?s <urn:a>" + "|<urn:a>" * 20_000 + " ?o }",
        "ASK { {}" + " UNION {}" * 20_000 + " }",
        "SELECT " + " ".join(f"(1 AS ?x{n})" for n in range(5000)) + " {}",
        "DESCRIBE " + " ".join(f"<urn:{n}>" for n in range(5000)),
        "DESCRIBE " + " ".join(f"?x{n}" for n in range(5000)) + " {}",
    ],
    ids=["or", "plus", "not", "path", "union", "projection", "describe", "describe variables"],
)
def test_a_chain_that_would_crash_the_engine_is_refused(text: str) -> None:
    with pytest.raises(QueryRefusedError, match="more than 1,000 groups, operators, AS or described"):
        refuse_remote(text)


@pytest.mark.parametrize(
    "text",
    [
        "ASK { VALUES ?x {" + " -1" * 20_000 + "} }",
        "ASK { VALUES (?x ?y) {" + " (<urn:a> UNDEF)" * 20_000 + "} }",
        "ASK { ?s ?p ?o FILTER(?o IN (" + ", ".join(map(str, range(20_000))) + ")) }",
    ],
    ids=["values", "rows", "in"],
)
def test_long_lists_of_values_are_welcome(text: str) -> None:
    refuse_remote(text)
    pyoxigraph.Store().query(text)


def test_the_limits_are_the_callers() -> None:
    refuse_remote("ASK { { { } } }", limits=Limits(depth=3))
    with pytest.raises(QueryRefusedError, match="more than 2 brackets"):
        refuse_remote("ASK { { { } } }", limits=Limits(depth=2))
    with pytest.raises(QueryRefusedError, match="15 characters and the limit is 10"):
        refuse_remote("ASK { { { } } }", limits=Limits(characters=10))
    with pytest.raises(QueryRefusedError, match="more than 2 groups"):
        refuse_remote("ASK { { { } } }", limits=Limits(links=2))


@pytest.mark.parametrize(
    "text",
    [
        "ASK { " + "FILTER(!EXISTS {" * 99 + "FILTER(1" + "||1" * 790 + ")" + "})" * 99 + " }",
        "ASK { FILTER(" + "ABS(" * 198 + "1" + " + 1" * 990 + ")" * 198 + ") }",
        "ASK { " + "".join(f"{{ SELECT (1 AS ?x{n}) {{ " for n in range(99)) + "} }" * 99 + " }",
        "SELECT " + " ".join(f"(ABS(1) AS ?x{n})" for n in range(990)) + " {}",
        "DESCRIBE " + " ".join(f"<urn:{n}>" for n in range(999)),
        "ASK { " + "".join(f"BIND(1 AS ?x{n}) " for n in range(990)) + "}",
    ],
    ids=["exists", "functions", "sub-selects", "projection", "describe", "bind"],
)
def test_a_text_within_the_limits_does_not_crash_the_engine(text: str) -> None:
    """Were it to overflow the stack, the whole test process would die here."""
    try:
        refuse_remote(text)
    except QueryRefusedError:
        pytest.fail("the text is meant to be just within the limits")
    failure: list[BaseException] = []

    def ask() -> None:
        try:
            pyoxigraph.Store().query(text)
        except (SyntaxError, RuntimeError, ValueError) as error:
            failure.append(error)

    thread = threading.Thread(target=ask)  # servers answer in threads
    thread.start()
    thread.join()
    assert not failure


def test_the_iris_a_text_names_are_read_in_every_spelling() -> None:
    text = "BASE <http://b/> PREFIX e: <http://e/> SELECT * { ?s a e:C ; <p>/^e:q* 'e:no <no>' . # e:no\n GRAPH <http://g> {} }"
    assert iris_in(text) - {"http://b/", "http://e/"} == {
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", "http://e/C", "http://b/p", "http://e/q", "http://g",
    }  # fmt: skip
