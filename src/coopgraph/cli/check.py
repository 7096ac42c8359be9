"""``coopgraph check``."""

from __future__ import annotations

from pathlib import Path

import click

from coopgraph.cli.options import clear_progress, language_option, location, progress, store_option


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
    "--format", "format_", type=click.Choice(["text", "json", "turtle"]), default="text", show_default=True
)
@language_option
@click.pass_context
def check(
    ctx: click.Context,
    paths: tuple[Path, ...],
    store: str | None,
    texts: Path | None,
    format_: str,
    language: str,
) -> None:
    """Check a graph against every rule; exit code 1 when a rule of severity Violation fails.

    PATHS are dossiers to check before building; without any, the store is checked.

    \b
    Example:
      coopgraph check data/italy-russia
    """
    from coopgraph.provenance.labels import labels
    from coopgraph.validation import check as check_store

    if paths:
        from coopgraph.ingest.build import assemble

        graph = assemble(list(paths), texts=texts, progress=progress()).store
    else:
        from coopgraph.store.revisions import StoreFolder

        graph = StoreFolder(location(store)).open()
    with graph:
        report = check_store(graph)
        clear_progress()
        if format_ == "json":
            click.echo(report.to_json())
        elif format_ == "turtle":
            click.echo(report.to_turtle())
        else:
            named = labels(graph.select, report.iris(), (language, "it", "en"))
            click.echo(report.to_text(language, named))
    ctx.exit(0 if report.conforms else 1)
