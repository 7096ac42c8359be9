"""What a worker may use: memory up to a limit, and no file or socket beside those it was given.

The kernel holds a worker to this, whatever the query and whatever the engine: the limit on open
files is as high as it has numbers in use, so nothing on disk or in the network can be opened.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

_SECOND = 1.0


def confine(connection: int, megabytes: int, files: Collection[int] = ()) -> None:
    """Confine this process for good.

    Args:
        connection: a descriptor to keep. Standard input, output and error lead nowhere afterwards.
        megabytes: memory it may take beyond what it shares with its parent; 0 for no limit.
        files: the descriptors to keep beside it, to read from.
    """
    kept = {connection, *files}
    beyond = max(kept) + 1
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in {*range(beyond)} - kept:  # so that no number below the limit is free
        os.dup2(nowhere, number)
    os.closerange(beyond, _highest_open() + 1)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    limit_memory(megabytes)
    resource.setrlimit(resource.RLIMIT_NOFILE, (beyond, beyond))  # from here on nothing can be opened


def limit_memory(megabytes: int) -> None:
    """Let this process take no more than ``megabytes`` beyond what it has; 0 sets no limit."""
    if megabytes:
        most = _address_space() + megabytes * 1024 * 1024
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


@contextmanager
def enclosed(megabytes: int) -> Iterator[None]:
    """Keep this process from opening any file or socket within the block, and from taking more than ``megabytes``.

    For a process that needs files before and after it gives the engine a text from outside. What passes the
    limit of memory ends the process.
    """
    files = resource.getrlimit(resource.RLIMIT_NOFILE)
    memory = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, files[1]))
    if megabytes:
        resource.setrlimit(resource.RLIMIT_AS, (_address_space() + megabytes * 1024 * 1024, memory[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, memory)
        resource.setrlimit(resource.RLIMIT_NOFILE, files)


class TimeLimit:
    """Has the system end this process when it computes within a block for more than ``seconds``, whatever it is doing.

    The server kills a worker whose time is up. This is for the case that the server is no more. It is time of the
    processor, so that nothing has to be taken back between blocks; and asked for anew once a second only, as
    asking takes a tenth of a quick query's time. So a block may take a second more.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds + _SECOND
        self._due = 0.0
        signal.signal(signal.SIGPROF, signal.SIG_DFL)

    def __enter__(self) -> None:
        now = time.monotonic()
        if now >= self._due:
            signal.setitimer(signal.ITIMER_PROF, self._seconds)
            self._due = now + _SECOND

    def __exit__(self, *_: object) -> None:
        pass


def most_memory() -> int:
    """Return the most bytes of memory this process has had in use at once."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


class Growth:
    """Tells when a forked process has taken so much memory that another had better come in its place.

    Two things take memory: what an answer needs, and the graph itself, since the engine counts in it who reads a
    quad: a page of it that is read becomes a copy. The system says how much is in use at most, and how
    many pages have come; a copy is such a page and adds nothing to what is in use.
    """

    def __init__(self, used: int = 64 << 20, copied: int = 256 << 20) -> None:
        """Begin to look.

        Args:
            used: bytes in use beyond those of now that are too many.
            copied: bytes of pages since the last look that are too many. A process that copies less at a
                time copies it once and is quicker from then on; ending it would make the next one copy it again.
        """
        self._most = most_memory() + used
        self._copied = copied // resource.getpagesize()
        self._pages = self._pages_come()

    def too_much(self) -> bool:
        """Return whether it is; the pages are counted from here on."""
        before, self._pages = self._pages, self._pages_come()
        return most_memory() > self._most or self._pages - before > self._copied

    def _pages_come(self) -> int:
        return resource.getrusage(resource.RUSAGE_SELF).ru_minflt


def _address_space() -> int:
    """Return the bytes of address space of this process, or a generous guess where the system does not tell."""
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[0]
    except OSError:
        return 4 << 30
    return int(pages) * resource.getpagesize()


def _highest_open() -> int:
    for listing in ("/proc/self/fd", "/dev/fd"):
        try:
            return max(int(name) for name in os.listdir(listing))  # noqa: PTH208
        except OSError:
            continue
    return min(resource.getrlimit(resource.RLIMIT_NOFILE)[0], 65536)
