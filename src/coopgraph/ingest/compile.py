"""Input files to quads: everything declared first, then every source, then the editors' notes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rdflib import URIRef

from coopgraph.dossier import Document, Position, SourceHeader, find_files, read_document
from coopgraph.errors import DossierError, Fault
from coopgraph.ingest.claims import compile_claim
from coopgraph.ingest.codes import compile_codes
from coopgraph.ingest.desk import Desk
from coopgraph.ingest.draft import Draft, Known, Quad, node_iri
from coopgraph.ingest.editorial import compile_discrepancy, compile_inference
from coopgraph.ingest.entities import compile_entities
from coopgraph.ingest.evidence import PassageBook, Passages
from coopgraph.ingest.sources import compile_header, source_graph
from coopgraph.ontology import Vocabulary


@dataclass(frozen=True)
class Compiled:
    """The quads of the input files, where each node was said, and what happened to the passages."""

    quads: frozenset[Quad]
    origins: Mapping[URIRef, Position]
    passages: Passages
    sources: int
    claims: int
    left_out: int


def compile_files(
    paths: Sequence[Path],
    places: Sequence[Path],
    vocabulary: Vocabulary,
    *,
    texts: Path | None = None,
    lock: bool = False,
    progress: Callable[[str], None] = lambda _: None,
) -> Compiled:
    """Return the graph that the files say.

    Args:
        paths: dossiers, entities and editorial files, or folders of them.
        places: the shipped tables of countries and regions, in the same format as entities.
        texts: a folder with the texts of the sources; passages are checked against those it holds.
        lock: write the offsets found in ``texts`` beside the dossiers.
        progress: told the name of each file as it is reached.

    Raises:
        DossierError: with every fault of every file, each with file, line and remedy.
    """
    faults: list[Fault] = []
    documents: list[Document] = []
    for path in [*find_files(places, faults), *find_files(paths, faults)]:
        progress(f"reading {path.name}")
        if document := read_document(path, faults):
            documents.append(document)
    draft = Draft(vocabulary, faults=faults)
    _declare_sources(draft, documents)
    draft.announced.update(_handles(documents))
    compile_codes(draft, documents)
    compile_entities(draft, documents)
    book = PassageBook(texts)
    headers: list[tuple[SourceHeader, Path]] = []
    for document in documents:
        header = document.source
        if header is None:
            continue
        compile_header(draft, book, document, header)
        if document.kind == "dossier":
            headers.append((header, document.path.parent))
            progress(f"compiling {document.path.name}")
            desk = Desk(draft, book, header, source_graph(header), document.path.parent)
            # Roles first: a signature names the role holding it was made in, wherever its line stands.
            for claim in sorted(document.claims, key=lambda c: c.predicate.text != "role"):
                compile_claim(desk, claim)
    for document in documents:
        if document.source and document.kind == "editorial":
            for inference in document.inferences:
                compile_inference(draft, document.source, inference)
            for note in document.discrepancies:
                compile_discrepancy(draft, document.source, note)
    if draft.faults:
        raise DossierError(draft.faults)
    if lock:
        book.write_locks(headers)
    return Compiled(
        quads=frozenset(draft.quads),
        origins=draft.origins,
        passages=book.counts,
        sources=len(headers),
        claims=sum(len(c.objects) for d in documents for c in d.claims),
        left_out=sum(d.left_out for d in documents),
    )


def _handles(documents: Sequence[Document]) -> Iterator[str]:
    for document in documents:
        if document.source is not None:
            lines = [*document.claims, *(inference.claim for inference in document.inferences)]
            yield from (f"{document.source.key}#{line.handle}" for line in lines if line.handle)


def _declare_sources(draft: Draft, documents: Sequence[Document]) -> None:
    for document in documents:
        if document.source is None:
            continue
        key = document.source.key
        if first := draft.known.get(key.text):
            draft.faults.append(
                key.at.fault(
                    f"'{key}' is declared twice (first at {first.at.file}:{first.at.line})",
                    "give each source a key of its own",
                )
            )
            continue
        draft.known[key.text] = Known(node_iri("source", key.text), "Source", key.at)
