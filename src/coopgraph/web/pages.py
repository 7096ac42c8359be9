"""The front page and the query form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from coopgraph.namespaces import COOP, PREFIXES, shorten
from coopgraph.release.overview import Overview
from coopgraph.store.media import MediaType
from coopgraph.web import templating
from coopgraph.web.addresses.iris import address
from coopgraph.web.place import Place
from coopgraph.web.templating import HEADERS as HEADERS

Links = Sequence[tuple[str, str, str]]
"""Other formats: what one is called, its address, its media type."""

HTML = MediaType("html", "text/html", ".html", charset=True)

EXAMPLE = """\
PREFIX coop: <https://w3id.org/coopgraph/ontology#>

# Who signed what, for whom, and which source says so
SELECT ?person ?for ?agreement ?source WHERE {
  ?signature a coop:Signature ;
    coop:participant ?person ;
    coop:onBehalfOf ?for ;
    coop:inEvent/coop:signs ?agreement ;
    coop:statedIn ?source .
}
"""


def home(overview: Overview) -> str:
    """Return the front page: what this is, how much there is, and the doors in."""
    examples, labels = dict(overview.examples), dict(overview.labels)
    classes = [
        {"name": name, "iri": COOP + name, "number": number, "example": examples.get(COOP + name, "")}
        for name, number in overview.own_classes
    ]
    view = {"overview": overview, "classes": classes, "labels": labels}
    return templating.page("home.html", view, Place("/"))


def query_form(
    query: str | None,
    place: Place,
    where: str,
    answer: Mapping[str, object] | None = None,
    fault: str = "",
    beginnings: Mapping[str, object] | None = None,
) -> str:
    """Return the query page.

    Args:
        query: what is in the form; an example unless given.
        place: where the page stands.
        where: the whole address of the endpoint, for the example of a request.
        answer: what `answer_in_rows` or `answer_in_text` gave.
        fault: why there is no answer.
        beginnings: links to questions and classes to begin with.
    """
    view: dict[str, object] = {
        "title": "SPARQL",
        "where": where,
        "query": EXAMPLE if query is None else query,
        "prefixes": PREFIXES,
    }
    return templating.page(
        "sparql.html", {**view, "answer": answer, "fault": fault, "beginnings": beginnings}, place
    )


def answer_in_rows(
    found: Mapping[str, Any], links: Links, named: Mapping[str, str], reasons: Sequence[str] = ()
) -> dict[str, object]:
    """Return what the page shows of a table: the ``LONGEST`` first rows, and how many there are.

    Args:
        found: the table, in SPARQL JSON.
        links: to the table in other formats.
        named: what to call the IRIs in it.
        reasons: why it has no rows.
    """
    columns = found["head"]["vars"]
    rows = [
        [_cell(row[name], named) if name in row else _EMPTY for name in columns]
        for row in found["results"]["bindings"][:LONGEST]
    ]
    return {
        "columns": dict.fromkeys(columns, ""),
        "rows": rows,
        "total": len(found["results"]["bindings"]),
        "text": "",
        "offers": links,
        "reasons": reasons,
    }


def answer_in_text(text: str, links: Links) -> dict[str, object]:
    """Return what the page shows of a graph, or of yes and no."""
    return {"columns": {}, "rows": None, "total": 0, "text": text, "offers": links, "reasons": ()}


LONGEST = 1000
"""The most rows on a page. It says how many there are, and the files of the answer hold them all."""

_EMPTY = {"text": "", "href": "", "language": "", "kind": "", "iri": ""}


def _cell(term: Mapping[str, Any], named: Mapping[str, str]) -> dict[str, str]:
    value = term["value"]
    if isinstance(value, Mapping):  # a triple term of RDF 1.2
        parts = (_cell(value[part], {})["text"] for part in ("subject", "predicate", "object"))
        return {**_EMPTY, "text": " ".join(parts)}
    if term["type"] == "uri":
        iri = shorten(value).strip("<>")
        name = named.get(value, shorten(value)).strip("<>")
        return {**_EMPTY, "text": name, "href": address(value), "iri": iri if iri != name else ""}
    kind = term.get("datatype", "")
    return {
        **_EMPTY,
        "text": f"_:{value}" if term["type"] == "bnode" else value,
        "language": term.get("xml:lang", ""),
        "kind": shorten(kind).strip("<>") if kind else "",
    }
