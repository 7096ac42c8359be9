"""``coopgraph network``."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from coopgraph.cli.options import catalogue, open_graph, store_folder, store_option
from coopgraph.cli.render import table

if TYPE_CHECKING:
    from coopgraph.network import Network, Table
    from coopgraph.network.slicing import Period
    from coopgraph.network.standing.asking import Standing

_NOT_STANDING = ("side", "region", "sector", "minimum_sources")


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
    "--modality", metavar="CODE", help="Ties by participations so reported: actual, planned, invited."
)
@click.option(
    "--minimum-sources", type=click.IntRange(0), default=0, help="Ties stated by so many documents."
)
@click.option("--exclude-disputed", is_flag=True, help="No ties by what the editors record as disputed.")
@click.option(
    "--every",
    type=click.Choice(["year", "quarter", "month"]),
    help="A row, or with --output a file, for every period; undated ties are in none.",
)
@click.option(
    "--window", type=click.IntRange(1), default=1, show_default=True, help="Periods that a slice spans."
)
@click.option("--histories", is_flag=True, help="When each tie came, was last known of, and fell silent.")
@click.option(
    "--backbone",
    type=click.Choice(["source", "target"]),
    help="Of a two-mode network: ties among one kind by shared partners that chance does not explain.",
)
@click.option(
    "--level", type=float, default=0.05, show_default=True, help="Share of false ties expected in a backbone."
)
@click.option(
    "--samples",
    type=click.IntRange(1),
    help="Draw so many random networks for a backbone, instead of exact p-values.",
)
@click.option(
    "--top", metavar="MEASURE", help="The first by a measure taken in advance; at once on any size."
)
@click.option("--count", type=click.IntRange(1), default=20, show_default=True, help="How many --top shows.")
@click.option(
    "--groups",
    type=click.Choice(["side", "type"]),
    help="Ties and weight between every two sides, or types; at once on any size.",
)
@click.option("--measures", metavar="A,B", help="Measures to compute, separated by commas.")
@click.option("--seed", type=int, default=0, show_default=True, help="Seed of the measures that draw lots.")
@click.option(
    "--weight",
    type=click.Choice(["weight", "newman", "none"]),
    default="weight",
    show_default=True,
    help="What the measures that weigh ties take for their weight.",
)
@click.option("--pivots", type=click.IntRange(2), help="Estimate betweenness from so many nodes.")
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A file to write: .gexf, .graphml, .csv, .json, .cyjs or .parquet.",
)
@click.option(
    "--plot", type=click.Path(dir_okay=False, path_type=Path), help="A picture to draw: .svg or .png."
)
@click.option("--matrix", is_flag=True, help="Draw the picture as a table of weights.")
@click.option("--store-result", is_flag=True, help="Write the measures into the store, as a new revision.")
@click.option("--withdraw-results", is_flag=True, help="Take all stored measures out of the store again.")
@store_option
def network(
    name: str | None,
    list_: bool,
    every: Period | None,
    window: int,
    histories: bool,
    backbone: Literal["source", "target"] | None,
    level: float,
    samples: int | None,
    top: str | None,
    count: int,
    groups: Literal["side", "type"] | None,
    measures: str | None,
    output: Path | None,
    plot: Path | None,
    matrix: bool,
    store_result: bool,
    withdraw_results: bool,
    store: str | None,
    seed: int,
    weight: str,
    pivots: int | None,
    modality: str | None,
    exclude_disputed: bool,
    **conditions: Any,
) -> None:
    """Project, measure, draw and export a declared network.

    \b
    Example:
      coopgraph network co-participation --measures degree,betweenness,communities --output ties.gexf
      coopgraph network ties-b --every year --plot years.svg
      coopgraph network institution-events --backbone source --measures degree,communities
      coopgraph network ties-b --top betweenness --since 2013 --until 2015
    """
    if withdraw_results:
        _withdraw(store)
        return
    if list_ or name is None:
        click.echo(_listing())
        return
    if top or groups:
        if modality or exclude_disputed or any(conditions[each] for each in _NOT_STANDING):
            raise click.UsageError(
                "--top and --groups ask a network drawn in advance, which knows conditions on time only; use --measures"
            )
        with open_graph(store) as kg:
            standing = kg.standing(name)
        if conditions["since"] or conditions["until"]:
            standing = standing.between(conditions["since"], conditions["until"], conditions["reading"])
        _standing(standing, top, count, groups)
        return
    if every and backbone:
        raise click.UsageError("--backbone is of one network; give --since and --until instead of --every")
    if store_result and (every or not measures):
        raise click.UsageError("--store-result stores the measures of one network; name them with --measures")
    from coopgraph.network import Conditions, project
    from coopgraph.network.slicing import slices

    options: dict[str, Any] = {"seed": seed, "weight": None if weight == "none" else weight, "pivots": pivots}
    names = [each.strip() for each in measures.split(",")] if measures else []
    asked = Conditions(include_disputed=not exclude_disputed, **conditions)
    values = {"modality": modality} if modality else {}
    with open_graph(store) as kg:
        query = kg.catalogue.get(f"networks/{name}")
        given: dict[str, Any] = {"conditions": asked, "graph_version": kg.version}
        if every is not None:
            _periods(
                slices(kg.store, query, values, every=every, window=window, **given), names, options, output, plot
            )  # fmt: skip
            return
        projected = project(kg.store, query, values, **given)
    if backbone:
        projected = projected.backbone(backbone, samples=samples, level=level, seed=seed)
    _summary(projected)
    measured = projected.measures(names, **options) if names else None
    if output is not None:
        _wrote(projected.write(output, measured))
    if plot is not None:
        from coopgraph.network.plots import plot as draw

        _wrote([draw(projected, plot, "matrix" if matrix else "network", measured)])
    if store_result and measured is not None:
        _store(store, projected, measured)
    if histories:
        from coopgraph.network.slicing import histories as of_ties

        _echo(of_ties(projected), (1, 3, 4, 5, 6, 7, 8))
    elif measured is not None:
        # The IRIs are in the file; people read the labels.
        ordered = measured if len(measured.columns) == 4 else _sorted(measured)
        _echo(ordered, range(1, len(measured.columns)))
    elif output is None and plot is None:
        rows = [[tie["source_label"], tie["target_label"], _cell(tie["weight"])] for tie in projected.ties()]
        click.echo(table(["source", "target", "weight"], rows))


def _standing(
    standing: Standing, top: str | None, count: int, groups: Literal["side", "type"] | None
) -> None:
    """Print the first nodes, the groups, or both."""
    nodes, ties = standing.size
    click.echo(f"nodes       {nodes}\nties        {ties}", err=True)
    if top:
        first = standing.top(top, count)
        _echo(first, range(1, 5))
        click.echo(f"shown       {len(first)} of {nodes}", err=True)
    if groups:
        _echo(standing.groups(groups), range(4))


def _periods(
    sliced: Any, names: list[str], options: dict[str, Any], output: Path | None, plot: Path | None
) -> None:
    """Print a table of the slices, or a panel of their measures, and write what is asked for."""
    _summary(sliced.whole)
    if output is not None:
        for each in sliced.slices:
            measured = each.network.measures(names, **options) if names else None
            _wrote(each.network.write(output.with_suffix(f".{each.name}{output.suffix}"), measured))
    if plot is not None:
        from coopgraph.network.plots import plot_timeline

        _wrote([plot_timeline(sliced, plot)])
    if names:
        panel = sliced.measures(names, **options)
        _echo(panel, (0, *range(2, len(panel.columns))))
    else:
        shown = sliced.table()
        _echo(shown, range(len(shown.columns)))


def _summary(projected: Network) -> None:
    for heading, text in projected.summary().rows():
        click.echo(f"{heading:<11} {text}", err=True)


def _wrote(paths: Iterable[Path]) -> None:
    for path in paths:
        click.echo(f"wrote {path}", err=True)


def _sorted(measured: Table) -> Table:
    from dataclasses import replace

    return replace(measured, rows=measured.top(measured.columns[4]))


def _echo(shown: Table, columns: Iterable[int]) -> None:
    """Print some columns of a table, and its facts on standard error."""
    kept = list(columns)
    rows = [[_cell(row[place]) for place in kept] for row in shown.rows]
    click.echo(table([shown.columns[place] for place in kept], rows))
    for fact, value in shown.facts.items():
        click.echo(f"{fact}: {_cell(value)}", err=True)


def _store(store: str | None, projected: Network, measured: Table) -> None:
    from coopgraph.network.observations import store_measures

    revision, graph = store_measures(store_folder(store), projected, measured)
    click.echo(f"stored {graph}\nversion {revision.version}", err=True)


def _withdraw(store: str | None) -> None:
    from coopgraph.network.observations import withdraw_measures

    click.echo(f"version {withdraw_measures(store_folder(store)).version}", err=True)


def _listing() -> str:
    rows = [
        [
            query.name.removeprefix("networks/"),
            query.title,
            str(query.header["nodes"]),
            str(query.header["tie"]),
        ]
        for query in catalogue().family("networks")
    ]
    return table(["name", "network", "nodes", "what makes a tie"], rows)


def _cell(value: str | int | float | bool | None) -> str:
    return "" if value is None else f"{value:.4g}" if isinstance(value, float) else str(value)
