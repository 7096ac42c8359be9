"""What the address of a thing answers, as triples: the same in every format.

What is said of the thing and the claims that say so are given whole. What points to it can be a great
deal (a country, a source), so it comes page by page, with the number of all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from rdflib import RDF, XSD, Literal, Namespace, URIRef
from rdflib.namespace import FOAF, VOID

from coopgraph.errors import NotFoundError
from coopgraph.queries import Catalogue
from coopgraph.store.embedded import EmbeddedStore
from coopgraph.store.media import MediaType

if TYPE_CHECKING:
    from coopgraph.store.protocol import Triple

HYDRA = Namespace("http://www.w3.org/ns/hydra/core#")

SIZE = 100
"""How many links to a thing stand on one page."""

_BATCH = 500


@dataclass(frozen=True)
class Description:
    """The triples about one thing.

    Attributes:
        counts: how often each property points to the thing, all pages together.
        links: what points to it, and by which property, on this page.
        page: from 1 to ``pages``.
        revision: the name of the former revision that this is of, to which the links to other pages lead.
    """

    thing: URIRef
    triples: frozenset[Triple]
    counts: tuple[tuple[str, int], ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    page: int = 1
    size: int = SIZE
    revision: str = ""
    total: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "total", sum(number for _, number in self.counts))

    @property
    def pages(self) -> int:
        """How many pages the links take; 1 at least."""
        return max(1, -(-self.total // self.size))

    def as_format(self, media: MediaType) -> bytes:
        """Return the triples in a format for graphs. The same description gives the same bytes."""
        with EmbeddedStore.in_memory() as store:
            store.add((s, p, o, "urn:x-coopgraph:description") for s, p, o in self.triples)
            return store.dump(media)


def describe(
    store: EmbeddedStore,
    catalogue: Catalogue,
    iri: str,
    page: int = 1,
    size: int = SIZE,
    revision: str = "",
) -> Description:
    """Return the description of the thing called ``iri``.

    Raises:
        NotFoundError: the graph says nothing of it, or has no such page.
    """
    thing = URIRef(iri)
    counted = store.select(catalogue.get("pages/links").bind({"thing": iri}))
    counts = tuple((str(row["property"]), int(str(row["number"]))) for row in counted)
    listing = catalogue.get("pages/linked").bind({"thing": iri})
    rows = store.select(f"{listing}\nLIMIT {size} OFFSET {(page - 1) * size}")
    links = tuple((str(row["property"]), str(row["subject"])) for row in rows)
    linked = sorted({subject for _, subject in links})
    text = catalogue.get("pages/description").bind({"thing": iri, "linked": linked})
    triples = set(store.construct(text))
    if iri in store.graphs():
        triples.add((thing, RDF.type, VOID.Dataset))
        triples.add((thing, VOID.triples, Literal(store.count(iri))))
    if not triples:
        raise NotFoundError(f"the graph says nothing of <{iri}>")
    found = Description(thing, frozenset(), counts, links, page, size, revision)
    if page > found.pages:
        raise NotFoundError(f"what points to <{iri}> takes {found.pages} pages; there is no page {page}")
    triples |= _paging(found)
    triples |= names(store, catalogue, triples)
    return Description(thing, frozenset(triples), counts, links, page, size, revision)


def names(store: EmbeddedStore, catalogue: Catalogue, triples: Iterable[Triple]) -> set[Triple]:
    """Return the labels and classes of every node that ``triples`` link to, and the labels of those classes."""
    query = catalogue.get("pages/linked-names")
    found: set[Triple] = set()
    wanted = sorted({str(term) for s, _, o in triples for term in (s, o) if isinstance(term, URIRef)})
    seen: set[str] = set()
    while wanted:
        seen.update(wanted)
        classes = set()
        for start in range(0, len(wanted), _BATCH):
            for row in store.select(query.bind({"things": wanted[start : start + _BATCH]})):
                found.add((row["thing"], row["property"], row["value"]))
                if row["property"] == RDF.type:
                    classes.add(str(row["value"]))
        wanted = sorted(classes - seen)
    return found


def _paging(found: Description) -> set[Triple]:
    """Return what says that this is one page of several; nothing where there is one."""
    if found.pages == 1:
        return set()

    def page(number: int) -> URIRef:
        asked = [f"revision={found.revision}"] * bool(found.revision) + [f"page={number}"]
        asked += [f"size={found.size}"] * (found.size != SIZE)
        return URIRef(f"{found.thing}?{'&'.join(asked)}")

    here = page(found.page)
    near = {
        HYDRA.first: 1,
        HYDRA.last: found.pages,
        HYDRA.previous: found.page - 1,
        HYDRA.next: found.page + 1,
    }
    said = {
        (here, RDF.type, HYDRA.PartialCollectionView),
        (here, FOAF.primaryTopic, found.thing),
        (here, HYDRA.totalItems, Literal(str(found.total), datatype=XSD.integer)),
        *((here, relation, page(n)) for relation, n in near.items() if 1 <= n <= found.pages),
    }
    return cast("set[Triple]", said)
