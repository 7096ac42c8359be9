"""Codes of places against the shipped list of places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING

from coopgraph.namespaces import COOP
from coopgraph.validation.coded.finding import CodedFinding

if TYPE_CHECKING:
    from coopgraph.store.protocol import Store

_CODES = ("isoCode", "nutsCode")
_QUERY = f"""
SELECT DISTINCT ?place ?property ?code WHERE {{
  VALUES ?property {{ {" ".join(f"<{COOP}{name}>" for name in _CODES)} }}
  ?place ?property ?code
}}"""


def unknown_codes(store: Store) -> Iterator[CodedFinding]:
    """Yield the places with a code that the reference list, which covers its country, does not have."""
    rows = list(store.select(_QUERY))
    for row in rows:
        name, code = str(row["property"]).removeprefix(COOP), str(row["code"])
        known = reference_codes()[name].get(_part(name, code))
        if known is not None and code not in known:
            yield CodedFinding(
                rule="R32",
                focus=row["place"],
                path=str(row["property"]),
                value=row["code"],
                messages={
                    "en": f"{code} is not in the reference list of places",
                    "it": f"{code} non è nell'elenco di riferimento dei luoghi",
                },
            )


@cache
def reference_codes() -> Mapping[str, Mapping[tuple[str, int], frozenset[str]]]:
    """Return the codes of the shipped places: by property, then by country and, for NUTS, level."""
    from coopgraph.dossier import find_files, read_document
    from coopgraph.errors import DossierError, Fault
    from coopgraph.resources import resource

    faults: list[Fault] = []
    found: dict[str, dict[tuple[str, int], set[str]]] = {name: defaultdict(set) for name in _CODES}
    for path in find_files([resource("ontology") / "places"], faults):
        document = read_document(path, faults)
        for entity in document.entities if document else ():
            for name, values in entity.facts:
                for value in values if name.text in _CODES else ():
                    found[name.text][_part(name.text, value.text)].add(value.text)
    if faults:
        raise DossierError(faults)
    return {name: {part: frozenset(codes) for part, codes in parts.items()} for name, parts in found.items()}


def _part(name: str, code: str) -> tuple[str, int]:
    """Return the part of a list that a code belongs to: its country and, for NUTS, its level by length."""
    return code[:2], len(code) if name == "nutsCode" else 0
