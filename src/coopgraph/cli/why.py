"""``coopgraph why``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from coopgraph.cli.options import open_graph, store_option
from coopgraph.errors import NotFoundError
from coopgraph.namespaces import COOP

if TYPE_CHECKING:
    from coopgraph.graph import KnowledgeGraph
    from coopgraph.store.protocol import Term


@click.command()
@click.argument("subject")
@click.argument("predicate", required=False)
@click.argument("object_", metavar="[OBJECT]", required=False)
@store_option
def why(subject: str, predicate: str | None, object_: str | None, store: str | None) -> None:
    """Show who says so, where, and in which words.

    SUBJECT and OBJECT are IRIs, keys or names; PREDICATE is a property of the ontology.

    \b
    Example:
      coopgraph why trentino-sviluppo-technopolis-2015 signedBy casotto-mauro
    """
    from coopgraph.cli.statements import iris_of, lines
    from coopgraph.cli.things import find_property, find_thing
    from coopgraph.provenance.labels import labels

    with open_graph(store) as kg:
        thing = find_thing(kg, subject)
        verb = find_property(predicate) if predicate else None
        value = _value(kg, object_) if object_ else None
        found = kg.why(thing, verb, value)
        if not found:
            said = " ".join(part for part in (subject, predicate, object_) if part)
            raise NotFoundError(
                f"no source states: {said}; see all it is in with: coopgraph show '{subject}'"
            )
        named = labels(kg.store.select, iris_of(found))
        for number, testimony in enumerate(found):
            if number:
                click.echo()
            for line in lines(testimony, named):
                click.echo(line)


def _value(kg: KnowledgeGraph, text: str) -> Term:
    """Return the thing ``text`` means, else the literal of a claim that reads so."""
    from coopgraph.cli.things import find_thing
    from coopgraph.queries import string_term

    quoted = string_term(text)
    rows = kg.sparql(
        f"PREFIX coop: <{COOP}> SELECT DISTINCT ?value WHERE "
        f"{{ ?claim coop:claimValue ?value FILTER(STR(?value) = {quoted}) }} ORDER BY ?value"
    )
    return rows.rows[0]["value"] if rows.rows else find_thing(kg, text)
