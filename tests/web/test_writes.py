"""Writing over HTTP: only where enabled, only with the token, only what keeps the rules; and then everybody sees it."""

from __future__ import annotations

import base64
import json
import os
import signal
import threading
import time
from urllib.parse import quote, urlencode

import pytest

from coopgraph.errors import SettingsError
from coopgraph.settings import Settings
from coopgraph.store.media import GRAPH_TYPES
from coopgraph.store.revisions import StoreFolder
from coopgraph.web.writes.authority import Authority, readable_by_others
from disks import fill, small_disk
from hostile import DOCUMENTS
from served import Running

TOKEN = "from-torino-with-love-0001"
MAY = {"Authorization": f"Bearer {TOKEN}"}
UPDATE = {"Content-Type": "application/sparql-update"}
TURTLE = {"Content-Type": "text/turtle"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
NEW = "/store?graph=" + quote("http://e/new", safe="")
INSERT = "INSERT DATA { GRAPH <http://e/new> { <http://e/s> <http://e/p> 1 } }"


@pytest.fixture(scope="module")
def writable(toy, tmp_path_factory):
    folder = StoreFolder(tmp_path_factory.mktemp("writable") / "store")
    folder.publish(toy.dump_nquads(), {"sources": 2})
    with Running(folder, Settings(writes=True, write_token=TOKEN, workers=2, write_bytes=50_000)) as server:
        server.folder = folder
        yield server


@pytest.fixture(autouse=True)
def clean(writable):
    yield
    if writable.get(NEW).status == 200:
        assert writable.request("DELETE", NEW, **MAY).status == 200


def state(server) -> str:
    return server.folder.current().path.name


# --- who may ---------------------------------------------------------------------------------------


REQUESTS = [
    ("POST", "/sparql", INSERT, UPDATE),
    ("POST", "/sparql", urlencode({"update": INSERT}), FORM),
    ("PUT", NEW, "<a> <b> <c> .", TURTLE),
    ("POST", NEW, "<a> <b> <c> .", TURTLE),
    ("POST", "/store", "<a> <b> <c> .", TURTLE),
    ("DELETE", "/store?graph=https%3A%2F%2Fw3id.org%2Fcoopgraph%2Fgraph%2Fentities", None, {}),
    ("PATCH", NEW, "INSERT DATA { <a> <b> <c> }", UPDATE),
    ("PUT", "/store/source/x", "<a> <b> <c> .", TURTLE),
]


@pytest.mark.parametrize(("method", "path", "body", "headers"), REQUESTS)
@pytest.mark.parametrize(
    "shown",
    [
        {},
        {"Authorization": "Bearer"},
        {"Authorization": "Bearer wrong"},
        {"Authorization": f"Bearer {TOKEN[:-1]}"},
        {"Authorization": f"Bearer {TOKEN}\xe9"},
        {"Authorization": f"Digest {TOKEN}"},
        {"Authorization": "Basic " + base64.b64encode(b"user:wrong").decode()},
        {"Authorization": "Basic %%%"},
        {"Cookie": "token=x", "X-Authorization": "Bearer x"},
    ],
)
def test_without_the_token_nothing_is_written_and_it_is_said_how_to_show_it(
    writable, method, path, body, headers, shown
):
    before = state(writable)
    answer = writable.request(method, path, body, **headers, **shown)
    assert (answer.status, answer.type) == (401, "application/problem+json")
    assert answer.headers["www-authenticate"].startswith('Bearer realm="coopgraph"')
    assert "Basic" not in answer.headers["www-authenticate"]  # a browser would ask, and remember
    assert TOKEN not in answer.text
    assert state(writable) == before


@pytest.mark.parametrize("name", ["access_token", "token", "ACCESS_TOKEN", "api_key"])
def test_a_token_in_an_address_is_refused_even_beside_a_good_header(writable, name):
    answer = writable.request("POST", f"/sparql?{urlencode({name: TOKEN})}", INSERT, **UPDATE, **MAY)
    assert (answer.status, "change the token" in answer.json["detail"]) == (400, True)


@pytest.mark.parametrize(("method", "path", "body", "headers"), REQUESTS)
def test_a_server_that_is_not_told_to_write_refuses_even_with_a_token(server, method, path, body, headers):
    answer = server.request(method, path, body, **headers, **MAY)
    assert answer.status == (403 if path == "/sparql" else 405)
    assert answer.type == "application/problem+json"


def test_the_token_may_be_the_password_of_any_user(writable):
    basic = "Basic " + base64.b64encode(f"curator:{TOKEN}".encode()).decode()
    assert writable.request("POST", "/sparql", INSERT, **UPDATE, Authorization=basic).status == 200


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({}, "there is no token; give one by COOPGRAPH_WRITE_TOKEN or write_token_file"),
        ({"write_token": "short"}, "holds 5 characters; a token has 16 at least"),
        ({"write_token": "sixteen or more, but ü"}, "no header carries"),
        ({"write_token_file": "/nowhere/token"}, "cannot be read"),
        ({"write_token": TOKEN, "write_token_file": "/nowhere/token"}, "keep one of them"),
    ],
)
def test_writing_without_a_good_token_is_an_error_at_the_start(settings, message):
    with pytest.raises(SettingsError, match=message):
        Authority(Settings(writes=True, **settings))


