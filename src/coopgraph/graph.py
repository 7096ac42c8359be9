"""The knowledge graph: a store with the ontology, shapes and queries that give it meaning.

Every method hands on to the room that does the work.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from coopgraph.queries import Catalogue
from coopgraph.resources import resource
from coopgraph.store.opening import Location, open_version
from coopgraph.store.protocol import Solutions, Store

if TYPE_CHECKING:
    from rdflib import URIRef

    from coopgraph.network import Network
    from coopgraph.network.pairs import Pair
    from coopgraph.network.paths import Paths
    from coopgraph.network.standing.asking import Standing
    from coopgraph.provenance.testimony import Testimony
    from coopgraph.resolution.directory import Directory
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

    def __repr__(self) -> str:
        return f"<KnowledgeGraph {self.version[:12] or 'of no version'}, {len(self.catalogue)} queries>"

    def query(self, name: str, **parameters: object) -> Solutions:
        """Return the rows of a catalogue question.

        Args:
            name: as ``coopgraph query --list`` and ``catalogue.questions()`` have it.
            **parameters: by the names the question gives them. A thing may be given as `find` takes it, several
                values as a list; None leaves a parameter out.

        Raises:
            NotFoundError: there is no such question, or no such thing in the graph.
            ParameterError: a value is missing, for no parameter, or not of its kind.
        """
        from coopgraph.resolution.meaning import with_things

        question = self.catalogue.get(name)
        values = {key: _as_text(value) for key, value in parameters.items() if value is not None}
        return self.store.select(question.bind(with_things(question, values, self.find)))

    def sparql(self, text: str) -> Solutions:
        """Return the rows of a SELECT query. ``ask`` and ``construct`` take the other forms.

        Raises:
            QuerySyntaxError: the text is not SPARQL 1.1; the message says where and what to do.
            QueryRefusedError: it is another form of query, or would leave the store.
        """
        return self.store.select(text)

    def ask(self, text: str) -> bool:
        """Return the answer to an ASK query. Raises as `sparql` does."""
        return self.store.ask(text)

    def construct(self, text: str) -> Iterator[Triple]:
        """Return the triples of a CONSTRUCT or DESCRIBE query. Raises as `sparql` does."""
        return self.store.construct(text)

    def find(self, text: str) -> URIRef:
        """Return the thing that ``text`` means: an IRI or its tail, a key, a code such as IT, a name in any spelling.

        Raises:
            NotFoundError: nothing, or more than one thing, is called that. `search` tells all that come near.
        """
        from rdflib import URIRef

        from coopgraph.resolution.meaning import thing

        return URIRef(thing(self.store, text, self._names))

    def search(
        self, text: str, types: Collection[str] = (), languages: tuple[str, ...] = ("en", "it", "ru")
    ) -> tuple[Hit, ...]:
        """Return the things called ``text`` in any spelling or script, best first; of all ``types`` unless given."""
        from coopgraph.resolution.search import search

        return search(self._names(), text, languages, types)

    def why(
        self, thing: str, predicate: str | None = None, value: Term | str | None = None
    ) -> tuple[Testimony, ...]:
        """Return who states what about ``thing``, and in which words.

        Args:
            thing: as `find` takes it.
            predicate: keep statements with this property, given by its name in the ontology or its IRI.
            value: keep statements that also involve this: a term, a text as a claim has it, or a thing as `find`
                takes it.

        Raises:
            NotFoundError: the graph holds no such thing.
        """
        from rdflib import BNode, Literal, URIRef

        from coopgraph.provenance.testimony import find_testimony
        from coopgraph.resolution import meaning

        subject = self.find(thing)
        verb = URIRef(meaning.term(predicate)) if predicate else None
        if value is not None and not isinstance(value, URIRef | Literal | BNode):
            value = meaning.value(self.store, value, self._names)
        return find_testimony(self.store, self.catalogue, subject, verb, value)

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
        """Return how two actors, given as `find` takes them, are connected.

        ``conditions`` are those of ``coopgraph.network.paths.PathConditions``.
        """
        from coopgraph.network.paths import PathConditions, find_paths

        asked = PathConditions(**conditions)
        ends = str(self.find(source)), str(self.find(target))
        return find_paths(self.store, self.catalogue, *ends, asked, graph_version=self.version)

    def pair(self, one: str, other: str) -> Pair:
        """Return everything between two countries, regions or institutions, given as `find` takes them."""
        from coopgraph.network.pairs import find_pair

        ends = str(self.find(one)), str(self.find(other))
        return find_pair(self.store, self.catalogue, *ends, graph_version=self.version)

    def check(self) -> Report:
        """Return the outcome of checking the graph against every rule."""
        from coopgraph.store.opening import local
        from coopgraph.validation import check

        return check(local(self.store))

    def _names(self) -> Directory:
        from coopgraph.resolution.directory import load_directory
        from coopgraph.resolution.keeping import directory_for

        if self.revision is None or self.revision.version != self.version:
            return load_directory(self.store.select)
        return directory_for(self.store.select, self.version, self.revision.path)

    def close(self) -> None:
        """Release the store."""
        self.store.close()

    def __enter__(self) -> KnowledgeGraph:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _as_text(value: object) -> str | Sequence[str]:
    """Return a value, or several, as the texts that parameters take."""
    if isinstance(value, list | tuple | set | frozenset):
        return [str(one) for one in value]
    return str(value)
