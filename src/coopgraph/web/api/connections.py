"""How two things are connected, what lies between them, and who says so."""

from __future__ import annotations

from rdflib import URIRef

from coopgraph.network.pairs import find_pair
from coopgraph.network.paths import PathConditions, find_paths
from coopgraph.network.paths.conditions import HUB_RELATIONS, MODALITIES, RELATIONS
from coopgraph.network.paths.evidence import iris_in, testimony_json
from coopgraph.provenance.labels import labels
from coopgraph.provenance.testimony import find_testimony
from coopgraph.resolution.meaning import term
from coopgraph.store.embedded import EmbeddedStore
from coopgraph.web.api import naming
from coopgraph.web.api.operation import FLAG, TEXT, Found, Operation, Parameter, Values, paging
from coopgraph.web.api.schemas import DAY, NUMBER, STRING, many, or_null, paged, record, ref
from coopgraph.web.api.things import heading
from coopgraph.web.resources import catalogue

_WHAT = "an IRI, the tail of one, a key, a code such as IT or IT-TN, or a name in any spelling"
_DATE = {"type": "string", "minLength": 4, "maxLength": 40}


def _pair(store: EmbeddedStore, version: str, values: Values) -> Found:
    one, other = naming.thing(store, values["one"]), naming.thing(store, values["other"])
    return Found(find_pair(store, catalogue(), one, other, graph_version=version).to_json())


def _path(store: EmbeddedStore, version: str, values: Values) -> Found:
    source, target = naming.thing(store, values["source"]), naming.thing(store, values["target"])
    given = {
        name: value for name, value in values.items() if name not in ("source", "target", "via", "modality")
    }
    if values["via"]:
        given["via"] = tuple(values["via"])
    asked = PathConditions(**given, modality=("actual", *values["modality"]))
    return Found(find_paths(store, catalogue(), source, target, asked, graph_version=version).to_json())


def _why(store: EmbeddedStore, version: str, values: Values) -> Found:
    subject = URIRef(naming.thing(store, values["subject"]))
    predicate = URIRef(term(values["predicate"])) if values["predicate"] else None
    value = naming.value(store, values["object"]) if values["object"] else None
    found = find_testimony(store, catalogue(), subject, predicate, value)
    size, page = values["size"], values["page"]
    head = heading(version, len(found), values)
    shown = found[(page - 1) * size : page * size]
    named = labels(store.select, iris_in(shown) | {str(subject)})
    document = {
        **head,
        "subject": {"iri": str(subject), "label": named[str(subject)]},
        "statements": [testimony_json(one, named) for one in shown],
    }
    return Found(document, page=page, pages=head["pages"])


_ITEM = record(
    {
        "thing": ref("Named"),
        "kind": STRING,
        "type": or_null(ref("Named")),
        "status": or_null(ref("Named")),
        "dates": many(STRING),
        "places": many(ref("Named")),
        "statements": many(ref("Statement")),
    }
)
_END = record({"iri": STRING, "label": STRING, "kind": STRING})
_ACTIVITY = record(
    {
        "thing": ref("Named"),
        "role": or_null(ref("Named")),
        "modality": STRING,
        "statements": many(ref("Statement")),
    }
)

PAIR = Operation(
    "pair",
    "/api/pair",
    "Everything between two countries, places or institutions",
    "Instruments, joint bodies, events, what is planned, people, sectors, and when: each with its statements.",
    (
        Parameter("one", f"one of the two: {_WHAT}", TEXT, required=True, example="IT"),
        Parameter("other", f"the other: {_WHAT}", TEXT, required=True, example="RU"),
    ),
    record(
        {
            "one": _END,
            "other": _END,
            "graph_version": STRING,
            "instruments": many(_ITEM),
            "bodies": many(_ITEM),
            "events": many(_ITEM),
            "planned": many(_ITEM),
            "people": many(
                record(
                    {
                        "person": ref("Named"),
                        "end": {"type": "string", "enum": ["one", "other"]},
                        "activities": many(_ACTIVITY),
                    }
                )
            ),
            "sectors": many(
                record(
                    {
                        "sector": ref("Named"),
                        "things": many(ref("Named")),
                        "statements": many(ref("Statement")),
                    }
                )
            ),
            "years": many(record({"year": {"type": "integer"}, "certain": NUMBER, "possible": NUMBER})),
            "undated": many(ref("Named")),
            "ended": many(record({"iri": STRING, "label": STRING, "day": DAY})),
            "last": or_null(record({"earliest": DAY, "latest": DAY, "thing": ref("Named")})),
        }
    ),
    _pair,
)

