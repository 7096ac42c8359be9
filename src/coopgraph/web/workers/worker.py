"""What runs inside a worker: one question after another, until the server closes the connection."""

from __future__ import annotations

import contextlib
import socket
import time
from collections.abc import Callable
from contextlib import AbstractContextManager

from coopgraph.errors import CoopgraphError, StoreError
from coopgraph.store.embedded import EmbeddedStore
from coopgraph.web.faults import OUT_OF_MEMORY, MemoryLimitError, packed
from coopgraph.web.workers.frames import FAULT, Frames, pack_json
from coopgraph.web.workers.kinds import answer
from coopgraph.web.workers.question import Question
from coopgraph.web.workers.reply import Reply

_QUICK_SECONDS = 0.002
"""In less no answer takes up memory worth asking about; asking takes a tenth of a quick one's time."""
_NOTHING = contextlib.nullcontext()


def work(
    connection: socket.socket,
    store: EmbeddedStore,
    version: str,
    around: AbstractContextManager[None] = _NOTHING,
    grown: Callable[[], bool] = lambda: False,
) -> None:
    """Answer questions about ``store`` until there are no more.

    Args:
        connection: to the server.
        store: loaded; nothing else is opened.
        version: of the graph.
        around: entered when a question has come, left when it is answered.
        grown: whether this process has taken so much memory that it had better end. Asked after an
            answer that took a while.
    """
    with contextlib.suppress(OSError):  # the server is gone, or no longer wants the answer
        for _, question in Frames(connection):
            with around:
                _reply(connection, store, version, Question.from_bytes(question), grown)


def _reply(
    connection: socket.socket,
    store: EmbeddedStore,
    version: str,
    question: Question,
    grown: Callable[[], bool],
) -> None:
    reply = Reply(connection, question.encoding)
    try:
        start = time.perf_counter()
        answer(store, version, question, reply)
        reply.finish(retiring=time.perf_counter() - start > _QUICK_SECONDS and grown())
    except CoopgraphError as error:
        _fault(connection, error)
    except MemoryError:
        _fault(connection, MemoryLimitError(OUT_OF_MEMORY))
    except OSError:
        raise
    except BaseException as fault:  # a panic of the engine is no Exception
        name = type(fault).__name__
        _fault(connection, StoreError(f"the engine failed at this query ({name}); please report the query"))
        if not isinstance(fault, Exception):
            raise


def _fault(connection: socket.socket, error: CoopgraphError) -> None:
    connection.sendall(pack_json(FAULT, packed(error)))
