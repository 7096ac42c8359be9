"""The questions of the catalogue as example queries that SPARQL editors show.

Each parameter has its default or sample value, so that an example can be run as it stands.

Reference: SHACL Advanced Features, section 5.1 (SPARQL-based executables), and the convention of the SIB
Swiss Institute of Bioinformatics, https://github.com/sib-swiss/sparql-examples.
"""

from __future__ import annotations

from coopgraph.namespaces import RDF, RDFS, SH
from coopgraph.queries.catalogue import Catalogue
from coopgraph.queries.query import Query
from coopgraph.release.describing import Fact, Text
from coopgraph.resources import resource

SCHEMA = "https://schema.org/"


def examples(endpoint: str) -> list[Fact]:
    """Return the questions of the bundled catalogue, as examples for the endpoint at the URL ``endpoint``.

    Raises:
        QuerySyntaxError: a query file is malformed.
    """
    facts: list[Fact] = []
    for query in Catalogue.load([resource("queries")]).questions():
        node = f"{endpoint}#example-{query.name.replace('/', '-')}"
        facts += [
            (node, RDF + "type", SH + "SPARQLExecutable"),
            (node, RDF + "type", f"{SH}SPARQL{query.form.capitalize()}Executable"),
            (node, RDFS + "label", Text(query.title, "en")),
            (node, RDFS + "comment", Text(f"{query.title}. {query.about}", "en")),
            (node, SH + query.form, Text(runnable(query))),
            (node, SCHEMA + "target", endpoint),
        ]
    return facts


def runnable(query: Query) -> str:
    """Return a question with sample values where it needs values."""
    return query.bind({p.name: p.sample() for p in query.parameters if p.required})
