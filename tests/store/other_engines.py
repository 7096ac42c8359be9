"""Servers of other engines on loopback, each empty and in memory."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import socket
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

from coopgraph.store.endpoint import Endpoint
from store.skipping import missing

JENA = Path(__file__).with_name("jena_server.py")


@contextmanager
def oxigraph(*options: str, default_graph: str) -> Iterator[Endpoint]:
    """Start Oxigraph's server, empty and in memory, on a free port of this machine."""
    program = shutil.which("oxigraph", path=sysconfig.get_path("scripts"))
    if program is None:
        missing("Oxigraph's server is not installed; scripts/setup test installs it")
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"127.0.0.1:{free.getsockname()[1]}"
    with subprocess.Popen(
        [program, "serve", "--bind", address, *options], stderr=subprocess.DEVNULL
    ) as process:
        try:
            base = f"http://{address}"
            _await(f"{base}/query?query=ASK%7B%7D")
            yield Endpoint(
                f"{base}/query", f"{base}/update", f"{base}/store", default_graph=default_graph, seconds=30
            )
        finally:
            process.terminate()
            process.wait(20)


@contextmanager
def jena() -> Iterator[Endpoint]:
    """Start Apache Jena, empty and in memory, on a free port of this machine."""
    if not Path("/usr/share/java/jena-arq.jar").exists() or importlib.util.find_spec("jpype") is None:
        missing(
            "Apache Jena is not installed (Debian: libapache-jena-java); scripts/test installs it as root"
        )
    if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        missing("Java is not installed")
    with subprocess.Popen([sys.executable, JENA], stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            found = re.match(r"http://[0-9.:]+", process.stdout.readline())
            assert found is not None
            yield Endpoint(f"{found[0]}/sparql", graphs=f"{found[0]}/data", seconds=30)
        finally:
            process.kill()
            process.wait(20)


def _await(url: str) -> None:
    end = time.monotonic() + 20
    while True:
        try:
            with urlopen(url, timeout=5):
                return
        except OSError:
            assert time.monotonic() < end, f"{url} does not answer"
            time.sleep(0.05)
