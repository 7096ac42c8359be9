"""``coopgraph search``."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from coopgraph.cli.options import open_graph, store_option
from coopgraph.cli.render import table
from coopgraph.errors import NotFoundError


@click.command()
@click.argument("text")
@click.option(
    "--type",
    "types",
    metavar="CLASS",
    multiple=True,
    help="Only things of this class, such as Person; repeatable.",
)
@click.option("--limit", type=click.IntRange(min=1), help="The most things to show. Default: all.")
@click.option(
    "--language",
    type=click.Choice(["en", "it", "ru"]),
    default="en",
    show_default=True,
    help="Language of the labels, where there is one.",
)
@click.option("--format", "format_", type=click.Choice(["table", "json"]), default="table", show_default=True)
@store_option
def search(
    text: str, types: tuple[str, ...], limit: int | None, language: str, format_: str, store: str | None
) -> None:
    """Find what is called TEXT in any spelling or script, best first.

    Spellings of the three languages, romanisations, the order of words, legal forms of companies and a
    letter or two that is wrong make no difference. Each row says which form of the name matched, and how:
    exact, key (equal across spellings), words (all the words asked for), part (all the words of the name),
    acronym (its initials), near (a guess).

    \b
    Example:
      coopgraph search Собянин
      coopgraph search "ministero sviluppo" --type PublicBody --language it
    """
    from coopgraph.namespaces import shorten

    languages = (language, *(one for one in ("en", "it", "ru") if one != language))
    with open_graph(store) as kg:
        found = kg.search(text, types, languages)
    if not found:
        raise NotFoundError(f"nothing in the graph is called '{text}'; try fewer words or another spelling")
    shown = found[:limit]
    if format_ == "json":
        click.echo(json.dumps([asdict(hit) for hit in shown], ensure_ascii=False, indent=2))
    else:
        rows = [
            [hit.label, shorten(hit.type).removeprefix("coop:"), hit.matched, hit.how, shorten(hit.iri)]
            for hit in shown
        ]
        click.echo(table(["name", "class", "matched", "how", "iri"], rows))
    if len(shown) < len(found):
        click.echo(f"{len(shown)} of {len(found)} things; --limit says how many", err=True)
