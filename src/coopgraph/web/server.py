"""Running the application: ``coopgraph serve``."""

from __future__ import annotations

import asyncio
import gc
import logging
import signal
import socket
import sys
import threading
from collections.abc import Callable, Coroutine, Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING, cast

from coopgraph.errors import SettingsError
from coopgraph.settings import Settings
from coopgraph.store.endpoint import Endpoint
from coopgraph.store.opening import folder, place_of
from coopgraph.store.revisions import StoreFolder
from coopgraph.web.faults import AnswerCutError
from coopgraph.web.mirror import Mirror, followed, mirrored
from coopgraph.web.workers.pool import Pool

if TYPE_CHECKING:
    from uvicorn import Server

    from coopgraph.web.door import Door

_GRACE_SECONDS = 10


def serve(settings: Settings) -> None:
    """Serve the store of the settings until the process is interrupted or told to end.

    The graph is loaded into the memory of a process of its own, from which the workers that answer
    queries are forked. The graph of an endpoint is copied first, and its version followed. Requests under
    way when the end is asked for are finished, within ten seconds.

    Raises:
        StoreUnavailableError: there is no store at the location, or it cannot be loaded.
        SettingsError: the address cannot be listened on, or writes are enabled without a token.
    """
    if settings.writes:
        from coopgraph.web.writes.authority import Authority, readable_by_others

        Authority(settings)  # what is wrong with the token is said before anything is loaded
        if readable_by_others(settings):
            file = settings.write_token_file
            print(f"warning: every user can read the token in {file}; chmod o-r {file}", file=sys.stderr)
    where = place_of(settings)
    with ExitStack() as stack:
        if isinstance(where, Endpoint):
            if settings.writes:
                raise SettingsError(
                    "writes go to a store folder; write to the endpoint itself, and serve follows"
                )
            mirror = stack.enter_context(mirrored(where))
            place = mirror.folder
        else:
            mirror, place = None, folder(settings.store, settings.kept_revisions)
            place.current()
        listener = stack.enter_context(_listening(settings))
        run(_serve(settings, place, listener, mirror))
    print("Stopped.", file=sys.stderr, flush=True)


def run(work: Coroutine[object, object, None]) -> None:
    """Run the server's work to its end, on the quickest event loop this system has."""
    quick: Callable[[], asyncio.AbstractEventLoop] | None = None
    with suppress(ImportError):  # there is none for Windows
        from uvloop import new_event_loop as quick
    with asyncio.Runner(loop_factory=quick) as runner:
        runner.run(work)


async def _serve(
    settings: Settings, place: StoreFolder, listener: socket.socket, mirror: Mirror | None
) -> None:
    pool = Pool(place, settings)  # begins to load; meanwhile this process imports what it needs
    from coopgraph.web.app import create_app
    from coopgraph.web.writes.writer import writing

    await pool.start()
    try:
        async with writing(place, settings, pool) as writer, followed(mirror):
            server = uvicorn_server(create_app(pool, settings, writer), settings.trusted_proxies)
            host, port = listener.getsockname()[:2]
            shown = f"[{host}]" if ":" in host else host
            print(
                f"Serving {pool.revision.triples} facts of {settings.store} at http://{shown}:{port}/ "
                f"(SPARQL at /sparql{', writable' if writer else ''}); Ctrl-C stops.",
                file=sys.stderr,
                flush=True,
            )
            gc.collect()
            gc.freeze()  # what is here for good is not looked through again and again
            with _signals_end_quietly():
                await server.serve(sockets=[listener])
    finally:
        await pool.close()


def uvicorn_server(app: Door, proxies: str = Settings.trusted_proxies) -> Server:
    """Return a server for the application, which writes down faults only.

    Args:
        app: the application.
        proxies: as in the settings.
    """
    import uvicorn

    from coopgraph.web.wire import Protocol

    logging.getLogger("uvicorn.error").addFilter(_is_no_cut)
    config = uvicorn.Config(
        app,
        http=cast("type[asyncio.Protocol]", partial(Protocol, app)),
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=_GRACE_SECONDS,
        lifespan="off",
        proxy_headers=proxies.strip() != "none",
        forwarded_allow_ips=proxies,
    )
    return uvicorn.Server(config)


def _is_no_cut(record: logging.LogRecord) -> bool:
    """Whether a record is about something else than an answer that broke off, which is in the access log."""
    return not (record.exc_info and isinstance(record.exc_info[1], AnswerCutError))


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