def test_the_token_is_read_from_a_file_and_never_shown(tmp_path):
    (tmp_path / "token").write_text(f"{TOKEN}\n", encoding="utf-8")
    Authority(Settings(writes=True, write_token_file=str(tmp_path / "token")))
    assert TOKEN not in repr(Settings(writes=True, write_token=TOKEN))


def test_a_file_of_the_token_that_is_empty_is_named(tmp_path):
    (tmp_path / "token").write_text("\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="token is empty"):
        Authority(Settings(writes=True, write_token_file=str(tmp_path / "token")))


@pytest.mark.parametrize(("mode", "seen"), [(0o600, False), (0o640, False), (0o644, True)])
def test_a_token_that_every_user_can_read_is_told(tmp_path, mode, seen):
    (tmp_path / "token").write_text(TOKEN, encoding="utf-8")
    (tmp_path / "token").chmod(mode)
    assert readable_by_others(Settings(write_token_file=str(tmp_path / "token"))) is seen
    assert not readable_by_others(Settings(write_token=TOKEN))


# --- what is written -------------------------------------------------------------------------------


@pytest.mark.parametrize(("body", "headers"), [(INSERT, UPDATE), (urlencode({"update": INSERT}), FORM)])
def test_an_update_is_a_new_revision_that_the_next_query_sees(writable, body, headers):
    before = writable.folder.current()
    answer = writable.request("POST", "/sparql", body, **headers, **MAY)
    now = writable.folder.current()
    assert (answer.status, answer.json) == (200, {"version": now.version, "added": 1, "removed": 0})
    assert writable.ask("ASK { <http://e/s> <http://e/p> 1 }").json["boolean"] is True
    assert (now.quads, now.triples) == (before.quads + 1, before.triples + 1)
    assert now.manifest["sources"] == 2
    assert now.manifest["writes"] == before.manifest.get("writes", 0) + 1
    again = writable.request("POST", "/sparql", body, **headers, **MAY)
    assert again.json == {"version": now.version, "added": 0, "removed": 0}
    assert writable.folder.current().path == now.path


def test_a_graph_is_put_added_to_patched_and_deleted(writable):
    put = writable.request("PUT", NEW, "<s> <p> 1, [ <q> 2 ] .", **TURTLE, **MAY)
    assert (put.status, put.json["added"], put.headers["location"]) == (201, 3, "http://e/new")
    assert "http://e/s" in writable.get(NEW, Accept="application/n-triples").text
    added = writable.request(
        "POST", NEW, '{"@id": "http://e/t", "http://e/p": 5}', Content_Type="application/ld+json", **MAY
    )
    assert (added.status, added.json["added"]) == (200, 1)
    patched = writable.request(
        "PATCH", NEW, "DELETE WHERE { ?s ?p 5 } ; INSERT DATA { <u> <p> 6 }", **UPDATE, **MAY
    )
    assert (patched.status, patched.json["added"], patched.json["removed"]) == (200, 1, 1)
    assert writable.request("PUT", NEW, "<s> <p> 1 .", **TURTLE, **MAY).json["removed"] == 3
    assert writable.get(NEW, Accept="application/n-triples").text.count("\n") == 1
    assert writable.request("DELETE", NEW, **MAY).status == 200
    assert writable.get(NEW).status == 404
    assert writable.request("DELETE", NEW, **MAY).status == 404


@pytest.mark.parametrize("media", GRAPH_TYPES, ids=lambda media: media.name)
def test_every_format_that_a_graph_can_be_had_in_can_be_sent(writable, media):
    body = '<http://e/s> <http://e/p> "città \\"è\\""@it, 1, <http://e/o>, [ <http://e/q> 1.5 ] .'
    assert writable.request("PUT", NEW, body.encode(), **TURTLE, **MAY).json["added"] == 5
    whole = writable.get(NEW, Accept=media.type)
    again = writable.request("PUT", NEW, whole.body, Content_Type=whole.type, **MAY)
    assert (again.status, again.json["added"], again.json["removed"]) == (200, 0, 0)
    writable.request("DELETE", NEW, **MAY)
    assert writable.request("PUT", NEW, whole.body, Content_Type=whole.type, **MAY).json["added"] == 5


def test_the_place_of_a_graph_without_a_name_is_told(writable):
    answer = writable.request("POST", "/store", "<http://e/s> <http://e/p> 7 .", **TURTLE, **MAY)
    where = answer.headers["location"]
    assert (answer.status, where.startswith("https://w3id.org/coopgraph/graph/posted/")) == (201, True)
    path = where.replace("https://w3id.org/coopgraph/graph", "/store")
    assert "7" in writable.get(path).text
    assert writable.request("DELETE", path, **MAY).status == 200


@pytest.mark.parametrize(
    ("method", "path", "body", "headers", "status", "detail"),
    [
        ("PUT", NEW, "<a> <b>", TURTLE, 400, "the turtle document:1:"),
        ("PUT", NEW, b"\xff", TURTLE, 400, "not UTF-8"),
        ("PUT", NEW, "x", {"Content-Type": "text/turtle; charset=utf-16"}, 415, "UTF-8"),
        ("PUT", NEW, "x", {"Content-Type": "application/n-quads"}, 415, "text/turtle"),
        ("PUT", NEW, "x", {}, 415, "without a type"),
        ("PUT", NEW, "#" * 50_001, TURTLE, 413, "50000 bytes"),
        ("PUT", "/store?default", "<a> <b> <c> .", TURTLE, 403, "merge of the named graphs"),
        ("DELETE", "/store?default", None, {}, 403, "merge of the named graphs"),
        ("PUT", "/store?graph=relative", "<a> <b> <c> .", TURTLE, 400, "no absolute IRI"),
        ("PUT", "/store?graph=http://e/%3E%20%7B", "<a> <b> <c> .", TURTLE, 400, "no absolute IRI"),
        ("PUT", "/store", "<a> <b> <c> .", TURTLE, 400, "say which graph"),
        ("PUT", "/store/shortcuts", "<a> <b> <c> .", TURTLE, 403, "not written by hand"),
        ("DELETE", "/store/ontology", None, {}, 403, "not written by hand"),
        ("PATCH", NEW, "INSERT DATA { <a> <b> 1 }", TURTLE, 415, "application/sparql-update"),
        ("PATCH", NEW, "INSERT DATA { GRAPH <http://e/x> { <a> <b> 1 } }", UPDATE, 400, "leave GRAPH out"),
        ("POST", NEW, "no parts", {"Content-Type": "multipart/form-data; boundary=x"}, 400, "between boundaries"),
        ("POST", "/sparql", "INSERT DATA { <a> <b> 1 }", UPDATE, 400, "belong to no source"),
        ("POST", "/sparql", "LOAD <http://127.0.0.1:1/>", UPDATE, 400, "fetch a document"),
        ("POST", "/sparql", "INSERT DATA {", UPDATE, 400, "line 1"),
        ("POST", "/sparql?update=CLEAR%20ALL", "CLEAR ALL", UPDATE, 400, "one query or update at a time"),
        ("POST", "/sparql?using-graph-uri=x", "DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", UPDATE, 400, "absolute IRI"),
        ("GET", "/sparql?update=CLEAR%20ALL", None, {}, 400, "by POST"),
        ("POST", "/sparql", "query=ASK%7B%7D&update=CLEAR+ALL", FORM, 400, "one query or update"),
    ],
)  # fmt: skip
def test_what_cannot_be_written_is_refused_and_the_store_is_as_it_was(
    writable, method, path, body, headers, status, detail
):
    before = state(writable)
    answer = writable.request(method, path, body, **headers, **MAY)
    assert (answer.status, answer.type) == (status, "application/problem+json"), answer.text
    assert detail in answer.json["detail"]
    assert state(writable) == before


def test_what_breaks_a_rule_is_refused_with_the_report(writable):
    before = state(writable)
    bare = "INSERT DATA { GRAPH <http://e/new> { <id/agreement/bare> a <https://w3id.org/coopgraph/ontology#Agreement> } }"
    answer = writable.request("POST", "/sparql", bare, **UPDATE, **MAY)
    assert (answer.status, answer.type) == (422, "application/problem+json")
    assert answer.json["type"].endswith("problem/change-refused")
    assert answer.json["report"]["conforms"] is False
    assert "agreement/bare" in json.dumps(answer.json["report"])
    assert state(writable) == before
    assert writable.get(NEW).status == 404


# --- readers meanwhile -----------------------------------------------------------------------------


def test_readers_are_never_turned_away_and_see_each_revision_whole(writable):
    """Every write moves a pair of facts at once: whoever asks sees both or none, and never an older pair after a newer."""
    seen: list[tuple[int, int]] = []
    faults: list[object] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            answer = writable.ask(
                "SELECT (MAX(?o) AS ?a) (MIN(?o) AS ?b) WHERE { GRAPH <http://e/new> { ?s <http://e/n> ?o } }",
                "text/csv",
            )
            if answer.status != 200:
                faults.append(answer)
                return
            seen.append(tuple(int(n or 0) for n in answer.text.split()[1].split(",")))

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for number in range(1, 7):
        body = f"<http://e/a> <http://e/n> {number} . <http://e/b> <http://e/n> {number} ."
        assert writable.request("PUT", NEW, body, **TURTLE, **MAY).status in (200, 201)
        assert writable.ask(f"ASK {{ <http://e/a> <http://e/n> {number} }}").json["boolean"] is True
    done.set()
    for reader in readers:
        reader.join()
    assert faults == []
    assert len(seen) > 12
    assert all(one == other for one, other in seen)


def test_changes_sent_at_once_are_all_carried_out(writable):
    statuses: list[int] = []

    def send(number: int) -> None:
        text = f"INSERT DATA {{ GRAPH <http://e/new> {{ <http://e/s> <http://e/n> {number} }} }}"
        statuses.append(writable.request("POST", "/sparql", text, **UPDATE, **MAY).status)

    senders = [threading.Thread(target=send, args=[number]) for number in range(5)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert statuses == [200] * 5
    answer = writable.ask("SELECT (COUNT(*) AS ?n) WHERE { <http://e/s> <http://e/n> ?n }", "text/csv")
    assert answer.text.split() == ["n", "5"]


def test_a_build_meanwhile_is_not_written_over(writable, toy):
    writable.folder.publish(
        toy.dump_nquads() + b'<http://e/s> <http://e/p> "by a build" <http://e/built> .\n', {}
    )
    assert writable.request("POST", "/sparql", INSERT, **UPDATE, **MAY).status == 200
    with writable.folder.open() as store:
        assert {"http://e/built", "http://e/new"} <= set(store.graphs())
    assert writable.request("DELETE", "/store?graph=http://e/built", **MAY).status == 200


# --- when it goes wrong ----------------------------------------------------------------------------


@pytest.fixture
def scribe(writable):
    """The number of the process that writes, which is alive after a first write."""
    assert writable.request("POST", "/sparql", INSERT, **UPDATE, **MAY).status == 200
    return writable.running.writer._process.pid


def test_a_change_that_takes_too_long_is_stopped_and_the_next_one_is_carried_out(toy_folder, tmp_path, toy):
    folder = StoreFolder(tmp_path / "store")
    folder.publish(toy.dump_nquads(), {})
    endless = "INSERT { GRAPH <http://e/g> { <http://e/s> <http://e/n> ?n } } WHERE { SELECT (COUNT(*) AS ?n) WHERE { "
    endless += " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(8)) + " } }"
    with Running(folder, Settings(writes=True, write_token=TOKEN, write_seconds=1)) as server:
        before = folder.current()
        answer = server.request("POST", "/sparql", endless, **UPDATE, **MAY)
        assert (answer.status, "nothing was changed" in answer.json["detail"]) == (504, True)
        assert folder.current() == before
        assert server.request("POST", "/sparql", INSERT, **UPDATE, **MAY).status == 200


