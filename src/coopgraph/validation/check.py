"""From a store and folders of shapes to a report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from coopgraph.errors import QuerySyntaxError, SettingsError
from coopgraph.validation.report import HandedOver, Report, Result

if TYPE_CHECKING:
    from rdflib import URIRef

    from coopgraph.dossier import Position
    from coopgraph.store.protocol import Store
    from coopgraph.validation.reference import Finding
    from coopgraph.validation.shapes import Shapes

Engine = Literal["compiled", "pyshacl"]
ENGINES: tuple[Engine, ...] = get_args(Engine)
"""The compiled checker, and the reference it is proven against."""


def check(
    store: Store,
    shapes: Sequence[Path] | Shapes | None = None,
    *,
    engine: Engine = "compiled",
    places: Mapping[URIRef, Position] | None = None,
) -> Report:
    """Return the outcome of checking ``store`` against every rule, in a fixed order.

    The rules see the merged default graph, which holds the ontology too; those of
    ``cross-source.ttl`` also see the named graphs. The store is not changed.

    Args:
        shapes: folders of shape files; a later folder's file replaces an earlier one's of the same
            name. Without any, the shipped shapes. Or shapes already loaded, for many checks. The rules
            kept by code are asked in any case.
        engine: ``compiled`` asks the shapes as SPARQL queries; ``pyshacl`` has the reference engine
            read them, which gives the same results and takes far longer.
        places: where each node was said (``Compiled.origins``), for results with file and line.

    Raises:
        SettingsError: a shapes folder or the engine cannot be used, or a shape is not valid SHACL.
        QuerySyntaxError: a query in a shape is not SPARQL 1.1.
    """
    from coopgraph.resources import resource
    from coopgraph.validation.coded import RULES
    from coopgraph.validation.explain import explain, explain_coded
    from coopgraph.validation.located import located
    from coopgraph.validation.reference import quiet
    from coopgraph.validation.shapes import Shapes, load_shapes

    if not isinstance(shapes, Shapes):
        shapes = load_shapes([resource("shapes")] if shapes is None else shapes)
    loaded = shapes
    with quiet():
        findings, handed_over = _ask(store, loaded, engine)
        results: Iterable[Result] = (*explain(store, loaded, findings), *explain_coded(store))
        if places:
            results = located(store, results, places)
    rules = sorted((*loaded.rules, *RULES), key=lambda rule: (rule.number, rule.shape))
    return Report(tuple(sorted(results, key=Result.order)), tuple(rules), handed_over)


def _ask(store: Store, shapes: Shapes, engine: Engine) -> tuple[Iterable[Finding], tuple[HandedOver, ...]]:
    if engine == "pyshacl":
        from coopgraph.validation.reference import find as find_by_reference

        return find_by_reference(store, shapes), ()
    if engine != "compiled":
        raise SettingsError(f"there is no engine {engine!r}; choose one of {', '.join(ENGINES)}")
    from coopgraph.validation.compiled import find

    try:
        found = find(store, shapes)
    except QuerySyntaxError as error:
        raise QuerySyntaxError(f"a query in the shapes is not SPARQL 1.1: {error}; correct it") from error
    handed = (HandedOver(shapes.rule_of(one.shape), one.reason) for one in found.handed_over)
    return found, tuple(sorted(handed, key=lambda one: (one.shape, one.reason)))