PATH = Operation(
    "path",
    "/api/path",
    "How two actors are connected",
    "The shortest chains of actors, each hop with what ties the two and who says so. Countries, sectors and "
    "mega-events are no stepping stones unless asked for. With no path, `explored` says how far was looked.",
    (
        Parameter(
            "source", f"where the path begins: {_WHAT}", TEXT, required=True, example="person/casotto-mauro"
        ),
        Parameter(
            "target", f"where it ends: {_WHAT}", TEXT, required=True, example="person/monti-riccardo-maria"
        ),
        Parameter(
            "max_hops", "the longest path", {"type": "integer", "minimum": 1, "maximum": 8, "default": 4}
        ),
        Parameter(
            "paths",
            "how many, the shortest first",
            {"type": "integer", "minimum": 1, "maximum": 50, "default": 3},
        ),
        Parameter("since", "ties of this day or later (EDTF)", _DATE),
        Parameter("until", "ties of this day or earlier (EDTF)", _DATE),
        Parameter("time_respecting", "whether dates never go backwards along the path", FLAG),
        Parameter(
            "via",
            "relations that make hops",
            {"type": "string", "enum": [*RELATIONS, *HUB_RELATIONS]},
            many=True,
        ),
        Parameter(
            "modality",
            "participations that count besides actual ones",
            {"type": "string", "enum": [name for name in MODALITIES if name != "actual"]},
            many=True,
        ),
        Parameter("through_hubs", "whether hubs may be stepping stones", FLAG),
        Parameter(
            "hub_size",
            "more named participants make a hub",
            {"type": "integer", "minimum": 2, "maximum": 10**6, "default": 100},
        ),
        Parameter(
            "hub_crowd",
            "more people counted make a hub",
            {"type": "integer", "minimum": 2, "maximum": 10**9, "default": 1000},
        ),
    ),
    record(
        {
            "source": ref("Named"),
            "target": ref("Named"),
            "conditions": {"type": "object"},
            "graph_version": STRING,
            "paths": many(
                record(
                    {
                        "length": NUMBER,
                        "actors": many(ref("Named")),
                        "hops": many(
                            record(
                                {
                                    "source": ref("Named"),
                                    "target": ref("Named"),
                                    "ties": many(
                                        record(
                                            {
                                                "relation": STRING,
                                                "thing": or_null(ref("Named")),
                                                "size": or_null(NUMBER),
                                                "dates": many(STRING),
                                                "statements": many(ref("Statement")),
                                            }
                                        )
                                    ),
                                }
                            )
                        ),
                    }
                )
            ),
            "explored": record(
                {
                    "from_source": many(NUMBER),
                    "from_target": many(NUMBER),
                    "hubs": many(record({"iri": STRING, "label": STRING, "reason": STRING})),
                    "complete": {"type": "boolean"},
                }
            ),
        }
    ),
    _path,
)

WHY = Operation(
    "why",
    "/api/why",
    "Who says so, where, in which words",
    "Every statement about a thing, source by source, with its passages; narrowed to a property (a shortcut stands for "
    "what it is drawn from) and to a value.",
    (
        Parameter(
            "subject",
            f"the thing: {_WHAT}",
            TEXT,
            required=True,
            example="agreement/trentino-sviluppo-technopolis-2015",
        ),
        Parameter("predicate", "the property: local name or IRI", TEXT, example="signedBy"),
        Parameter(
            "object", f"the value: a text as claimed, or {_WHAT}", TEXT, example="person/casotto-mauro"
        ),
        *paging(),
    ),
    paged("statements", ref("Statement"), {"subject": ref("Named")}),
    _why,
)