def test_a_change_that_takes_too_much_memory_is_refused(tmp_path, toy):
    folder = StoreFolder(tmp_path / "store")
    folder.publish(toy.dump_nquads(), {})
    large = "INSERT { GRAPH <http://e/g> { ?a0 ?b0 ?c1 . ?a1 ?b2 ?c0 . ?a2 ?b1 ?c2 } } WHERE { "
    large += " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(3)) + " }"
    with Running(folder, Settings(writes=True, write_token=TOKEN, query_megabytes=16)) as server:
        answer = server.request("POST", "/sparql", large, **UPDATE, **MAY)
        assert answer.status == 400, answer.text
        assert answer.json["type"].endswith("memory-limit")
        assert server.request("POST", "/sparql", INSERT, **UPDATE, **MAY).status == 200


def test_a_writing_process_that_is_killed_is_started_again(writable, scribe):
    os.kill(scribe, signal.SIGKILL)
    time.sleep(0.1)
    assert writable.request("DELETE", NEW, **MAY).status == 200
    assert writable.running.writer._process.pid != scribe


def test_a_store_that_another_process_writes_to_says_so_and_is_tried_again(writable):
    with writable.folder._locked():
        answer = writable.request("POST", "/sparql", INSERT, **UPDATE, **MAY)
        assert (answer.status, "another process" in answer.json["detail"]) == (503, True)
        assert writable.get(NEW).status == 404
    assert writable.request("POST", "/sparql", INSERT, **UPDATE, **MAY).status == 200


