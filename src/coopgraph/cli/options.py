"""Options that several commands share."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from coopgraph.graph import KnowledgeGraph

store_option = click.option(
    "--store",
    metavar="DIR",
    help="The store folder. Default: $COOPGRAPH_STORE, else coopgraph.toml, else ./coopgraph.store.",
)
language_option = click.option(
    "--language",
    type=click.Choice(["en", "it"]),
    default="en",
    show_default=True,
    help="Language of the labels.",
)


def location(store: str | None) -> Path:
    """Return where the store is: the option, else the environment, else the settings file, else the default."""
    from coopgraph.settings import load_settings

    return Path(load_settings(store=store).store)


def open_graph(store: str | None) -> KnowledgeGraph:
    """Return the knowledge graph in the store that the options name."""
    from coopgraph.graph import KnowledgeGraph

    return KnowledgeGraph.open(location(store))


def progress() -> Callable[[str], None]:
    """Return a function that shows what is being done on a terminal, and says nothing in a pipe."""
    if not sys.stderr.isatty():
        return lambda _: None

    def show(stage: str) -> None:
        # One line, rewritten: the last stage stays until clear_progress.
        click.echo(f"\r\x1b[2K{stage} …", err=True, nl=False)

    return show


def clear_progress() -> None:
    """Remove the progress line from the terminal."""
    if sys.stderr.isatty():
        click.echo("\r\x1b[2K", err=True, nl=False)
