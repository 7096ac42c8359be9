"""Where a page stands: its links are relative, and those of a page of a former revision stay in that revision.

Links that begin with a slash would lead out of the server where a proxy serves it under a path of its own.
Templates write them so, and they are made relative here, in one place, when the page is whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from coopgraph.web.addresses.iris import path_of

if TYPE_CHECKING:
    from fastapi import Request

    from coopgraph.store.revisions import Revision

_LINK = re.compile(r'(rel="original" )?\b(href|action)="/([^"]*)"')
"""A link within the server. Text cannot look so: templates escape its quotation marks."""

_DATED = re.compile(r"(id|concept|graph|ontology|queries|sparql|store|exports|search)\b|api/")
"""What can be asked of a former revision."""


@dataclass(frozen=True)
class Place:
    """Where a page stands, and of which revision of the graph it is.

    Attributes:
        path: of its address, as clients see it.
        revision: the name of a revision, where the address names one.
        published: when that was published, for people.
    """

    path: str
    revision: str = ""
    published: str = ""

    @classmethod
    def among(cls, arguments: Mapping[str, str], path: str) -> Place:
        """Return the place that ``arguments`` of a question describe; ``path`` where they name none."""
        kept = {name: arguments.get(name, "") for name in ("revision", "published")}
        return cls(arguments.get("place", path), **kept)

    def arguments(self) -> tuple[tuple[str, str], ...]:
        """Return what a question to a worker carries of this; nothing for the present."""
        if not self.revision:
            return ()
        return (("revision", self.revision), ("published", self.published))

    def in_query(self) -> list[tuple[str, str]]:
        """Return what an address that leads on in the same revision has in its query."""
        return [("revision", self.revision)] if self.revision else []

    def at(self, address: str) -> str:
        """Return an address within the server, of the same revision."""
        return with_query(address, self.in_query())

    def linked(self, html: str) -> str:
        """Return a page with its links made relative to this place, and kept in its revision."""
        root = "../" * (self.path.count("/") - 1) or "./"

        def link(found: re.Match[str]) -> str:
            original, attribute, rest = found.groups(default="")
            if self.revision and not original and _DATED.match(rest):
                rest = with_query(rest, self.in_query(), joined="&amp;")
            return f'{original}{attribute}="{root}{rest}"'

        return _LINK.sub(link, html)


def with_query(address: str, given: Iterable[tuple[str, str]], joined: str = "&") -> str:
    """Return an address with more in its query, before the fragment if there is one."""
    stem, hash_, fragment = address.partition("#")
    more = urlencode(list(given))
    joint = "" if not more else joined if "?" in stem else "?"
    return f"{stem}{joint}{more}{hash_}{fragment}"


def revision_of(request: Request) -> Revision | None:
    """Return the revision that a request is to be answered from; None for the present."""
    return getattr(request.state, "revision", None)


def place_of(request: Request) -> Place:
    """Return where the page that answers a request stands."""
    revision = revision_of(request)
    path = path_of(request)
    if revision is None:
        return Place(path)
    return Place(path, revision.path.name, revision.published.strftime("%Y-%m-%d %H:%M UTC"))


def given_in(request: Request) -> list[tuple[str, str]]:
    """Return the parameters of an address but for the revision, which every dated address may name."""
    return [(name, value) for name, value in request.query_params.multi_items() if name != "revision"]
