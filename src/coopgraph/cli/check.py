"""``coopgraph check``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from coopgraph.cli.options import clear_progress, language_option, location, place, progress, store_option

if TYPE_CHECKING:
    from coopgraph.store.embedded import EmbeddedStore
    from coopgraph.store.endpoint import Endpoint
    from coopgraph.validation import Report
    from coopgraph.validation.check import Engine


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@store_option
@click.option(
    "--texts",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder with the texts of the sources, when checking files.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", "turtle", "sarif"]),
    default="text",
    show_default=True,
    help="SARIF is for editors and code hosts; Turtle is a sh:ValidationReport.",
)
@click.option(
    "--since",
    metavar="REVISION",
    help="Show only what is new since a revision of the store: its name, the beginning of its version, or 'current'.",
)
@click.option(
    "--discrepancies",
    is_flag=True,
    help="Show the contradictions between statements, recorded or not, alone.",
)
@click.option(
    "--engine",
    type=click.Choice(["compiled", "pyshacl"]),
    default="compiled",
    show_default=True,
    help="pyshacl is the reference implementation: the same results, slowly.",
)
@language_option
@click.pass_context
def check(
    ctx: click.Context,
    paths: tuple[Path, ...],
    store: str | None,
    texts: Path | None,
    format_: str,
    since: str | None,
    discrepancies: bool,
    engine: str,
    language: str,
) -> None:
    """Check a graph against every rule; exit code 1 when a rule of severity Violation fails.

    PATHS are dossiers to check before building; without any, the store is checked. With --since only
    new results count, also for the exit code.

    \b
    Example:
      coopgraph check data/italy-russia
    """
    from coopgraph.store.revisions import StoreFolder
    from coopgraph.store.room import fits_in_memory
    from coopgraph.validation import check as check_store

    chosen = cast("Engine", engine)
    former = StoreFolder(location(store)).find(since) if since else None
    if paths:
        from coopgraph.ingest.build import assemble

        assembled = assemble(list(paths), texts=texts, progress=progress())
        graph, places = assembled.store, assembled.compiled.origins
    else:
        graph, places = _opened(place(store)), None
    with graph:
        report = check_store(graph, engine=chosen, places=places)
        if former:
            with former.open(memory=fits_in_memory(former.quads)) as before:
                report = report.since(check_store(before, engine=chosen), former.path.name)
        clear_progress()
        click.echo(_written(graph, report, format_, language, discrepancies))
    ctx.exit(0 if report.conforms else 1)


def _opened(where: Path | Endpoint) -> EmbeddedStore:
    """Return the graph to be checked: in memory where there is room, because the rules read it again and again."""
    from coopgraph.store.opening import open_local
    from coopgraph.store.revisions import StoreFolder
    from coopgraph.store.room import fits_in_memory

    if not isinstance(where, Path):
        return open_local(where)
    kept = StoreFolder(where)
    quads = kept.current().quads
    in_memory = fits_in_memory(quads)
    if not in_memory:
        click.echo(
            f"{quads} quads do not fit into half of the memory that is free, so the rules read the disk: "
            "that takes several times as long.",
            err=True,
        )
    return kept.open(in_memory)


def _written(graph: EmbeddedStore, report: Report, format_: str, language: str, discrepancies: bool) -> str:
    from coopgraph.cli.reports import names

    if discrepancies and format_ in ("text", "json"):
        from coopgraph.validation.contradictions import contradictions
        from coopgraph.validation.contradictions_text import (
            contradictions_iris,
            contradictions_json,
            contradictions_text,
        )

        found = contradictions(graph, report)
        if format_ == "json":
            return contradictions_json(found)
        return contradictions_text(found, language, names(graph, contradictions_iris(found), language))
    if discrepancies:
        from coopgraph.validation.contradictions import RECORDED

        report = report.only({RECORDED, *(rule.shape for rule in report.rules if rule.conflict)})
    if format_ == "json":
        return report.to_json()
    if format_ == "turtle":
        return report.to_turtle()
    if format_ == "sarif":
        return report.to_sarif(language)
    return report.to_text(language, names(graph, report.iris(), language))
