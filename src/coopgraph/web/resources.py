"""Files of the product that answers are made of, read once in a process."""

from __future__ import annotations

from functools import lru_cache

from coopgraph.queries import Catalogue
from coopgraph.resources import resource
from coopgraph.validation.shapes import Shapes, load_shapes


@lru_cache(maxsize=1)
def catalogue() -> Catalogue:
    """Return the bundled catalogue, every file read and checked."""
    found = Catalogue.load([resource("queries")])
    found.list()
    return found


@lru_cache(maxsize=1)
def shapes() -> Shapes:
    """Return the bundled shapes. They are read only."""
    return load_shapes([resource("shapes")])
