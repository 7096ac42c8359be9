"""From a store and folders of shapes to a report."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from coopgraph.validation.report import Report

if TYPE_CHECKING:
    from coopgraph.store.protocol import Store


def check(store: Store, shapes: Sequence[Path] | None = None) -> Report:
    """Return the outcome of checking ``store`` against every rule, in a fixed order.

    The rules see the merged default graph, which holds the ontology too; those of
    ``cross-source.ttl`` also see the named graphs. The store is not changed.

    Args:
        shapes: folders of shape files; a later folder's file replaces an earlier one's of the same
            name. Without any, the shipped shapes.

    Raises:
        SettingsError: a shapes folder cannot be used, or a shape in it is not valid SHACL.
        QuerySyntaxError: a query in a shape is not SPARQL 1.1.
    """
    from coopgraph.resources import resource
    from coopgraph.validation.explain import explain
    from coopgraph.validation.reference import find
    from coopgraph.validation.shapes import load_shapes

    loaded = load_shapes([resource("shapes")] if shapes is None else shapes)
    return Report(explain(store, loaded, find(store, loaded)), loaded.rules)
