"""``coopgraph pair``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

import click

from coopgraph.cli.options import open_graph, store_option
from coopgraph.errors import NotFoundError

if TYPE_CHECKING:
    from coopgraph.network.pairs import Item, Pair
    from coopgraph.provenance.testimony import Testimony


@click.command()
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@store_option
def pair(one: str, other: str, format_: str, store: str | None) -> None:
    """Show everything between two countries, regions or institutions.

    A and B are IRIs, keys, codes such as IT or IT-TN, or names in any spelling.

    \b
    Example:
      coopgraph pair IT RU
      coopgraph pair trentino-sviluppo technopolis-moscow
    """
    with open_graph(store) as kg:
        found = kg.pair(one, other)
    if format_ == "json":
        click.echo(json.dumps(found.to_json(), ensure_ascii=False, indent=2))
    else:
        for line in _text(found):
            click.echo(line)
    if not found:
        raise NotFoundError(
            f"no source states anything between {found.labels[found.one]} and {found.labels[found.other]}; "
            "coopgraph path shows how two actors are connected through others"
        )


def _text(found: Pair) -> Iterator[str]:
    labels = found.labels
    yield f"{labels[found.one]} — {labels[found.other]}"
    for heading, items in (
        ("instruments", found.instruments),
        ("joint bodies", found.bodies),
        ("events", found.events),
        ("planned, and never reported held", found.planned),
    ):
        yield f"\n{heading}: {len(items) or 'none'}"
        for item in items:
            yield from _item(item, labels)
    yield f"\npeople: {len(found.people) or 'none'}"
    for someone in found.people:
        side = labels[found.one if someone.end == "one" else found.other]
        yield f"  {labels[someone.person]} ({side})"
        for activity in someone.activities:
            role = labels[activity.role] if activity.role else "part"
            reported = "" if activity.modality == "actual" else f" ({activity.modality})"
            yield f"    {role}{reported}: {labels[activity.thing]}"
            yield from _sources(activity.statements, labels)
    yield f"\nsectors: {len(found.sectors) or 'none'}"
    for sector in found.sectors:
        yield f"  {labels[sector.sector]}: {', '.join(labels[thing] for thing in sector.things)}"
        yield from _sources(sector.statements, labels)
    yield from _time(found)


def _item(item: Item, labels: Mapping[str, str]) -> Iterator[str]:
    about = [labels[item.type] if item.type else item.kind, ", ".join(item.dates) or "undated"]
    about += [labels[item.status]] if item.status else []
    where = f", {', '.join(labels[place] for place in item.places)}" if item.places else ""
    yield f"  {labels[item.thing]} ({'; '.join(about)}){where}"
    yield from _sources(item.statements, labels)


def _sources(statements: Iterable[Testimony], labels: Mapping[str, str]) -> Iterator[str]:
    """Yield each source once, with the words it is known by, each once."""
    words: dict[str, dict[str, None]] = {}
    for one in statements:
        quoted = words.setdefault(str(one.source), {})
        for passage in one.passages:
            place = "" if passage.start is None else f" [{passage.start}–{passage.end}]"
            quoted[f"“{passage.quotation}”{place}"] = None
    for source, quoted in words.items():
        yield f"      source: {labels[source]}"
        yield from (f"        {line}" for line in quoted)


def _time(found: Pair) -> Iterator[str]:
    labels = found.labels
    yield "\nby year (certain, with those that may fall in it)"
    for year in found.years:
        if year.possible:
            yield f"  {year.year}  {year.certain}{f' to {year.possible}' if year.possible > year.certain else ''}"
    yield f"  undated  {len(found.undated)}"
    for thing, day in found.ended:
        yield f"  ended {day}: {labels[thing]}"
    if found.last:
        last = found.last
        days = (
            last.latest if last.earliest == last.latest else f"{last.earliest}, at the latest {last.latest}"
        )
        yield f"\nsilence since {days}: nothing is dated after {labels[last.thing]}"
    else:
        yield "\nnothing between the two is dated"
