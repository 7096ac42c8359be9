"""What the two ends did: as parties, as participants, as holders of roles."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coopgraph.errors import NetworkError, NotFoundError
from coopgraph.namespaces import COOP

if TYPE_CHECKING:
    from coopgraph.network.paths.asking import Asker

_KINDS = {"Country": "country", "Region": "region", "City": "city", "Organization": "institution"}


@dataclass(frozen=True, order=True)
class Act:
    """One situation on one side. ``modality`` is a code's IRI, empty where there is none."""

    thing: str
    agent: str
    statement: str
    modality: str

    @property
    def reported(self) -> str:
        """How it is reported: ``actual``, ``planned`` or ``invited``."""
        return self.modality.rsplit("/", 1)[-1] or "actual"


@dataclass(frozen=True)
class End:
    """A country, place or institution, who stands for it, and what they did."""

    iri: str
    kind: str
    institutions: frozenset[str]


def ends(asker: Asker, one: str, other: str) -> tuple[End, End]:
    """Return the two ends with their institutions. Of nested ends, what is in the smaller is not in the larger.

    Raises:
        NotFoundError: the graph holds nothing under one of the IRIs.
        NetworkError: both are the same, or one is neither a country, a place nor an institution.
    """
    if one == other:
        raise NetworkError(f"both ends are <{one}>; name two different ones")
    classes: dict[str, set[str]] = {one: set(), other: set()}
    for row in asker.texts("facts", (one, other)):
        if row["predicate"].endswith("#type"):
            classes[row["statement"]].add(row["value"].removeprefix(COOP))
    kinds = {
        iri: next((kind for name, kind in _KINDS.items() if name in found), "")
        for iri, found in classes.items()
    }
    for iri, kind in kinds.items():
        if not classes[iri]:
            raise NotFoundError(
                f"the graph holds nothing under <{iri}>; coopgraph search finds things by name"
            )
        if not kind:
            raise NetworkError(
                f"<{iri}> is of the class {', '.join(sorted(classes[iri]))}; a pair is of countries, regions, "
                "cities or institutions, and coopgraph path connects people"
            )
    found = {iri: _institutions(asker, iri, kind) for iri, kind in kinds.items()}
    common = found[one] & found[other]
    found[max((one, other), key=lambda iri: (len(found[iri]), iri))] -= common
    return End(one, kinds[one], frozenset(found[one])), End(other, kinds[other], frozenset(found[other]))


def _institutions(asker: Asker, iri: str, kind: str) -> set[str]:
    """Return who stands for an end, the offices in its institutions included."""
    query = {"country": "of-country", "institution": "of-institution"}.get(kind, "of-place")
    found = {row["institution"] for row in asker.texts(query, (iri,), "pair")}
    return found | {row["office"] for row in asker.texts("offices", found, "pair")}


def acts(asker: Asker, end: End) -> set[Act]:
    """Return what those who stand for an end did, and for a country what is on its side."""
    found: set[Act] = set()
    for row in asker.texts("acts", end.institutions, "pair"):
        found.add(_act(row))
    for row in asker.texts("party", end.institutions):
        found.add(Act(row["thing"], row["actor"], row["statement"], ""))
    if end.kind == "country":
        found.update(_act(row) for row in asker.texts("sides", (end.iri,), "pair"))
    for row in asker.texts("role", end.institutions):
        # The institution holds a role elsewhere; who holds roles in it is asked when it matters.
        if row["other"] not in end.institutions:
            found.add(Act(row["other"], row["actor"], row["statement"], ""))
    return found


def holders(asker: Asker, institutions: Iterable[str]) -> set[Act]:
    """Return who is attested in a role in institutions, as acts in them."""
    wanted = set(institutions)
    return {
        Act(row["actor"], row["other"], row["statement"], "")
        for row in asker.texts("role", wanted)
        if row["other"] not in wanted
    }


def _act(row: dict[str, str]) -> Act:
    return Act(row["thing"], row["agent"], row["statement"], row["modality"])
