"""``coopgraph path``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from coopgraph.cli.options import open_graph, store_option
from coopgraph.cli.statements import lines
from coopgraph.errors import NotFoundError

if TYPE_CHECKING:
    from coopgraph.network.paths import Paths, Tie

_VERBS = {
    "participation": "both took part in",
    "party": "both are parties to",
    "body": "the body and the other meet in",
    "role": "one has a role in the other",
    "representation": "one acted on behalf of the other",
    "unit": "one is a unit of, or a post in, the other",
    "country": "both belong to",
    "sector": "both have to do with",
}


@click.command()
@click.argument("source", metavar="A")
@click.argument("target", metavar="B")
@click.option("--max-hops", type=int, default=4, show_default=True, help="The longest path to look for.")
@click.option("--paths", type=int, default=3, show_default=True, help="How many paths, the shortest first.")
@click.option("--since", metavar="DATE", help="Ties of this day or later (EDTF); undated ones may be.")
@click.option("--until", metavar="DATE", help="Ties of this day or earlier (EDTF); undated ones may be.")
@click.option(
    "--time-respecting",
    is_flag=True,
    help="From A to B the dates of the hops never go backwards; unknown ones fit.",
)
@click.option(
    "--via",
    metavar="A,B",
    help="Relations that make hops: participation, party, body, role, representation, unit. Default: all.",
)
@click.option(
    "--modality",
    type=click.Choice(["planned", "invited"]),
    multiple=True,
    help="Participations that count besides actual ones; may be repeated.",
)
@click.option(
    "--through-hubs", is_flag=True, help="Let countries, sectors, mega-events and crowds be stepping stones."
)
@click.option(
    "--hub-size",
    type=int,
    default=100,
    show_default=True,
    help="More named participants or parties make a hub.",
)
@click.option(
    "--hub-crowd",
    type=int,
    default=1000,
    show_default=True,
    help="More people counted by a source make a hub.",
)
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@store_option
def path(
    source: str,
    target: str,
    max_hops: int,
    paths: int,
    since: str | None,
    until: str | None,
    time_respecting: bool,
    via: str | None,
    modality: tuple[str, ...],
    through_hubs: bool,
    hub_size: int,
    hub_crowd: int,
    format_: str,
    store: str | None,
) -> None:
    """Show how two actors are connected, every hop with its source and words.

    A and B are IRIs, keys, codes such as IT or names in any spelling.

    \b
    Example:
      coopgraph path casotto-mauro gromyko-yury
      coopgraph path "Raffaele Farella" Собянин --via role,party
    """
    asked = {"via": tuple(name.strip() for name in via.split(","))} if via else {}
    with open_graph(store) as kg:
        found = kg.path(
            source,
            target,
            max_hops=max_hops,
            paths=paths,
            since=since,
            until=until,
            time_respecting=time_respecting,
            modality=("actual", *modality),
            through_hubs=through_hubs,
            hub_size=hub_size,
            hub_crowd=hub_crowd,
            **asked,
        )
    if format_ == "json":
        click.echo(json.dumps(found.to_json(), ensure_ascii=False, indent=2))
    else:
        for line in _text(found):
            click.echo(line)
    if not found:
        raise NotFoundError(_nothing(found, max_hops))


def _text(found: Paths) -> Iterator[str]:
    labels = found.labels
    for number, one in enumerate(found.paths, 1):
        if number > 1:
            yield ""
        hops = f"{len(one)} hop{'' if len(one) == 1 else 's'}"
        yield f"{number}. {' → '.join(labels[actor] for actor in one.actors)} ({hops})"
        for step, hop in enumerate(one.hops, 1):
            yield ""
            yield f"  {number}.{step} {labels[hop.source]} — {labels[hop.target]}"
            for tie in hop.ties:
                yield from ("    " + line for line in _tie(tie, found))


def _tie(tie: Tie, found: Paths) -> Iterator[str]:
    dates = (
        f" ({', '.join(tie.dates) or 'undated'})" if tie.relation not in ("unit", "country", "sector") else ""
    )
    thing = f": {found.labels[tie.thing]}" if tie.thing else ""
    yield f"{_VERBS[tie.relation]}{thing}{dates}"
    for testimony in tie.statements:
        yield from ("  " + line for line in lines(testimony, found.labels))
    if not tie.statements:
        yield "  source: the authority file of the editors"


def _nothing(found: Paths, max_hops: int) -> str:
    """Return that there is no path, and what was explored."""
    explored = found.explored
    near, far = found.labels[found.source], found.labels[found.target]
    what = [
        f"no path within {max_hops} hop{'' if max_hops == 1 else 's'} between {near} and {far}",
        f"explored from {near}: {_reach(explored.from_source)}; from {far}: {_reach(explored.from_target)}",
    ]
    if explored.complete:
        what.append("one of the two circles is complete: no longer path exists under these conditions")
    if explored.hubs:
        hubs = ", ".join(f"{found.labels[hub]} ({why})" for hub, why in explored.hubs.items())
        what.append(f"no stepping stones: {hubs}; let them count with --through-hubs")
    elif not explored.complete:
        what.append("look further with --max-hops")
    return "\n    ".join(what)


def _reach(counts: tuple[int, ...]) -> str:
    if len(counts) == 1:
        return "nobody beyond"
    return ", ".join(
        f"{n} actor{'' if n == 1 else 's'} at {hops}" for hops, n in enumerate(counts) if hops
    ) + (" hop" if len(counts) == 2 else " hops")
