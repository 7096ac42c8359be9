"""In a network of its own, with nothing in it but itself, the server is asked everything that would reach out.

The system counts the connections opened there and the datagrams sent, look-ups of names among them: they are
those of the client, and no more.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = """
import fcntl, socket, struct, sys, tempfile
sys.path.insert(0, sys.argv[1])
from urllib.parse import quote, urlencode
from coopgraph.settings import Settings
from coopgraph.store.embedded import EmbeddedStore
from coopgraph.store.revisions import StoreFolder
from hostile import DOCUMENTS, REACHING
from served import Running
from store_contract import TOY

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:  # switch the loopback interface on
    fcntl.ioctl(control, 0x8914, struct.pack("16sh", b"lo", 0x1 | 0x40))

def counted(protocol, name):
    lines = [line.split() for line in open("/proc/net/snmp") if line.startswith(protocol + ":")]
    return int(lines[1][lines[0].index(name)])

token = "a token without a network"
may = {"Authorization": f"Bearer {token}"}
with tempfile.TemporaryDirectory() as place, EmbeddedStore.in_memory() as toy:
    toy.load_trig(TOY)
    folder = StoreFolder(f"{place}/store")
    folder.publish(toy.dump_nquads(), {})
    with Running(folder, Settings(writes=True, write_token=token, workers=1)) as server:
        requests = 0
        before = counted("Tcp", "ActiveOpens")
        for target in ("http://127.0.0.1:9/x", "https://nowhere.example/x"):
            for text in REACHING:
                text = text.format(url=target)
                for body, kind in (
                    (text, "application/sparql-query"),
                    (text, "application/sparql-update"),
                    (urlencode({"update": text, "using-graph-uri": target}), "application/x-www-form-urlencoded"),
                ):
                    answer = server.request("POST", "/sparql", body, Content_Type=kind, **may)
                    assert answer.status < 500, (text, answer)
                    requests += 1
            for kind, text in DOCUMENTS:
                address = "/store?graph=" + quote(target, safe="")
                answer = server.request("PUT", address, text.format(url=target), Content_Type=kind, **may)
                assert answer.status < 500, (text, answer)
                answer = server.request("DELETE", address, **may)
                assert answer.status in (200, 404)
                requests += 2
        opened = counted("Tcp", "ActiveOpens") - before
        print(requests, opened, counted("Udp", "OutDatagrams"))
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", 9))
        print(counted("Udp", "OutDatagrams"))
"""


def test_the_server_opens_no_connection_and_looks_no_name_up():
    unshare = shutil.which("unshare")
    if (
        unshare is None
        or subprocess.run([unshare, "--net", "true"], capture_output=True, check=False).returncode
    ):
        pytest.skip("this user may not make a network of its own (unshare --net)")
    command = [unshare, "--net", sys.executable, "-c", SCRIPT, str(Path(__file__).parents[1])]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    (requests, opened, datagrams), (noticed,) = (map(int, line.split()) for line in done.stdout.splitlines())
    assert requests > 200
    assert opened == requests
    assert datagrams == 0
    assert noticed == 1  # a datagram would have been counted
