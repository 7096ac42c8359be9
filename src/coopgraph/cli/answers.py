"""A query's answer on standard output, in the format asked for."""

from __future__ import annotations

import sys
from collections.abc import Mapping

import click

from coopgraph.cli.render import table, term_text
from coopgraph.sparql import inspect
from coopgraph.store.media import by_name
from coopgraph.store.protocol import Store

FORMATS = ["table", "csv", "tsv", "json", "xml", "turtle", "ntriples", "jsonld", "rdfxml"]


def print_answer(
    store: Store, text: str, format_: str | None, *, labelled: bool = False, explained: bool = False
) -> None:
    """Print the answer to any query.

    Args:
        store: what to ask.
        text: the query.
        format_: of the answer; a table, or Turtle for triples, unless given.
        labelled: show labels for IRIs in a table.
        explained: tell, on standard error, why a table has no rows.
    """
    form = inspect(text).form
    chosen = format_ or ("table" if form in {"select", "ask"} else "turtle")
    if chosen != "table":
        media = by_name(chosen)
        assert media is not None  # FORMATS holds names of the store's media types only
        for piece in store.answer(text, media.type):
            sys.stdout.buffer.write(piece)
        if chosen == "json":
            sys.stdout.buffer.write(b"\n")
        sys.stdout.buffer.flush()
        return
    if form == "ask":
        click.echo("yes" if store.ask(text) else "no")
        return
    if form != "select":
        raise click.UsageError("triples have no table; use --format turtle, ntriples, jsonld or rdfxml")
    solutions = store.select(text)
    named: Mapping[str, str] = {}
    if labelled:
        from coopgraph.provenance.labels import labels

        iris = {str(t) for row in solutions for t in row.values() if type(t).__name__ == "URIRef"}
        named = labels(store.select, iris)
    # Where things show their labels, a column of labels beside them would say the same again.
    columns = [
        name
        for name in solutions.variables
        if not (labelled and name.endswith("Label") and name.removesuffix("Label") in solutions.variables)
    ]
    rows = [[term_text(row.get(name), named) for name in columns] for row in solutions]
    click.echo(table(columns, rows))
    click.echo(f"{len(rows)} row{'' if len(rows) == 1 else 's'}", err=True)
    if explained and not any(str(value) != "0" for row in solutions for value in row.values()):
        from coopgraph.provenance.absence import why_nothing

        for reason in why_nothing(store.select, text):
            click.echo(f"note: {reason}", err=True)
