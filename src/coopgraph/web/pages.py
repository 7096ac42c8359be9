"""The front page and the query form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from markupsafe import Markup

from coopgraph.namespaces import COOP
from coopgraph.release.overview import Overview
from coopgraph.store.media import MediaType
from coopgraph.web import templating
from coopgraph.web.place import Place
from coopgraph.web.templating import HEADERS as HEADERS

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
    examples = dict(overview.examples)
    classes = [
        {"name": name, "iri": COOP + name, "number": number, "example": examples.get(COOP + name, "")}
        for name, number in overview.own_classes
    ]
    return templating.page("home.html", {"overview": overview, "classes": classes}, Place("/"))


def query_form(query: str | None, place: Place, result: str = "") -> str:
    """Return the query page; ``result`` is HTML that goes under the form."""
    revision = f'<input type="hidden" name="revision" value="{escape(place.revision)}">'
    body = f"""<h1>SPARQL</h1>
<form action="/sparql" method="get">
<p><label for="query">Query (SPARQL 1.1). Plain patterns see every fact once; <code>GRAPH</code> tells who says so.
</label></p>
<textarea id="query" name="query" rows="14" spellcheck="false">{escape(EXAMPLE if query is None else query)}</textarea>
<p>{revision if place.revision else ""}<button type="submit">Run</button></p>
</form>
{result}
<h2>From a program</h2>
<p>Send the same query to this address and name a format in <code>Accept</code>: JSON, XML, CSV or TSV for rows,
Turtle, N-Triples, JSON-LD or RDF/XML for graphs.</p>
<pre>curl --header 'Accept: text/csv' --data-urlencode query@question.rq http://127.0.0.1:8000/sparql</pre>"""
    return templating.page("plain.html", {"title": "SPARQL", "body": Markup(body)}, place)


def table(variables: Sequence[str], rows: Sequence[Mapping[str, str]]) -> str:
    """Return every row of an answer as an HTML table, with the number of rows."""
    head = "".join(f"<th>{escape(name)}</th>" for name in variables)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(row.get(name, ''))}</td>" for name in variables) + "</tr>"
        for row in rows
    )
    noun = "row" if len(rows) == 1 else "rows"
    return f"<p>{len(rows)} {noun}</p><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def preformatted(text: str) -> str:
    """Return text as it is, for an answer that is no table."""
    return f"<pre>{escape(text)}</pre>"


def fault(message: str) -> str:
    """Return an error message to stand under the form."""
    return f'<p class="note" role="alert">{escape(message)}</p>'
