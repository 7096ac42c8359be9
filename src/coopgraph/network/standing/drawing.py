"""From a projection to the columns of a standing network."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from coopgraph.network.columns import Columns
from coopgraph.network.dates import date_of
from coopgraph.network.exports.fields import conditions
from coopgraph.network.measures.fast import LARGE
from coopgraph.network.positions import positions
from coopgraph.network.projecting import project
from coopgraph.network.remembering import Remembering
from coopgraph.network.rows import read_ties
from coopgraph.network.standing.asking import Standing, day_number
from coopgraph.network.tsv import named

if TYPE_CHECKING:
    from coopgraph.network.measures.fast.arrays import Array
    from coopgraph.network.model import Network
    from coopgraph.queries import Query
    from coopgraph.store.protocol import Store

MEASURES = (
    "degree",
    "strength",
    "betweenness",
    "harmonic",
    "pagerank",
    "k-core",
    "clustering",
    "components",
    "communities",
    "articulation-points",
    "constraint",
    "effective-size",
    "brokerage",
    "ei-index",
    "concentration",
)
"""What is measured in advance: all of the measures that are defined for every network and do not take minutes."""

_PIVOTS = 128

Making = tuple[str, str, float, tuple[str, ...]]
"""One thing that makes a tie: the ends of the tie, the thing's weight in it, and its dates."""


def draw(store: Store, query: Query, graph_version: str) -> tuple[Standing, Network]:
    """Return the standing network of a projection, all its ties with the defaults of its parameters, and that network.

    Raises:
        NetworkError: as for ``project``.
    """
    asked = cast("Store", Remembering(store))
    network = project(asked, query, graph_version=graph_version)
    table = network.measures(MEASURES, pivots=_PIVOTS if network.size[1] > LARGE else None)
    nodes = {
        name: _column([row[place] for row in table.rows], text=place < 4)
        for place, name in enumerate(table.columns)
    }
    nodes["x"], nodes["y"] = positions(network).T
    number = {str(iri): place for place, iri in enumerate(nodes["node"])}
    makings = list(_makings(asked, query, network))
    ends = np.array([(number[s], number[t]) for s, t, *_ in makings], dtype=np.int32).reshape(-1, 2)
    pairs, tie = np.unique(ends, axis=0, return_inverse=True)
    dates: dict[tuple[str, ...], int] = {}
    when = np.array([dates.setdefault(texts, len(dates)) for *_, texts in makings], dtype=np.int32)
    weight = np.array([amount for _, _, amount, _ in makings], dtype=float)
    standing = Standing(
        about={**conditions(network, table), "dated": "date" in query.columns},
        nodes=nodes,
        ties={"source": pairs[:, 0], "target": pairs[:, 1], "weight": np.bincount(tie, weight, len(pairs))},
        makings={"tie": tie.astype(np.int32).reshape(-1), "when": when, "weight": weight},
        dates=_bounds(list(dates)),
    )
    return standing, network


def _makings(store: Store, query: Query, network: Network) -> Iterator[Making]:
    if isinstance(network.drawn, Columns):
        drawn = network.drawn
        texts = [tuple(sorted(each.dates)) for each in drawn.happenings]
        for key, vias in drawn.ties.items():
            low, high = drawn.ends(key)
            for via in vias:
                yield drawn.iris[low], drawn.iris[high], 1, texts[via]
        return
    for (source, target), made in sorted(read_ties(network.projection, named(store, query.bind({}))).items()):
        for name in sorted(made):
            yield source, target, made[name].weight, tuple(sorted(made[name].dates))


def _column(values: Sequence[Any], text: bool) -> Array:
    """Return values as an array: of text, of whole numbers or truths, else of numbers with NaN for undefined."""
    if text:
        return np.array(values, dtype=object)
    for kind in (bool, int):
        if values and all(type(value) is kind for value in values):
            return np.array(values, dtype=kind)
    return np.array([np.nan if value is None else value for value in values], dtype=float)


def _bounds(dates: Sequence[tuple[str, ...]]) -> dict[str, Array]:
    """Return a row for each date of each set of dates: the days it may mean, as numbers, and how to read it."""
    rows = [(number, date_of(text)) for number, texts in enumerate(dates) for text in texts]
    found = [
        (
            number,
            day_number(date.first),
            day_number(date.last),
            day_number(date.begun_by),
            day_number(date.ended_from),
            date.is_interval,
            date.uncertain or date.approximate,
        )
        for number, date in rows
    ]
    columns = np.array(found, dtype=np.int64).reshape(-1, 7).T
    names = ("when", "first", "last", "begun_by", "ended_from", "interval", "qualified")
    return dict(zip(names, columns, strict=True))
