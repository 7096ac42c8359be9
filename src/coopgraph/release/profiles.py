"""The graph in other vocabularies. A profile is a query ``profiles/{name}``: a CONSTRUCT, or a SELECT of quads."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Mapping

from coopgraph.errors import NotFoundError, QueryRefusedError
from coopgraph.queries import Catalogue
from coopgraph.store.embedded import EmbeddedStore
from coopgraph.store.embedded_quads import sorted_quads
from coopgraph.store.media import DATASET_TYPES, GRAPH_TYPES, TRIG, TURTLE, by_name

FOLDER = "profiles"
_PREFIXES = {"np": "http://www.nanopub.org/nschema#"}


def profiles(catalogue: Catalogue) -> tuple[str, ...]:
    """Return the names of the profiles."""
    return tuple(name.removeprefix(f"{FOLDER}/") for name in catalogue.names(FOLDER))


def export_profile(
    store: EmbeddedStore,
    catalogue: Catalogue,
    name: str,
    form: str = "",
    about: Mapping[str, str] | None = None,
) -> bytes:
    """Return the graph as the profile called ``name`` says it. The same facts give the same bytes.

    Args:
        store: the graph.
        catalogue: where the profiles are.
        name: one of them.
        form: the format; without it Turtle, or TriG for a profile that makes named graphs.
        about: what to say of the export itself, for a profile that does: values of the parameters ``created
            creator licence version``. Those that a profile has no parameter for are not used.

    Raises:
        NotFoundError: there is no such profile.
        QueryRefusedError: the format does not hold what the profile says.
        ParameterError: what is said of the export is not of its kind.
    """
    if name not in profiles(catalogue):
        raise NotFoundError(f"there is no profile {name!r}; there are {', '.join(profiles(catalogue))}")
    query = catalogue.get(f"{FOLDER}/{name}")
    quads = query.form == "select"
    offers, usual = (DATASET_TYPES, TRIG) if quads else (GRAPH_TYPES, TURTLE)
    media = by_name(form) if form else usual
    if media is None or media not in offers:
        known = ", ".join(one.name for one in offers)
        raise QueryRefusedError(f"the profile {name} cannot be written as {form!r}; choose one of {known}")
    known_of = {parameter.name for parameter in query.parameters}
    bound = query.bind({key: value for key, value in (about or {}).items() if value and key in known_of})
    return sorted_quads(store, bound, media, _PREFIXES) if quads else store.sorted_answer(bound, media)


def named_by_hash(version: str) -> str:
    """Return the IRI of a graph by its version, the SHA-256 in hexadecimal.

    Reference: RFC 6920 (Naming Things with Hashes).

    >>> named_by_hash("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    'ni:///sha-256;47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU'
    """
    return f"ni:///sha-256;{urlsafe_b64encode(bytes.fromhex(version)).decode().rstrip('=')}"
