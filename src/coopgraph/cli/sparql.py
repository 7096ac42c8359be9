"""``coopgraph sparql``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from coopgraph.cli.answers import FORMATS, print_answer
from coopgraph.cli.options import open_graph, store_option


@click.command()
@click.argument("query")
@store_option
@click.option(
    "--format", "format_", type=click.Choice(FORMATS), help="Default: table, or Turtle for triples."
)
def sparql(query: str, store: str | None, format_: str | None) -> None:
    """Answer a SPARQL 1.1 query: the text itself, a file that holds it, or - for standard input.

    \b
    Example:
      coopgraph sparql "PREFIX coop: <https://w3id.org/coopgraph/ontology#>
                        SELECT ?agreement WHERE { ?agreement a coop:Agreement }"
    """
    text = _read(query)
    with open_graph(store) as kg:
        print_answer(kg.store, text, format_, explained=True)


def _read(query: str) -> str:
    if query == "-":
        return sys.stdin.read()
    path = Path(query)
    if "{" in query or (" " in query and not path.is_file()):
        return query
    if not path.is_file():
        raise click.UsageError(f"'{query}' is neither a query nor a file; quote the query, or check the path")
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise click.UsageError(f"the file {path} is not UTF-8; save it as UTF-8") from error
