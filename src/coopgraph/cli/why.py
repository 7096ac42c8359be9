"""``coopgraph why``."""

from __future__ import annotations

import click

from coopgraph.cli.options import open_graph, store_option
from coopgraph.errors import NotFoundError


@click.command()
@click.argument("subject")
@click.argument("predicate", required=False)
@click.argument("object_", metavar="[OBJECT]", required=False)
@store_option
def why(subject: str, predicate: str | None, object_: str | None, store: str | None) -> None:
    """Show who says so, where, and in which words.

    SUBJECT and OBJECT are IRIs, keys, codes such as IT or names in any spelling; PREDICATE is a property of the
    ontology.

    \b
    Example:
      coopgraph why trentino-sviluppo-technopolis-2015 signedBy casotto-mauro
    """
    from coopgraph.cli.statements import iris_of, lines
    from coopgraph.provenance.labels import labels

    with open_graph(store) as kg:
        found = kg.why(subject, predicate, object_)
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
