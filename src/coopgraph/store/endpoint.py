"""Where a remote store is and how to reach it; what its engine does differently from the standard."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from coopgraph.errors import SettingsError
from coopgraph.namespaces import GRAPH

MERGED = GRAPH + "merged"
"""The named graph of the merged set, in engines whose default graph is the union of all graphs."""
RELEASE = GRAPH + "release"
"""The named graph that says which version was loaded. It is no source, and is hidden as the merged one is."""

_DEFAULT_GRAPHS = ("auto", "own", "merged")


def is_url(location: object) -> bool:
    """Return whether a store's location, as users write it, is a URL and not a folder."""
    return isinstance(location, str) and re.match(r"[A-Za-z][A-Za-z0-9+.-]+://", location) is not None


@dataclass(frozen=True)
class Endpoint:
    """A SPARQL 1.1 endpoint: its addresses, and who asks.

    Attributes:
        url: where queries go.
        update: where updates go; unless given, the engine's own address for them, else ``url``.
        graphs: where whole graphs go (SPARQL 1.1 Graph Store Protocol); unless given, the engine's own
            address for them, and without one graphs are loaded by updates.
        user: who asks, where the endpoint wants to know.
        password: the user's.
        token: what engines want that know writers by a token (``Authorization: Bearer``), and no user.
        seconds: how long to wait for an answer.
        default_graph: ``own``: the engine has a default graph of its own, and the merged set lies there.
            ``merged``: it lies in the named graph ``MERGED``. ``auto``: as the engine is known to need.
    """

    url: str
    update: str = ""
    graphs: str = ""
    user: str = ""
    password: str = field(default="", repr=False)
    seconds: int = 60
    default_graph: str = "auto"
    token: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        for name, url in (("store", self.url), ("store_update", self.update), ("store_graphs", self.graphs)):
            parts = urlsplit(url)
            if url and (parts.scheme not in ("http", "https") or not parts.hostname):
                raise SettingsError(
                    f"{name} is {url!r}; an endpoint's address begins with http:// or https://"
                )
            if "@" in parts.netloc:
                raise SettingsError(
                    f"the address of {name} holds a user or password, which logs would show; "
                    "give the user with --store-user and the password in COOPGRAPH_STORE_PASSWORD"
                )
        if self.default_graph not in _DEFAULT_GRAPHS:
            known = ", ".join(_DEFAULT_GRAPHS)
            raise SettingsError(f"store_default_graph is {self.default_graph!r}; it is one of {known}")
        if bool(self.user) != bool(self.password):
            raise SettingsError(
                "a user of the store and the password go together: "
                "give store_user (or --store-user) and COOPGRAPH_STORE_PASSWORD"
            )
        if self.token and self.user:
            raise SettingsError("a store is asked by a user or with a token, not both; leave one of them out")
        if not re.fullmatch(r"[A-Za-z0-9._~+/-]*=*", self.token):
            raise SettingsError(
                "store_token holds a character that no bearer token has; look at how it was copied"
            )
        if self.seconds < 1:
            raise SettingsError(f"store_seconds is {self.seconds}; it must be at least 1")

    def __str__(self) -> str:
        return self.url


@dataclass(frozen=True)
class Engine:
    """What a remote engine does in its own way.

    Attributes:
        name: as messages write it.
        merged: the merged set lies in the named graph ``MERGED``; else in the engine's default graph.
        strict: ``GRAPH`` sees only the graphs that a request names, once it names any, as the SPARQL 1.1
            Protocol says.
        atomic: an update of several operations is done wholly or not at all.
        serialises: its answers in every format are what the specifications describe.
        batch: how many triples one update may hold.
        hidden: graphs that are no sources.
    """

    name: str = "the endpoint"
    merged: bool = False
    strict: bool = True
    atomic: bool = True
    serialises: bool = True
    batch: int = 1000
    hidden: tuple[str, ...] = (MERGED, RELEASE)


VIRTUOSO = Engine(
    "Virtuoso",
    merged=True,
    strict=False,
    atomic=False,  # each operation of a text is committed by itself
    serialises=False,  # CSV and TSV without the headers of the specification, booleans as 1 in JSON
    hidden=(
        MERGED,
        RELEASE,
        "http://www.openlinksw.com/schemas/virtrdf#",
        "http://localuriqaserver/sparql",
        "http://www.w3.org/ns/ldp#",
        "http://www.w3.org/2002/07/owl#",
        "urn:activitystreams-owl:map",
        "urn:core:services:sparql",
    ),
)


def recognise(endpoint: Endpoint, server: str, has_merged: bool) -> tuple[Engine, Endpoint]:
    """Return the engine behind an endpoint, and the endpoint with the addresses the engine is known to have.

    Args:
        server: the ``Server`` header of an answer.
        has_merged: whether the endpoint holds the graph ``MERGED``.
    """
    engine = VIRTUOSO if server.startswith("Virtuoso") else Engine()
    if endpoint.default_graph == "auto":
        engine = replace(engine, merged=engine.merged or has_merged)
    else:
        engine = replace(engine, merged=endpoint.default_graph == "merged")
    base = re.fullmatch(r"(.*)/sparql(-auth)?/?", endpoint.url)
    if engine.name != VIRTUOSO.name or base is None:
        return engine, endpoint
    known = "-auth" if endpoint.user else ""
    return engine, replace(
        endpoint,
        update=endpoint.update or f"{base[1]}/sparql{known}",
        graphs=endpoint.graphs or f"{base[1]}/sparql-graph-crud{known}",
    )