def test_the_numbers_and_the_log_know_of_writes(writable):
    assert writable.request("POST", "/sparql", INSERT, **UPDATE, **MAY).status == 200
    assert 'coopgraph_responses_total{route="/sparql",status="200"}' in writable.get("/metrics").text
    assert "coopgraph_writes_total 0\n" not in writable.get("/metrics").text


def test_on_a_full_disk_a_write_is_refused_and_queries_are_answered(tmp_path, toy):
    with small_disk(tmp_path / "disk", megabytes=16) as disk:
        folder = StoreFolder(disk / "store")
        folder.publish(toy.dump_nquads(), {})
        with Running(folder, Settings(writes=True, write_token=TOKEN)) as server:
            ballast = fill(disk, leave=2000)
            before = folder.current()
            answer = server.request("POST", "/sparql", INSERT, **UPDATE, **MAY)
            assert (answer.status, "nothing was changed" in answer.json["detail"]) == (503, True), answer.text
            assert folder.current() == before
            assert server.ask("ASK { <http://e/s> <http://e/p> 1 }").json["boolean"] is False
            ballast.unlink()
            assert server.request("POST", "/sparql", INSERT, **UPDATE, **MAY).status == 200
            assert server.ask("ASK { <http://e/s> <http://e/p> 1 }").json["boolean"] is True


