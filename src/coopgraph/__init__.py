"""A knowledge graph of bilateral cooperation in which every fact carries its source.

>>> import coopgraph
>>> kg = coopgraph.open("coopgraph.store")                 # doctest: +SKIP
>>> kg.query("agreements/signatories")                     # doctest: +SKIP
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from coopgraph.version import __version__

if TYPE_CHECKING:
    from coopgraph.graph import KnowledgeGraph

__all__ = ["__version__", "open"]


def open(location: str | Path = "coopgraph.store") -> KnowledgeGraph:
    """Return the knowledge graph in the store at ``location``. Close it, or use it in a ``with`` block.

    Raises:
        StoreUnavailableError: there is no store at the location.
    """
    from coopgraph.graph import KnowledgeGraph

    return KnowledgeGraph.open(location)
