"""``coopgraph network``."""

from __future__ import annotations

from pathlib import Path

import click

from coopgraph.cli.options import open_graph, store_option
from coopgraph.cli.render import table


@click.command()
@click.argument("name", required=False)
@click.option("--list", "list_", is_flag=True, help="List the networks.")
@click.option("--since", metavar="DATE", help="Ties of this day or later (EDTF).")
@click.option("--until", metavar="DATE", help="Ties of this day or earlier (EDTF).")
@click.option(
    "--reading",
    type=click.Choice(["possibly", "certainly"]),
    default="possibly",
    show_default=True,
    help="Whether a tie of uncertain date counts when it may, or only when it must, fall in the window.",
)
@click.option("--side", metavar="CODE", help="Actors of one side, such as IT.")
@click.option("--region", metavar="CODE", help="Ties of the actors of a region, such as IT-25.")
@click.option("--sector", metavar="CODE", help="Ties made in a sector, such as energy.")
@click.option(
    "--minimum-sources", type=click.IntRange(0), default=0, help="Ties stated by so many documents."
)
@click.option("--measures", metavar="A,B", help="Measures to compute, separated by commas.")
@click.option("--seed", type=int, default=0, show_default=True, help="Seed of the measures that draw lots.")
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A file to write: .gexf, .graphml, .csv, .json, .cyjs or .parquet.",
)
@store_option
def network(
    name: str | None,
    list_: bool,
    since: str | None,
    until: str | None,
    reading: str,
    side: str | None,
    region: str | None,
    sector: str | None,
    minimum_sources: int,
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
    if list_ or name is None:
        click.echo(_listing())
        return
    with open_graph(store) as kg:
        projected = kg.network(
            name,
            since=since,
            until=until,
            reading=reading,
            side=side,
            region=region,
            sector=sector,
            minimum_sources=minimum_sources,
        )
    measured = projected.measures([m.strip() for m in measures.split(",")], seed=seed) if measures else None
    for heading, text in projected.summary().rows():
        click.echo(f"{heading:<11} {text}", err=True)
    if output is not None:
        for path in projected.write(output, measured):
            click.echo(f"wrote {path}", err=True)
    if measured is not None:
        # The IRIs are in the file; people read the labels.
        rows = [[_cell(value) for value in row[1:]] for row in measured.top(measured.columns[4])]
        click.echo(table(measured.columns[1:], rows))
        for fact, value in measured.facts.items():
            click.echo(f"{fact}: {_cell(value)}", err=True)
    elif output is None:
        rows = [[tie["source_label"], tie["target_label"], _cell(tie["weight"])] for tie in projected.ties()]
        click.echo(table(["source", "target", "weight"], rows))


def _listing() -> str:
    from coopgraph.queries import Catalogue
    from coopgraph.resources import resource

    catalogue = Catalogue.load([resource("queries")])
    rows = [
        [
            query.name.removeprefix("networks/"),
            query.title,
            str(query.header["nodes"]),
            str(query.header["tie"]),
        ]
        for query in catalogue.family("networks")
    ]
    return table(["name", "network", "nodes", "what makes a tie"], rows)


def _cell(value: str | int | float | bool | None) -> str:
    return "" if value is None else f"{value:.4g}" if isinstance(value, float) else str(value)
