"""The graph in other vocabularies. A profile is a query ``profiles/{name}``: a CONSTRUCT, and nothing else."""

from __future__ import annotations

from coopgraph.errors import NotFoundError, QueryRefusedError
from coopgraph.queries import Catalogue
from coopgraph.store.embedded import EmbeddedStore
from coopgraph.store.media import GRAPH_TYPES, by_name

FOLDER = "profiles"


def profiles(catalogue: Catalogue) -> tuple[str, ...]:
    """Return the names of the profiles."""
    return tuple(name.removeprefix(f"{FOLDER}/") for name in catalogue.names(FOLDER))


def export_profile(store: EmbeddedStore, catalogue: Catalogue, name: str, form: str = "turtle") -> bytes:
    """Return the graph as the profile called ``name`` says it. The same facts give the same bytes.

    Raises:
        NotFoundError: there is no such profile.
        QueryRefusedError: the format holds no graph without names, or not what the profile says.
    """
    if name not in profiles(catalogue):
        raise NotFoundError(f"there is no profile {name!r}; there are {', '.join(profiles(catalogue))}")
    media = by_name(form)
    if media is None or media not in GRAPH_TYPES:
        known = ", ".join(one.name for one in GRAPH_TYPES)
        raise QueryRefusedError(f"a profile cannot be written as {form!r}; choose one of {known}")
    return store.sorted_answer(catalogue.get(f"{FOLDER}/{name}").bind({}), media)