def test_a_backup_taken_while_writing_is_restored_while_serving(writable, tmp_path):
    assert writable.request("POST", "/sparql", INSERT, **UPDATE, **MAY).status == 200
    backup = StoreFolder(tmp_path / "backup")
    kept = backup.adopt(writable.folder.current())
    assert writable.request("DELETE", NEW, **MAY).status == 200
    assert writable.get(NEW).status == 404
    writable.folder.adopt(backup.current())
    end = time.monotonic() + 20
    while writable.get(NEW).status != 200:
        assert time.monotonic() < end
        time.sleep(0.1)
    assert writable.running.pool.revision.version == kept.version
    assert writable.request("POST", "/sparql", INSERT.replace("1", "2"), **UPDATE, **MAY).json["added"] == 1


# --- hostile writers, who have the token -----------------------------------------------------------


@pytest.mark.parametrize(("kind", "document"), DOCUMENTS)
def test_a_document_reaches_nobody_and_reads_no_file(writable, tmp_path, kind, document):
    (tmp_path / "secret").write_text("x7-secret", encoding="utf-8")
    for target in ((tmp_path / "secret").as_uri(), str(tmp_path / "secret")):
        answer = writable.request("PUT", NEW, document.format(url=target), Content_Type=kind, **MAY)
        assert answer.status in (200, 201, 400)
        found = writable.get(NEW, Accept="application/n-triples")
        assert "x7-secret" not in answer.text + found.text


