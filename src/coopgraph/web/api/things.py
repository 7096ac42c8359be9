"""Lists of things, filtered and counted, and the neighbours of one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from coopgraph.errors import NotFoundError
from coopgraph.namespaces import CONCEPT, COOP, ID, RDF
from coopgraph.resolution.meaning import term
from coopgraph.sparql import terms
from coopgraph.store.embedded import EmbeddedStore
from coopgraph.web.api import naming
from coopgraph.web.api.operation import TEXT, Found, Operation, Parameter, Values, paging
from coopgraph.web.api.schemas import STRING, many, paged, record, ref
from coopgraph.web.resources import catalogue

_PREFIXES = f"PREFIX coop: <{COOP}>\nPREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n"

# What a thing has in each dimension. A count is what the filter finds.
DIMENSIONS: Mapping[str, str] = {
    "type": "?thing a ?type .",
    "country": "{ ?thing coop:country|coop:pairsCountry ?country } "
    "UNION { ?thing coop:within+ ?country . ?country a coop:Country }",
    "region": "{ ?region a coop:Region . ?thing coop:within* ?region } UNION "
    "{ ?region a coop:Region . ?place coop:within* ?region . { SELECT ?thing ?place WHERE { "
    "{ ?thing coop:locatedIn ?place } UNION { ?thing coop:hasJurisdictionOver ?place } "
    "UNION { ?thing coop:takesPlaceIn ?place } } } }",
    "sector": "?thing coop:hasSector/skos:broader* ?sector .",
    "source": "{ ?thing coop:statedIn ?source } UNION "
    "{ ?claim coop:claimSubject|coop:claimObject ?thing ; coop:statedIn ?source } UNION "
    "{ ?situation coop:involvesAgent|coop:inEvent|coop:undertaking|coop:figureOf ?thing ; coop:statedIn ?source }",
}
# The same of all things at once, where it pays to say it in other words: statements and their sources joined by hash.
_COUNTED: Mapping[str, str] = {
    **DIMENSIONS,
    "source": "{ ?thing coop:statedIn ?source } UNION { "
    "{ SELECT ?statement ?thing WHERE { ?statement coop:claimSubject|coop:claimObject|coop:involvesAgent|"
    "coop:inEvent|coop:undertaking|coop:figureOf ?thing } } "
    "{ SELECT ?statement ?source WHERE { ?statement coop:statedIn ?source } } }",
}
_ABOUT = {
    "type": "only things of this class: local name or IRI",
    "country": "only things of this country: code such as IT, key or IRI",
    "region": "only things in this region: code such as IT-TN, key or IRI",
    "sector": "only things in this sector or a narrower one: slug or IRI",
    "source": "only things this source speaks of: key or IRI",
}
_EXAMPLES = {
    "type": "Event",
    "country": "IT",
    "region": "IT-25",
    "sector": "energy",
    "source": "mise-tf-it-ru",
}


def _value(store: EmbeddedStore, dimension: str, text: str) -> str:
    """Return the IRI that a filter's value means."""
    if dimension == "type":
        return term(text)
    if "://" in text:
        terms.iri(text)
        return text
    if dimension == "sector":
        return naming.thing(store, f"{CONCEPT}sector/{text.removeprefix('sector/')}")
    return naming.thing(store, f"source/{text.removeprefix('source/')}" if dimension == "source" else text)


def _things(store: EmbeddedStore, version: str, values: Values) -> Found:
    chosen = [
        f"{{ VALUES ?{name} {{ {terms.iri(_value(store, name, values[name]))} }} {pattern} }}"
        for name, pattern in DIMENSIONS.items()
        if values[name]
    ]
    narrowed, ours = bool(chosen), f'FILTER(STRSTARTS(STR(?thing), "{ID}"))'
    if not values["type"]:
        chosen.append("?thing a ?any .")
    where = f"{{ SELECT DISTINCT ?thing WHERE {{ {' '.join(chosen)} {ours} }} }}"
    # Of the list of everything, whatever has a value is a part: no need to look who is listed.
    among, part = (where, "") if narrowed else ("", f"{ours} FILTER EXISTS {{ ?thing a ?any }}")
    size, page = values["size"], values["page"]
    (row,) = store.select(f"{_PREFIXES}SELECT (COUNT(?thing) AS ?n) WHERE {{ {where} }}")
    total = int(str(row["n"]))
    head = heading(version, total, values)
    rows = store.select(
        f"{_PREFIXES}SELECT ?thing WHERE {{ {where} }} ORDER BY ?thing LIMIT {size} OFFSET {(page - 1) * size}"
    )
    counts: dict[str, dict[str, int]] = {
        name: {
            str(row["value"]): int(str(row["n"]))
            for row in store.select(
                f"{_PREFIXES}SELECT ?value (COUNT(*) AS ?n) WHERE {{ {among} "
                f"{{ SELECT DISTINCT ?thing (?{name} AS ?value) WHERE {{ {pattern} {part} }} }} }} "
                f"GROUP BY ?value ORDER BY DESC(?n) ?value"
            )
        }
        for name, pattern in (_COUNTED.items() if values["counts"] else ())
    }
    listed = [str(row["thing"]) for row in rows]
    known = described(store, {*listed, *(iri for found in counts.values() for iri in found)})
    document = {
        **head,
        "facets": {
            name: [{"id": iri, "labels": known[iri]["labels"], "count": n} for iri, n in found.items()]
            for name, found in counts.items()
        },
        "things": [known[iri] for iri in listed],
    }
    return Found(document, page=page, pages=head["pages"])


