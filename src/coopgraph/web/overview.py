"""The few numbers the front page and the descriptions show, counted once when the server starts."""

from __future__ import annotations

from dataclasses import dataclass

from coopgraph.namespaces import COOP
from coopgraph.store.protocol import Store

_CLASSES = f"""
SELECT ?class (COUNT(*) AS ?number) WHERE {{ ?thing a ?class FILTER(STRSTARTS(STR(?class), "{COOP}")) }}
GROUP BY ?class ORDER BY ?class
"""


@dataclass(frozen=True)
class Overview:
    """What is in the graph. ``classes`` pairs the name of each of our classes with its number of members."""

    version: str
    triples: int
    graphs: tuple[str, ...]
    classes: tuple[tuple[str, int], ...]

    @classmethod
    def of(cls, store: Store, version: str = "") -> Overview:
        """Return the numbers of ``store``."""
        (total,) = store.select("SELECT (COUNT(*) AS ?number) WHERE { ?s ?p ?o }")
        graphs = store.select("SELECT DISTINCT ?graph WHERE { GRAPH ?graph { ?s ?p ?o } } ORDER BY ?graph")
        classes = store.select(_CLASSES)
        return cls(
            version,
            int(str(total["number"])),
            tuple(str(row["graph"]) for row in graphs),
            tuple((str(row["class"]).removeprefix(COOP), int(str(row["number"]))) for row in classes),
        )
