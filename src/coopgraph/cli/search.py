"""``coopgraph search``."""

from __future__ import annotations

import click

from coopgraph.cli.options import open_graph, store_option
from coopgraph.cli.render import table
from coopgraph.errors import NotFoundError


@click.command()
@click.argument("text")
@store_option
def search(text: str, store: str | None) -> None:
    """Find actors by any spelling or script, best first.

    \b
    Example:
      coopgraph search Собянин
    """
    from coopgraph.namespaces import shorten

    with open_graph(store) as kg:
        hits = kg.search(text)
    if not hits:
        raise NotFoundError(f"nothing in the graph is called '{text}'; try fewer words or another spelling")
    rows = [
        [hit.label, shorten(hit.type).removeprefix("coop:"), hit.matched, hit.how, shorten(hit.iri)]
        for hit in hits
    ]
    click.echo(table(["name", "class", "matched", "how", "iri"], rows))
