"""``coopgraph network``."""

from __future__ import annotations

from pathlib import Path

import click

from coopgraph.cli.options import open_graph, store_option
from coopgraph.cli.query import _values
from coopgraph.cli.render import table


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("name", required=False)
@click.argument("parameters", nargs=-1, type=click.UNPROCESSED)
@click.option("--list", "list_", is_flag=True, help="List the networks.")
@click.option("--measures", metavar="A,B", help="Measures to compute, separated by commas.")
@click.option(
    "--seed", type=int, default=0, show_default=True, help="Seed of the measures that draw at random."
)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A file to write: .gexf, .graphml, .csv, .json or .parquet.",
)
@store_option
def network(
    name: str | None,
    parameters: tuple[str, ...],
    list_: bool,
    measures: str | None,
    seed: int,
    output: Path | None,
    store: str | None,
) -> None:
    """Project, measure and export a declared network.

    \b
    Example:
      coopgraph network co-participation --measures degree,betweenness,communities --output ties.gexf
    """
    from coopgraph.queries import Catalogue
    from coopgraph.resources import resource

    if list_ or name is None:
        catalogue = Catalogue.load([resource("queries")])
        rows = [[q.name.removeprefix("networks/"), q.title, q.about] for q in catalogue.family("networks")]
        click.echo(table(["name", "network", "what makes a tie"], rows))
        return
    with open_graph(store) as kg:
        projected = kg.network(name, **_values(parameters))
    measured = projected.measures([m.strip() for m in measures.split(",")], seed=seed) if measures else None
    click.echo(projected.summary_text(), err=True)
    if output is not None:
        projected.write(output, measured)
        click.echo(f"wrote {output}", err=True)
    if measured is not None:
        click.echo(table(measured.columns, measured.text_rows()))
    elif output is None:
        click.echo(table(["source", "target", "weight"], projected.tie_rows()))
