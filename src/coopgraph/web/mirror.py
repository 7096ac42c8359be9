"""The graph of an endpoint in a store folder of this machine, so that it is served as any other.

What a query may do here (its time, its memory, no way out) is promised by processes that hold the graph in
memory, and no engine behind an endpoint promises the same. So ``serve`` copies the graph, and follows its version.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from coopgraph.errors import StoreError, StoreUnavailableError
from coopgraph.store.endpoint import Endpoint
from coopgraph.store.revisions import StoreFolder

_LOOK_SECONDS = 10.0

log = logging.getLogger("coopgraph.web")


class Mirror:
    """Copies the graph of an endpoint into ``folder``, whenever the endpoint says another version."""

    def __init__(self, endpoint: Endpoint, folder: StoreFolder) -> None:
        self.folder = folder
        self._endpoint = endpoint
        self._seen: str | None = None

    @property
    def filled(self) -> bool:
        """Whether the graph has been copied."""
        return self._seen is not None

    def refresh(self) -> None:
        """Publish what the endpoint holds, unless it is the version seen last or is being loaded just now.

        Raises:
            StoreError: the endpoint does not answer, or its graph cannot be published.
        """
        from coopgraph.store.remote import RemoteStore  # SPARQLWrapper and rdflib are slow to import

        with RemoteStore(self._endpoint) as remote:
            version = remote.version()
            if version == self._seen or (self._seen and not version):
                return
            nquads = remote.dump_nquads()
            if remote.version() != version:  # it changed while it was read
                return
        self.folder.publish(nquads, {"from": self._endpoint.url})
        self._seen = version

    async def follow(self) -> None:
        """Refresh again and again. While the endpoint cannot be reached, what is here goes on being served."""
        while True:
            await asyncio.sleep(_LOOK_SECONDS)
            try:
                await asyncio.to_thread(self.refresh)
            except StoreError as error:
                log.warning("the revision being served is kept: %s", error)


@contextmanager
def mirrored(endpoint: Endpoint) -> Iterator[Mirror]:
    """Give the mirror of an endpoint, filled, in a temporary folder.

    Raises:
        StoreError: the endpoint does not answer, or its graph is being replaced.
    """
    with TemporaryDirectory(prefix="coopgraph-") as folder:
        mirror = Mirror(endpoint, StoreFolder(Path(folder) / "store"))
        mirror.refresh()
        if not mirror.filled:
            raise StoreUnavailableError(
                f"the graph of {endpoint} is being replaced; serve it when it has been loaded"
            )
        yield mirror


@asynccontextmanager
async def followed(mirror: Mirror | None) -> AsyncIterator[None]:
    """Follow a mirror within the block, if there is one."""
    following = asyncio.create_task(mirror.follow()) if mirror else None
    try:
        yield
    finally:
        if following is not None:
            following.cancel()
            await asyncio.wait({following})
