"""``serve`` as a process: it says where it is, answers, and ends cleanly when told to."""

from __future__ import annotations

import http.client
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from urllib.parse import quote

import pytest

from coopgraph.errors import SettingsError, StoreUnavailableError
from coopgraph.settings import Settings
from coopgraph.store.embedded import EmbeddedStore
from coopgraph.store.revisions import StoreFolder
from coopgraph.web.server import serve
from store_contract import TOY

SCRIPT = (
    "import sys\nfrom coopgraph.settings import Settings\nfrom coopgraph.web.server import serve\n"
    "serve(Settings(store=sys.argv[1], port=0))\n"
)


def seconds_for_ten_requests(url: str) -> float:
    """How long the quickest of three rounds takes, each on one kept connection."""
    rounds = []
    for _ in range(3):
        connection = http.client.HTTPConnection(url.split("/")[2], timeout=20)
        connection.connect()
        start = time.perf_counter()
        for _ in range(10):
            connection.request("GET", "/sparql?query=ASK%7B%7D")
            connection.getresponse().read()
        rounds.append(time.perf_counter() - start)
        connection.close()
    return min(rounds)


@pytest.fixture
def store_folder(tmp_path):
    with EmbeddedStore.in_memory() as toy:
        toy.load_trig(TOY)
        StoreFolder(tmp_path / "store").publish(toy.dump_nquads(), {})
    return tmp_path / "store"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_says_where_it_is_answers_and_ends_when_told_to(store_folder, number):
    with subprocess.Popen(
        [sys.executable, "-c", SCRIPT, store_folder],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        line = process.stderr.readline()
        try:
            url = re.search(r"http://127\.0\.0\.1:\d+/", line)[0]
            with urllib.request.urlopen(url + "healthz", timeout=20) as answer:
                assert answer.read() == b"ok\n"
            assert seconds_for_ten_requests(url) < 0.3  # 0.4 s and more when each waits for an ACK
        finally:
            process.send_signal(number)
        out, err = process.communicate(timeout=20)
    assert (process.returncode, out, err) == (0, "", "Stopped.\n")


def test_a_port_in_use_is_an_error_with_the_remedy(store_folder):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SettingsError, match=f"port {port}: .*choose another with --host and --port"):
            serve(Settings(store=str(store_folder), port=port))


def test_an_absent_store_is_an_error_before_anything_listens(tmp_path):
    with pytest.raises(StoreUnavailableError, match="coopgraph build"):
        serve(Settings(store=str(tmp_path / "none")))


def test_when_the_server_is_killed_its_processes_end_too(store_folder):
    endless = "SELECT (COUNT(*) AS ?n) WHERE { " + " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(8)) + " }"
    with subprocess.Popen(
        [sys.executable, "-c", SCRIPT, store_folder],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        port = int(re.search(r"http://127\.0\.0\.1:(\d+)/", process.stderr.readline())[1])
        with socket.create_connection(("127.0.0.1", port)) as connection:
            connection.sendall(f"GET /sparql?query={quote(endless)} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            holder = next(pid for pid in processes() if parent(pid) == process.pid)
            family: set[int] = set()
            end = time.monotonic() + 20  # the last of them may be on its way
            while len(family) < 5 and time.monotonic() < end:
                family = {holder, *(pid for pid in processes() if parent(pid) == holder)}
            time.sleep(0.3)  # one of them is at it
            process.kill()
            process.communicate(timeout=20)
    assert len(family) == 5
    end = time.monotonic() + 10
    while family & processes():
        assert time.monotonic() < end, "they go on"
        time.sleep(0.05)


def processes() -> set[int]:
    return {int(path.name) for path in Path("/proc").glob("[0-9]*") if state(int(path.name)) not in "ZX"}


def parent(pid: int) -> int:
    return int(stat(pid)[1])


def state(pid: int) -> str:
    return stat(pid)[0]


def stat(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except (FileNotFoundError, ProcessLookupError):
        return ["X", "0"]


SLOW = (
    "SELECT (COUNT(*) AS ?n) WHERE { VALUES ?a { " + " ".join(map(str, range(90))) + " } VALUES ?b { "
    + " ".join(map(str, range(90))) + " } VALUES ?c { " + " ".join(map(str, range(90))) + " } FILTER(?a + ?b + ?c > 0) }"
)  # fmt: skip
"""A query of half a second or more."""


def test_what_is_under_way_when_it_is_told_to_end_is_finished(store_folder):
    token = "a token for the end"
    script = SCRIPT.replace("port=0", f"port=0, writes=True, write_token={token!r}")
    with subprocess.Popen(
        [sys.executable, "-c", script, store_folder],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        port = int(re.search(r"http://127\.0\.0\.1:(\d+)/", process.stderr.readline())[1])
        query = f"GET /sparql?query={quote(SLOW)} HTTP/1.1\r\nHost: x\r\nAccept: text/csv\r\n\r\n"
        body = "<http://e/s> <http://e/p> 1 ."
        write = (
            f"PUT /store?graph=http://e/g HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n"
            f"Content-Type: text/turtle\r\nContent-Length: {len(body)}\r\n\r\n{body}"
        )
        with (
            socket.create_connection(("127.0.0.1", port)) as asked,
            socket.create_connection(("127.0.0.1", port)) as told,
        ):
            for connection in (asked, told):  # so that the server has begun with both
                connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
                assert b" 200 OK" in connection.recv(65536)
            asked.sendall(query.encode())
            told.sendall(write.encode())
            time.sleep(0.15)
            process.send_signal(signal.SIGTERM)
            answers = [
                b"".join(iter(lambda c=connection: c.recv(65536), b"")) for connection in (asked, told)
            ]
        assert process.wait(20) == 0
    assert answers[0].startswith(b"HTTP/1.1 200")
    assert b"728999" in answers[0]
    assert answers[1].startswith(b"HTTP/1.1 201")
    with StoreFolder(store_folder).open() as store:
        assert "http://e/g" in store.graphs()
