"""People and organizations that share a name."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING

from coopgraph.namespaces import COOP, RDF, RDFS, SKOS
from coopgraph.validation.coded.finding import CodedFinding

if TYPE_CHECKING:
    from coopgraph.store.protocol import Store, Term

_KINDS = ("Person", "Organization")
_WORD = re.compile(r"[^\W_]+")
_QUERY = f"""
SELECT DISTINCT ?thing ?name WHERE {{
  ?class <{RDFS}subClassOf>* <{COOP}%s> .
  ?thing <{RDF}type> ?class ; <{SKOS}prefLabel>|<{SKOS}altLabel> ?name .
}}"""


def shared_names(store: Store) -> Iterator[CodedFinding]:
    """Yield the pairs of people, and of organizations, that share a name or a variant, each pair once.

    Misprints (``skos:hiddenLabel``) are no names: two people may be misprinted alike.
    """
    for kind in _KINDS:
        bearers: dict[str, dict[Term, str]] = defaultdict(dict)
        for row in store.select(_QUERY % kind):
            name = str(row["name"])
            key = normalised(name, any_order=kind == "Person")
            if key:
                former = bearers[key].get(row["thing"], name)
                bearers[key][row["thing"]] = min(former, name)
        pairs: dict[tuple[Term, Term], str] = {}
        for things in bearers.values():
            for one, other in combinations(sorted(things), 2):
                pairs[one, other] = min(pairs.get((one, other), things[one]), things[one])
        for (one, other), name in pairs.items():
            yield CodedFinding(
                rule="R46",
                focus=one,
                path=None,
                value=other,
                messages={
                    "en": f"{other} is called ‘{name}’ too",
                    "it": f"Anche {other} si chiama «{name}»",
                },
            )


def normalised(name: str, any_order: bool) -> str:
    """Return a name without accents, capitals and punctuation; with ``any_order``, its words sorted.

    Example:
        >>> normalised("NAGUMANOV, Adél", any_order=True)
        'adel nagumanov'
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    words = _WORD.findall(plain.casefold())
    return " ".join(sorted(words) if any_order else words)
