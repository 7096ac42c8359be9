"""The product as the documentation describes it: graph, ontology, shapes, queries."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rdflib import Graph

from coopgraph.ingest.build import assemble, bundled_dossiers
from coopgraph.queries import Catalogue
from coopgraph.resources import resource
from coopgraph.store.embedded import EmbeddedStore
from coopgraph.store.revisions import StoreFolder
from coopgraph.validation.shapes import Shapes, load_shapes


@dataclass(frozen=True)
class Product:
    """What the pages are written from. ``store`` holds the bundled graph; ``ontology`` the terms and codes."""

    store: EmbeddedStore
    ontology: Graph
    ontology_text: str
    shapes: Shapes
    catalogue: Catalogue

    @classmethod
    def load(cls, store: Path | None = None) -> Product:
        """Return the product; the bundled graph is assembled in memory unless a store holds it."""
        folder = resource("ontology")
        graph = Graph()
        for path in [folder / "coopgraph.ttl", *sorted((folder / "schemes").glob("*.ttl"))]:
            graph.parse(path)
        return cls(
            store=StoreFolder(store).open() if store else assemble([bundled_dossiers()]).store,
            ontology=graph,
            ontology_text=(folder / "coopgraph.ttl").read_text(encoding="utf-8"),
            shapes=load_shapes([resource("shapes")]),
            catalogue=Catalogue.load([resource("queries")]),
        )

    def __enter__(self) -> Product:
        return self

    def __exit__(self, *_: object) -> None:
        self.store.close()
