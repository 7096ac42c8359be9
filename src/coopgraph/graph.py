"""The knowledge graph: a store with the ontology, shapes and queries that give it meaning.

Every method hands on to the room that does the work.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Any

from coopgraph.queries import Catalogue
from coopgraph.resources import resource
from coopgraph.store.opening import Location, open_version
from coopgraph.store.protocol import Solutions, Store

if TYPE_CHECKING:
    from coopgraph.network import Network
    from coopgraph.network.pairs import Pair
    from coopgraph.network.paths import Paths
    from coopgraph.network.standing.asking import Standing
    from coopgraph.provenance.testimony import Testimony
    from coopgraph.resolution.search import Hit
    from coopgraph.store.protocol import Term, Triple
    from coopgraph.store.revisions import Revision
    from coopgraph.validation import Report


class KnowledgeGraph:
    """A store, and the catalogue of questions to ask it."""

    def __init__(
        self,
        store: Store,
        catalogue: Catalogue | None = None,
        version: str = "",
        revision: Revision | None = None,
    ) -> None:
        self.store = store
        self.catalogue = catalogue or Catalogue.load([resource("queries")])
        self.version = version
        self.revision = revision

    @classmethod
    def open(cls, location: Location = "coopgraph.store", *, memory: bool = False) -> KnowledgeGraph:
        """Return the knowledge graph in the store at ``location``.

        Args:
            location: a store folder, or a SPARQL 1.1 endpoint: its URL, or an ``Endpoint`` with user and password.
            memory: load a folder into memory first, for many queries in one process.

        Raises:
            StoreUnavailableError: there is no store at the location.
        """
        opened = open_version(location, memory)
        return cls(opened.store, version=opened.version, revision=opened.revision)

    def query(self, name: str, **parameters: object) -> Solutions:
        """Return the rows of a catalogue question."""
        values = {key: str(value) for key, value in parameters.items()}
        return self.store.select(self.catalogue.get(name).bind(values))

    def sparql(self, text: str) -> Solutions:
        """Return the rows of a SELECT query."""
        return self.store.select(text)

    def ask(self, text: str) -> bool:
        """Return the answer to an ASK query."""
        return self.store.ask(text)

    def construct(self, text: str) -> Iterator[Triple]:
        """Return the triples of a CONSTRUCT or DESCRIBE query."""
        return self.store.construct(text)

    def search(
        self, text: str, types: Collection[str] = (), languages: tuple[str, ...] = ("en", "it", "ru")
    ) -> tuple[Hit, ...]:
        """Return the things called ``text`` in any spelling or script, best first; of all ``types`` unless given."""
        from coopgraph.resolution.keeping import directory_for
        from coopgraph.resolution.search import hits, search

        if self.revision is None or self.revision.version != self.version:
            return search(self.store.select, text, languages=languages, types=types)
        names = directory_for(self.store.select, self.version, self.revision.path)
        return hits(names, text, languages=languages, types=types)

    def why(
        self, thing: Term, predicate: Term | None = None, value: Term | None = None
    ) -> tuple[Testimony, ...]:
        """Return who states what about ``thing``, and in which words."""
        from coopgraph.provenance.testimony import find_testimony

        return find_testimony(self.store, self.catalogue, thing, predicate, value)

    def network(self, name: str, **conditions: Any) -> Network:
        """Return a declared network; ``conditions`` are those of ``coopgraph.network.Conditions``."""
        from coopgraph.network import Conditions, project

        query = self.catalogue.get(f"networks/{name}")
        return project(self.store, query, conditions=Conditions(**conditions), graph_version=self.version)

    def standing(self, name: str) -> Standing:
        """Return a declared network as it was measured in advance: see ``coopgraph.network.standing``."""
        from coopgraph.network.standing import drawn_for

        return drawn_for(self.catalogue.get(f"networks/{name}"), self.store, self.version, self.revision)

    def path(self, source: str, target: str, **conditions: Any) -> Paths:
        """Return how two actors are connected; ``conditions`` are those of ``coopgraph.network.paths``."""
        from coopgraph.network.paths import PathConditions, find_paths

        asked = PathConditions(**conditions)
        return find_paths(self.store, self.catalogue, source, target, asked, graph_version=self.version)

    def pair(self, one: str, other: str) -> Pair:
        """Return everything between two countries, regions or institutions, each fact with its source."""
        from coopgraph.network.pairs import find_pair

        return find_pair(self.store, self.catalogue, one, other, graph_version=self.version)

    def check(self) -> Report:
        """Return the outcome of checking the graph against every rule."""
        from coopgraph.store.opening import local
        from coopgraph.validation import check

        return check(local(self.store))

    def close(self) -> None:
        """Release the store."""
        self.store.close()

    def __enter__(self) -> KnowledgeGraph:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
