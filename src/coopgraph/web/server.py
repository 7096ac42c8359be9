"""Running the application: ``coopgraph serve``."""

from __future__ import annotations

import signal
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from coopgraph.errors import SettingsError
from coopgraph.settings import Settings
from coopgraph.store.opening import folder
from coopgraph.web.app import create_app

_GRACE_SECONDS = 10


def serve(settings: Settings) -> None:
    """Serve the store of the settings until the process is interrupted or told to end.

    The graph is loaded into memory, where it answers several times faster than on disk. Requests
    under way when the end is asked for are finished, within ten seconds.

    Raises:
        StoreUnavailableError: there is no store at the location.
        SettingsError: the address cannot be listened on.
    """
    place = folder(settings.store)
    revision = place.current()
    with _listening(settings) as listener, revision.open(memory=True) as store:
        app = create_app(store, settings, revision.version)
        host, port = listener.getsockname()[:2]
        shown = f"[{host}]" if ":" in host else host
        print(
            f"Serving {revision.triples} facts of {settings.store} at http://{shown}:{port}/ "
            f"(SPARQL at /sparql); Ctrl-C stops.",
            file=sys.stderr,
            flush=True,
        )
        config = uvicorn.Config(
            app, log_level="warning", access_log=False, timeout_graceful_shutdown=_GRACE_SECONDS
        )
        with _signals_end_quietly():
            uvicorn.Server(config).run(sockets=[listener])
    print("Stopped.", file=sys.stderr, flush=True)


@contextmanager
def _listening(settings: Settings) -> Iterator[socket.socket]:
    try:
        family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
        listener = socket.create_server((settings.host, settings.port), family=family, backlog=2048)
    except (OSError, OverflowError) as error:
        raise SettingsError(
            f"cannot listen on {settings.host} port {settings.port}: {error}; "
            "choose another with --host and --port"
        ) from error
    with listener:
        # Connections inherit it; without it each answer on a kept connection waits 40 ms for an ACK.
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        yield listener


@contextmanager
def _signals_end_quietly() -> Iterator[None]:
    """The server ends on SIGINT and SIGTERM by itself, and then raises them again; let that be harmless."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    ended = (signal.SIGINT, signal.SIGTERM)
    former = {number: signal.signal(number, lambda *_: None) for number in ended}
    try:
        yield
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)
