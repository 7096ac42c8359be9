"""``coopgraph diff``."""

from __future__ import annotations

import json
import sys

import click

from coopgraph.cli.options import language_option, location, store_option


@click.command()
@click.argument("old", metavar="A")
@click.argument("new", metavar="B", default="current")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["markdown", "json", "patch"]),
    default="markdown",
    show_default=True,
    help="patch: the lines of N-Quads, A before those added and D before those deleted (RDF Patch).",
)
@language_option
@store_option
def diff(old: str, new: str, format_: str, language: str, store: str | None) -> None:
    """Show in plain words what changed from A to B.

    A and B are revisions of the store (a name, how a version begins, or current), N-Quads files, folders of
    releases or of stores. B is the current revision unless given.

    \b
    Example:
      coopgraph diff releases/2026.1 current
    """
    from coopgraph.release.diff import difference, find_state
    from coopgraph.store.opening import folder

    held = folder(str(location(store)))
    before, after = find_state(old, held), find_state(new, held)
    found = difference(before, after)
    if format_ == "patch":
        for mark, lines in ((b"D ", found.removed), (b"A ", found.added)):
            sys.stdout.buffer.writelines(mark + line for line in lines)
        sys.stdout.buffer.flush()
        return
    from coopgraph.release.telling import as_markdown, tell

    changes = tell(before, after, found, language)
    if format_ == "json":
        click.echo(json.dumps(changes.as_dict(), ensure_ascii=False, indent=2))
    else:
        click.echo(as_markdown(changes), nl=False)