def _neighbours(store: EmbeddedStore, version: str, values: Values) -> Found:
    iri = naming.thing(store, f"{values['type']}/{values['slug']}")
    ties: dict[str, list[dict[str, Any]]] = {}
    counts: Counter[str] = Counter()
    wanted = term(values["relation"]) if values["relation"] else ""
    for row in store.select(catalogue().get("pages/neighbours").bind({"thing": iri})):
        tie = {name: str(row[name]) for name in ("relation", "direction", "statement") if name in row}
        if not wanted or tie["relation"] == wanted:
            ties.setdefault(str(row["neighbour"]), []).append(tie)
    for found in ties.values():
        counts.update({tie["relation"] for tie in found})
    size, page = values["size"], values["page"]
    head = heading(version, len(ties), values)
    listed = sorted(ties)[(page - 1) * size : page * size]
    known = described(store, {iri, *listed, *counts})
    document = {
        **head,
        "thing": known[iri],
        "facets": {
            "relation": [
                {"id": relation, "labels": known[relation]["labels"], "count": n}
                for relation, n in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
            ]
        },
        "neighbours": [{"thing": known[one], "ties": ties[one]} for one in listed],
    }
    return Found(document, page=page, pages=head["pages"])


def heading(version: str, total: int, values: Values) -> dict[str, Any]:
    """Return what every list in pages begins with: which page of how many this is, and of what.

    Raises:
        NotFoundError: the page asked for is beyond the last.
    """
    page, size = values["page"], values["size"]
    pages = max(1, -(-total // size))
    if page > pages:
        raise NotFoundError(f"page is {page}, and the last is {pages}: there are {total}, {size} a page")
    return {"version": version, "total": total, "page": page, "pages": pages, "size": size}


def described(store: EmbeddedStore, iris: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Return each thing with its labels by language and its classes, ours by their local names."""
    wanted = sorted(set(iris))
    found: dict[str, dict[str, Any]] = {iri: {"id": iri, "labels": {}, "types": []} for iri in wanted}
    query = catalogue().get("pages/linked-names")
    for start in range(0, len(wanted), 500):
        for row in store.select(query.bind({"things": wanted[start : start + 500]})):
            one = found[str(row["thing"])]
            if str(row["property"]) == RDF + "type":
                one["types"].append(str(row["value"]).removeprefix(COOP))
            else:
                one["labels"].setdefault(getattr(row["value"], "language", None) or "", str(row["value"]))
    for one in found.values():
        one["types"].sort()
        one["labels"] = dict(sorted(one["labels"].items()))
    return found


_FACETS = {name: many(ref("Count")) for name in DIMENSIONS}
_TIE = record(
    {"relation": STRING, "direction": {"type": "string", "enum": ["to", "from", "via"]}},
    {"statement": STRING},
)
_KEY = {"type": "string", "pattern": "^[A-Za-z0-9._~-]+$", "minLength": 1, "maxLength": 200}

TYPE = Parameter("type", "the word for its kind", _KEY, required=True, place="path", example="person")
SLUG = Parameter("slug", "its key", _KEY, required=True, place="path", example="monti-riccardo-maria")

THINGS = Operation(
    "things",
    "/api/things",
    "List things",
    "Everything under /id/: actors, agreements, events, sources, and also claims, situations and passages. Filters "
    "are joined by and. The counts say how many of the things listed (all pages) each value would leave.",
    (
        *(Parameter(name, about, TEXT, example=_EXAMPLES[name]) for name, about in _ABOUT.items()),
        Parameter(
            "counts",
            "whether to say how many each further value would leave; without, a large graph answers sooner",
            {"type": "boolean", "default": True},
        ),
        *paging(),
    ),
    paged("things", ref("Thing"), {"facets": record({}, _FACETS)}),
    _things,
)
NEIGHBOURS = Operation(
    "neighbours",
    "/api/things/{type}/{slug}/neighbours",
    "What a thing is linked to",
    "Named things, by whichever property in either direction, or because both are in one situation (a role, a "
    "participation), which is named. /api/why says who states it.",
    (
        TYPE,
        SLUG,
        Parameter("relation", "only by this property: local name or IRI", TEXT, example="worksFor"),
        *paging(),
    ),
    paged(
        "neighbours",
        record({"thing": ref("Thing"), "ties": many(_TIE)}),
        {"thing": ref("Thing"), "facets": record({"relation": many(ref("Count"))})},
    ),
    _neighbours,
)