def test_deep_and_wide_documents_are_stored_or_refused_and_the_next_is_stored(tmp_path, toy):
    folder = StoreFolder(tmp_path / "store")
    folder.publish(toy.dump_nquads(), {})
    deep = "<http://e/s> <http://e/p> " + "[ <http://e/p> " * 3000 + "1" + " ]" * 3000 + " ."
    lists = "<http://e/s> <http://e/p> " + "( " * 5000 + ") " * 5000 + "."
    knot = " ".join(
        f"_:n{n} <http://e/p> _:n{n * 7 % 400}, _:n{(n + 1) % 400}, _:n{n * n % 400} ." for n in range(400)
    )
    wide = "<http://e/s> <http://e/p> " + ", ".join(f"[ <http://e/q> {n} ]" for n in range(3000)) + " ."
    with Running(folder, Settings(writes=True, write_token=TOKEN, write_seconds=8, workers=1)) as server:
        for body in (deep, lists, wide, knot):
            answer = server.request("PUT", NEW, body, **TURTLE, **MAY)
            assert answer.status in ((400, 504) if body is knot else (200, 201)), answer.text
        assert server.request("PUT", NEW, "<http://e/s> <http://e/p> 1 .", **TURTLE, **MAY).status == 200


def test_a_name_of_a_graph_adds_no_line_to_a_header_or_a_file(writable):
    for name in (
        "http://e/x\r\nSet-Cookie: a=b",
        "http://e/x> <http://e/y",
        "../../../etc/passwd",
        "http://e/\x00",
    ):
        answer = writable.request(
            "PUT", f"/store?graph={quote(name, safe='')}", "<a> <b> <c> .", **TURTLE, **MAY
        )
        assert (answer.status, "set-cookie" in answer.headers) == (400, False)
    for path in ("/store/../../etc/passwd", "/store/%2e%2e%2f%2e%2e%2fetc%2fpasswd"):
        answer = writable.request("PUT", path, "<a> <b> <c> .", **TURTLE, **MAY)
        if answer.status == 201:  # a name like another, and no way to a file
            assert answer.headers["location"].startswith("https://w3id.org/coopgraph/graph/")
            assert writable.request("DELETE", path, **MAY).status == 200
        else:
            assert 400 <= answer.status < 500
