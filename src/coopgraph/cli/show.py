"""``coopgraph show``."""

from __future__ import annotations

import click

from coopgraph.cli.options import open_graph, store_option
from coopgraph.cli.render import term_text
from coopgraph.namespaces import COOP


@click.command()
@click.argument("thing")
@store_option
def show(thing: str, store: str | None) -> None:
    """Show everything known about one thing, each fact with its source.

    THING is an IRI, the tail of one, a key, a code such as IT, or a name in any spelling.

    \b
    Example:
      coopgraph show "Технополис «Москва»"
      coopgraph show agreement/trentino-sviluppo-technopolis-2015
    """
    from coopgraph.cli.statements import iris_of, lines
    from coopgraph.provenance.conflicts import conflicts_in
    from coopgraph.provenance.labels import labels

    with open_graph(store) as kg:
        iri = kg.find(thing)
        found = kg.why(iri)
        names = kg.query("pages/names", thing=iri)
        authority = kg.query("pages/authority", thing=iri)
        wanted = iris_of(found) | {str(iri)}
        wanted |= {str(r["value"]) for r in authority if type(r["value"]).__name__ == "URIRef"}
        named = labels(kg.store.select, wanted)
        click.echo(named[str(iri)])
        click.echo(f"<{iri}>")
        for row in names:
            language = getattr(row["name"], "language", None)
            click.echo(f"    {row['kind']}: {row['name']}{f' ({language})' if language else ''}")
        for row in authority:
            click.echo(
                f"    {term_text(row['predicate']).removeprefix('coop:')}: {term_text(row['value'], named)}"
            )
        click.echo(f"\n{len(found)} statements")
        for testimony in found:
            click.echo()
            for line in lines(testimony, named):
                click.echo(line)
        conflicts = conflicts_in(kg.query("pages/conflicts", thing=iri))
        types = labels(kg.store.select, {conflict.type for conflict in conflicts})
        for conflict in conflicts:
            why = f": {conflict.explanation}" if conflict.explanation else ""
            click.echo(f"\nconflict, {types[conflict.type]}{why}\n    <{conflict.discrepancy}>")
        # The thing may be a node that no statement mentions, such as a code.
        if not found and not authority:
            for row in kg.query("pages/facts", node=iri):
                verb = term_text(row["predicate"]).removeprefix(COOP)
                click.echo(f"    {verb}: {term_text(row['value'], named)}")
