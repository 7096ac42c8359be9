"""The page of the query catalogue."""

from __future__ import annotations

from generating.markdown import NOTICE, anchor, table
from generating.product import Product

from coopgraph.queries import Parameter, Query
from coopgraph.queries.query import MACHINE, QUESTIONS

_FAMILIES = {
    "actors": "People, institutions, bodies",
    "agreements": "Agreements and partnerships",
    "events": "Events, sessions, figures",
    "places": "Places",
    "sources": "Sources and who says what",
    "quality": "Contradictions and gaps",
    "networks": "Network projections",
    "shortcuts": "Shortcuts",
    "pages": "What the pages and `show`, `why` are made of",
    "exports": "Tables of a release",
    "profiles": "The graph in other vocabularies",
}


def queries_page(product: Product) -> str:
    """Return ``docs/queries.md``."""
    catalogue = product.catalogue
    parts = [
        NOTICE,
        "# The catalogue of questions",
        "Every question is a file `queries/{name}.rq`: a header that says what it answers, and SPARQL 1.1. "
        "Ask one with `coopgraph query NAME --parameter value`, see its text with `--text`, ask from Python with "
        '`kg.query("NAME", parameter="value")`. [query](query.md#the-catalogue) says how to add your own.',
    ]
    for family in (*QUESTIONS, *MACHINE):
        queries = catalogue.list(family)
        if queries:
            parts += [f"## {anchor(family)}{_FAMILIES[family]}"]
            parts += [_entry(query) for query in queries]
    return "\n\n".join(parts) + "\n"


def _entry(query: Query) -> str:
    said = query.declaration
    parts = [f"### {anchor(query.name)}`{query.name}`", f"**{query.title}**"]
    others = "; ".join(f"{code}: {text}" for code, text in sorted(said.titles.items()) if code != "en")
    parts[-1] += f" ({others})" if others else ""
    parts.append(query.about)
    facts = []
    if said.numbers:
        facts.append(f"competency question {', '.join(map(str, said.numbers))}")
    if query.family == "networks":
        facts.append(f"nodes: {query.header['nodes']}")
        facts.append(f"tie: {query.header['tie']}")
        facts.append(
            f"{query.header['mode']}-mode, {'directed' if query.header['directed'] else 'undirected'}"
        )
    if query.form != "select":
        facts.append(f"a {query.form.upper()}")
    if facts:
        parts.append("*" + "; ".join(facts) + "*")
    if query.parameters:
        parts.append(
            table(["parameter", "kind", "meaning", "value"], [_parameter(p) for p in query.parameters])
        )
    if query.columns:
        parts.append(
            table(["column", "holds"], [[f"`{name}`", text] for name, text in query.columns.items()])
        )
    return "\n\n".join(parts)


def _parameter(parameter: Parameter) -> list[str]:
    kind = (
        f"{parameter.kind} of [{parameter.scheme}](model.md#scheme-{parameter.scheme})"
        if parameter.scheme
        else parameter.kind
    )
    if parameter.many:
        kind += ", several"
    value = (
        f"default `{parameter.default}`"
        if parameter.default is not None
        else "optional"
        if parameter.optional
        else "required"
    )
    if parameter.example:
        value += f", such as `{parameter.example}`"
    return [f"`{parameter.name}`", kind, parameter.about, value]
