"""What runs inside a worker: one question after another, until the server closes the connection."""

from __future__ import annotations

import contextlib
import socket

from coopgraph.errors import CoopgraphError, StoreError
from coopgraph.store.embedded import EmbeddedStore
from coopgraph.web.faults import OUT_OF_MEMORY, MemoryLimitError, packed
from coopgraph.web.workers.answering import answer
from coopgraph.web.workers.confinement import end_after, most_memory
from coopgraph.web.workers.frames import FAULT, pack_json, receive
from coopgraph.web.workers.question import Question
from coopgraph.web.workers.reply import Reply

_GROWTH = 64 << 20


def work(connection: socket.socket, store: EmbeddedStore, version: str, seconds: float) -> None:
    """Answer questions about ``store`` until there are no more.

    Args:
        connection: to the server.
        store: loaded; nothing else is opened.
        version: of the graph.
        seconds: after which a question ends this process, should the server not have done so before.
    """
    before = most_memory()
    with contextlib.suppress(OSError):  # the server is gone, or no longer wants the answer
        while (frame := receive(connection)) is not None:
            end_after(seconds)
            _reply(connection, store, version, Question.from_json(frame[1]), before)
            end_after(0)


def _reply(
    connection: socket.socket, store: EmbeddedStore, version: str, question: Question, before: int
) -> None:
    reply = Reply(connection, question.gzip)
    try:
        answer(store, version, question, reply)
        # A worker that has grown ends, and gives back what it took.
        reply.finish(retiring=most_memory() - before > _GROWTH)
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
