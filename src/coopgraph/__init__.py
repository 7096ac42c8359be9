"""A knowledge graph of bilateral cooperation in which every fact carries its source.

``open`` a store, and ask the ``KnowledgeGraph`` in it; what is refused raises one of ``errors``.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from coopgraph import errors
from coopgraph.version import __version__

if TYPE_CHECKING:
    from coopgraph.graph import KnowledgeGraph

__all__ = ["__version__", "errors", "open"]


def open(location: str | Path = "coopgraph.store", *, memory: bool = False) -> KnowledgeGraph:
    """Return the knowledge graph in the store at ``location``. Close it, or use it in a ``with`` block.

    Args:
        location: a folder that ``coopgraph build`` made, or the URL of a SPARQL 1.1 endpoint.
        memory: load a folder into memory first, for many questions in one process.

    Raises:
        StoreUnavailableError: there is no store at the location.
    """
    from coopgraph.graph import KnowledgeGraph

    return KnowledgeGraph.open(location, memory=memory)
