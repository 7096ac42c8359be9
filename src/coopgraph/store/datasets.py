"""Which graphs a request to a remote engine sees, as parameters of the SPARQL 1.1 Protocol.

An engine whose default graph is the union of all graphs counts a fact once for every source. There
the merged set lies in a named graph, and requests select it by ``default-graph-uri``. What ``GRAPH``
then sees differs: by the standard, only the graphs given by ``named-graph-uri``; in Virtuoso 7, with none
given, ``GRAPH ?g`` sees every graph, the merged one included, and ``GRAPH <iri>`` none. So the sources
are always given, which both kinds of engine understand. (Virtuoso's ``input:named-graph-exclude`` would
hide the merged graph from plain patterns too.)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from coopgraph.errors import QueryRefusedError
from coopgraph.namespaces import PREFIXES
from coopgraph.sparql.guard import Request
from coopgraph.sparql.iris import resolve
from coopgraph.sparql.lexer import readings, significant
from coopgraph.store.endpoint import MERGED, Engine
from coopgraph.store.protocol import RdfDataset

NOTHING = "urn:x-coopgraph:no-graph"  # a graph that no store holds
Parameters = list[tuple[str, str]]
_LISTED = 4000  # Virtuoso's compiler fails at 5,000, and needs 0.8 s for these


@dataclass(frozen=True)
class Selection:
    """What to send so that a query sees the right graphs: parameters, and words to write before its text."""

    parameters: Parameters
    prologue: str = ""


def select_graphs(
    text: str,
    request: Request,
    dataset: RdfDataset | None,
    engine: Engine,
    graphs: Callable[[], tuple[str, ...]],
) -> Selection:
    """Return how ``engine`` is told which graphs a query sees.

    Args:
        dataset: the graphs the caller limits the query to; a ``FROM`` of the text otherwise does.
        graphs: lists the named graphs that are sources, when they must be named one by one.
    """
    if not dataset and request.has_dataset_clause:
        dataset = RdfDataset(request.from_graphs, request.from_named_graphs)
    if dataset:
        # A lenient engine takes the absence of names for all names.
        none = () if engine.strict else (NOTHING,)
        return _selection(dataset.default or none, dataset.named or none, engine)
    if not engine.merged:
        return Selection([])
    constants, variables = _targets(text, request)
    if not constants and not variables:
        return _selection((MERGED,), (), engine)
    if engine.strict or variables:
        return _selection((MERGED,), graphs(), engine)
    named = tuple(iri for iri in constants if iri not in engine.hidden)
    return _selection((MERGED,), named or (NOTHING,), engine)


def _selection(default: tuple[str, ...], named: tuple[str, ...], engine: Engine) -> Selection:
    parameters = [("default-graph-uri", iri) for iri in default]
    if engine.strict:
        return Selection(parameters + [("named-graph-uri", iri) for iri in named])
    if len(named) > _LISTED:
        raise QueryRefusedError(
            f"the query asks GRAPH with a variable, and {engine.name} can be told of {_LISTED:,} graphs, not of "
            f"{len(named):,}; name the graphs it is about with FROM NAMED"
        )
    # Virtuoso repeats each parameter in a header of its answer, and clients read a hundred headers at most.
    return Selection(parameters, "".join(f"define input:named-graph-uri <{iri}> " for iri in named))


def _targets(text: str, request: Request) -> tuple[list[str], bool]:
    """Return the IRIs that follow ``GRAPH`` in a query, and whether a variable does anywhere."""
    constants: list[str] = []
    variables = False
    found = significant(next(readings(text)))
    for token, after in pairwise(found):
        if token.kind != "word" or token.text.upper() != "GRAPH":
            continue
        if after.kind == "iri":
            constants.append(resolve(after.text[1:-1], request.base))
        elif after.kind == "name":
            prefix, _, local = after.text.partition(":")
            constants.append(request.prefixes.get(prefix, PREFIXES.get(prefix, "")) + local.replace("\\", ""))
        else:
            variables = True
    return constants, variables
