"""The query catalogue: named, parameterised SPARQL files."""

from __future__ import annotations

from coopgraph.queries.catalogue import Catalogue
from coopgraph.queries.parameters import Parameter
from coopgraph.queries.query import Query

__all__ = ["Catalogue", "Parameter", "Query"]
