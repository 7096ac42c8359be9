"""``coopgraph serve``."""

from __future__ import annotations

import click

from coopgraph.cli.options import settings_of, store_option


@click.command()
@click.option("--host", help="Address to listen on. Default: 127.0.0.1.")
@click.option("--port", type=click.IntRange(0, 65535), help="Port to listen on. Default: 8000.")
@click.option(
    "--answer-from",
    type=click.Choice(["memory", "disk"]),
    help="Where workers read the graph; from the disk for one that does not fit into memory. Default: memory.",
)
@store_option
def serve(host: str | None, port: int | None, answer_from: str | None, store: str | None) -> None:
    """Serve the graph until interrupted: its pages, the SPARQL endpoint, the API, things at their addresses.

    The graph of an endpoint (``--store URL``) is copied into memory, and its version followed.

    \b
    Example:
      coopgraph serve --port 8000
    """
    from coopgraph.web.server import serve as run

    run(settings_of(store, host=host, port=port, answer_from=answer_from))
