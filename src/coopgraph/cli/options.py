"""Options that several commands share."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from coopgraph.graph import KnowledgeGraph
    from coopgraph.queries import Catalogue
    from coopgraph.settings import Settings
    from coopgraph.store.endpoint import Endpoint
    from coopgraph.store.revisions import StoreFolder

_Command = TypeVar("_Command", bound=Callable[..., Any])


def _keep(ctx: click.Context, parameter: click.Parameter, value: str | None) -> None:
    ctx.meta[str(parameter.name)] = value


def store_option(command: _Command) -> _Command:
    """Give a command the options that say where the store is: ``--store``, and two for endpoints.

    The command gets ``store`` only; `place` and `open_graph` find the others.
    """
    decorators = (
        click.option(
            "--store",
            metavar="DIR|URL",
            help="The store folder, or the URL of a SPARQL endpoint. "
            "Default: $COOPGRAPH_STORE, else coopgraph.toml, else ./coopgraph.store.",
        ),
        click.option(
            "--store-update",
            metavar="URL",
            expose_value=False,
            callback=_keep,
            help="Where the endpoint takes updates, when elsewhere.",
        ),
        click.option(
            "--store-user",
            metavar="NAME",
            expose_value=False,
            callback=_keep,
            help="Who asks the endpoint; the password is read from $COOPGRAPH_STORE_PASSWORD.",
        ),
    )
    for decorate in reversed(decorators):
        command = decorate(command)
    return command


language_option = click.option(
    "--language",
    type=click.Choice(["en", "it"]),
    default="en",
    show_default=True,
    help="Language of the labels.",
)


def location(store: str | None) -> Path:
    """Return where the store folder is: the option, else the environment, the settings file, the default.

    Raises:
        StoreUnavailableError: the store is an endpoint, and the command needs a folder.
    """
    from coopgraph.store.opening import folder

    return folder(settings_of(store).store).path


def store_folder(store: str | None) -> StoreFolder:
    """Return the store folder, to keep as many revisions as the settings say. Raises as ``location``."""
    from coopgraph.store.opening import folder

    settings = settings_of(store)
    return folder(settings.store, settings.kept_revisions)


def kept_revisions(store: str | None) -> int:
    """Return how many former revisions the store keeps."""
    return settings_of(store).kept_revisions


def place(store: str | None) -> Path | Endpoint:
    """Return where the store is, a folder or an endpoint, with what the options say on how to reach it."""
    from coopgraph.store.opening import place_of

    return place_of(settings_of(store))


def catalogue() -> Catalogue:
    """Return the shipped queries, and those in the folder that the settings name.

    Raises:
        SettingsError: the folder is not there.
    """
    from coopgraph.queries import Catalogue
    from coopgraph.resources import resource

    own = settings_of(None).queries
    return Catalogue.load([resource("queries"), *([own] if own else [])])


def open_graph(store: str | None) -> KnowledgeGraph:
    """Return the knowledge graph in the store that the options name."""
    from coopgraph.graph import KnowledgeGraph
    from coopgraph.store.opening import open_version

    known = catalogue()
    opened = open_version(place(store))
    return KnowledgeGraph(opened.store, known, opened.version, opened.revision)


def settings_of(
    store: str | None, host: str | None = None, port: int | None = None, answer_from: str | None = None
) -> Settings:
    """Return the settings, with what the options say."""
    from coopgraph.settings import load_settings

    meta = click.get_current_context().meta
    return load_settings(
        store=store,
        store_update=meta.get("store_update"),
        store_user=meta.get("store_user"),
        host=host,
        port=port,
        answer_from=answer_from,
    )


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
