"""``coopgraph query``."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import click

from coopgraph.cli.answers import FORMATS, print_answer
from coopgraph.cli.options import catalogue, open_graph, store_option
from coopgraph.cli.render import table

if TYPE_CHECKING:
    from coopgraph.queries import Catalogue, Query


@click.command(
    context_settings={"ignore_unknown_options": True, "allow_extra_args": True}, add_help_option=False
)
@click.argument("name", required=False)
@click.argument("parameters", nargs=-1, type=click.UNPROCESSED)
@click.option("--list", "list_", is_flag=True, help="List the questions.")
@click.option("--text", "show_text", is_flag=True, help="Print the query instead of its answer.")
@store_option
@click.option("--format", "format_", type=click.Choice(FORMATS), help="Default: table.")
@click.option(
    "-h", "--help", "help_", is_flag=True, help="Show this, or what the question NAME takes and gives."
)
@click.pass_context
def query(
    context: click.Context,
    name: str | None,
    parameters: tuple[str, ...],
    list_: bool,
    show_text: bool,
    store: str | None,
    format_: str | None,
    help_: bool,
) -> None:
    """Answer a question of the catalogue; its parameters are options of their own.

    \b
    Example:
      coopgraph query --list
      coopgraph query agreements/signatories --help
      coopgraph query agreements/signatories --agreement trentino-sviluppo-technopolis-2015
    """
    known = catalogue()
    if help_:
        click.echo(_told(known.get(name), context) if name else context.get_help())
        return
    if list_ or name is None:
        click.echo(_listing(known))
        return
    question = known.get(name)
    values = parse_values(parameters)
    # A thing may be named by its key or in any spelling; the store knows which thing that is, and is opened for it.
    named = [
        p.name for p in question.parameters if p.kind == "iri" and "://" not in values.get(p.name, "://")
    ]
    if show_text and not named:
        click.echo(question.bind(values))
        return
    from coopgraph.resolution.meaning import with_things

    with open_graph(store) as kg:
        text = question.bind(with_things(question, values, kg.find))
        if show_text:
            click.echo(text)
        else:
            print_answer(kg.store, text, format_, labelled=True)


def _listing(known: Catalogue) -> str:
    rows = [
        [
            q.name,
            q.title,
            " ".join(f"--{p.name}" if not p.optional else f"[--{p.name}]" for p in q.parameters),
        ]
        for q in known.questions()
    ]
    return table(["name", "question", "parameters"], rows)


def _told(question: Query, context: click.Context) -> str:
    """Return what a question is about, what it takes and what its columns hold."""
    formatter = context.make_formatter()
    formatter.write_text(question.title)
    formatter.write_paragraph()
    formatter.write_text(question.about)
    takes = [
        (
            f"--{p.name} {p.kind.upper()}",
            f"{p.about}; {'needed' if p.required else f'by default {p.default}' if p.default else 'optional'}",
        )
        for p in question.parameters
    ]
    for title, rows in (("Parameters", takes), ("Columns", list(question.columns.items()))):
        if rows:
            with formatter.section(title):
                formatter.write_dl(rows)
    given = "".join(f" --{p.name} {shlex.quote(p.sample())}" for p in question.parameters if p.required)
    return f"{formatter.getvalue()}\nExample:\n  coopgraph query {question.name}{given}"


def parse_values(words: tuple[str, ...]) -> dict[str, str]:
    """Return ``--name value`` and ``--name=value`` pairs as a mapping."""
    values: dict[str, str] = {}
    rest = list(words)
    while rest:
        word = rest.pop(0)
        if not word.startswith("--"):
            raise click.UsageError(f"'{word}' is no option; write parameters as --name value")
        name, equals, value = word.removeprefix("--").partition("=")
        if not equals:
            if not rest:
                raise click.UsageError(f"--{name} needs a value; write --{name} value")
            value = rest.pop(0)
        if name in values:
            raise click.UsageError(f"--{name} is given twice; give it once")
        values[name] = value
    return values
