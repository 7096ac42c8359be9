"""Networks in time: one for every year or month, rolling windows, and when each tie came and fell silent.

What has no first and last day has no place in time and is in no slice; the fact ``undated ties`` says how many ties
of the whole network that leaves out altogether.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal, cast, get_args

from coopgraph.edtf import parse
from coopgraph.errors import NetworkError
from coopgraph.network.conditions import Conditions
from coopgraph.network.model import Network, Table, Value
from coopgraph.network.projecting import project
from coopgraph.network.remembering import Remembering

if TYPE_CHECKING:
    from coopgraph.queries import Query
    from coopgraph.store.protocol import Store

Period = Literal["year", "quarter", "month"]
_MONTHS: Mapping[str, int] = {"year": 12, "quarter": 3, "month": 1}
_MOST = 1_200


@dataclass(frozen=True)
class Slice:
    """The network of one window of time, first and last day included."""

    name: str
    first: datetime.date
    last: datetime.date
    network: Network


@dataclass(frozen=True)
class Slices:
    """The slices of a network, in order of time, and the network of everything, undated ties included."""

    whole: Network
    slices: tuple[Slice, ...]

    def table(self) -> Table:
        """Return a row per slice: its size, what arrived with it, and what was last seen in it.

        A tie arrives in the first slice it is in and ends in the last. ``new nodes`` counts nodes in the same way.
        """
        ties = [{frozenset((s, t)) for s, t, _ in each.network.edges()} for each in self.slices]
        nodes = [{iri for iri, *_ in each.network.described()} for each in self.slices]
        rows: list[tuple[Value, ...]] = []
        for place, each in enumerate(self.slices):
            before = set().union(*ties[:place])
            after = set().union(*ties[place + 1 :])
            rows.append(
                (
                    each.name,
                    each.first.isoformat(),
                    each.last.isoformat(),
                    len(nodes[place]),
                    len(ties[place]),
                    len(nodes[place] - set().union(*nodes[:place])),
                    len(ties[place] - before),
                    len(ties[place] - after),
                )
            )
        columns = ("period", "first", "last", "nodes", "ties", "new nodes", "arrived", "last seen")
        return Table(columns, tuple(rows), {"undated ties": self.whole.size[1] - len(set().union(*ties))})

    def measures(self, names: Sequence[str], **options: Any) -> Table:
        """Return the measures of every slice in one table, the period before the node: a panel."""
        rows: list[tuple[Value, ...]] = []
        columns: tuple[str, ...] = ()
        for each in self.slices:
            table = each.network.measures(names, **options)
            columns = table.columns
            rows += [(each.name, *row) for row in table.rows]
        return Table(("period", *columns), tuple(rows))


def slices(
    store: Store,
    query: Query,
    values: Mapping[str, str] | None = None,
    *,
    conditions: Conditions | None = None,
    every: Period = "year",
    window: int = 1,
    **more: Any,
) -> Slices:
    """Return a projection period by period.

    The periods run from ``since`` to ``until``; where these are not given, from the first to the last day of any tie.

    Args:
        store: what to ask; each query is asked once, however many slices there are.
        query: a projection of the catalogue.
        values: values of the query's own parameters.
        conditions: which ties count, in every slice. ``reading`` decides on dates that may fall in one.
        every: the length of a step.
        window: periods that a slice spans: with 3, windows of three that move on by one.
        more: as for ``project``.

    Raises:
        NetworkError: the projection has no dates, nothing in it is dated, or there would be over 1,200 slices.
    """
    if every not in get_args(Period) or window < 1:
        raise NetworkError("slices are for every year, quarter or month, and span one period at least")
    asked = cast("Store", Remembering(store))  # projecting asks for rows only, and never twice in other words
    conditions = conditions or Conditions()
    dated = replace(conditions, dated=True)
    whole = project(asked, query, values, conditions=conditions, **more)
    days = _days(project(asked, query, values, conditions=dated, **more))
    first = _bound(conditions.since, "earliest") or min((day for day, _ in days), default=None)
    last = _bound(conditions.until, "latest") or max((day for _, day in days), default=None)
    if first is None or last is None:
        raise NetworkError(
            f"no tie of {whole.name} has a date with a first and a last day, so nothing can be sliced"
        )
    found = []
    for name, start, end in _windows(first, last, every, window):
        within = replace(dated, since=start.isoformat(), until=end.isoformat())
        found.append(Slice(name, start, end, project(asked, query, values, conditions=within, **more)))
    return Slices(whole, tuple(found))


def histories(network: Network) -> Table:
    """Return when each tie is first and last known of, by the dates of what makes it, and its longest silence.

    ``first`` and ``last`` are the first day of the earliest date and the last day of the latest; ``times`` counts
    dates. ``longest silence`` is the greatest number of days between the last day of one date and the first of the
    next, ``silent since`` that from ``last`` to the last day known of in the whole network. A tie without dates that
    have both ends has none of these.
    """
    rows: list[tuple[Value, ...]] = []
    end = max((last for _, last in _days(network)), default=None)
    for tie in network.ties():
        spans = sorted(_spans(tie["dates"]))
        known: tuple[Value, ...] = (None, None, 0, None, None)
        if spans and end is not None:
            latest, silence = spans[0][1], 0
            for start, finish in spans[1:]:
                silence = max(silence, (start - latest).days)
                latest = max(latest, finish)
            known = (spans[0][0].isoformat(), latest.isoformat(), len(spans), silence, (end - latest).days)
        rows.append((tie["source"], tie["source_label"], tie["target"], tie["target_label"], *known))
    columns = ("source", "source label", "target", "target label")
    times = ("first", "last", "times", "longest silence", "silent since")
    return Table((*columns, *times), tuple(rows), {"last day": end.isoformat() if end else None})


def _days(network: Network) -> list[tuple[datetime.date, datetime.date]]:
    return sorted(_spans({date for _, _, data in network.edges() for date in data["dates"]}))


def _spans(dates: Sequence[str] | set[str]) -> Iterator[tuple[datetime.date, datetime.date]]:
    for text in dates:
        date = parse(text)
        if date.earliest is not None and date.latest is not None:
            yield date.earliest, date.latest


def _bound(text: str | None, which: Literal["earliest", "latest"]) -> datetime.date | None:
    return None if text is None else cast("datetime.date | None", getattr(parse(text), which))


def _windows(
    first: datetime.date, last: datetime.date, every: Period, window: int
) -> Iterator[tuple[str, datetime.date, datetime.date]]:
    step = _MONTHS[every]
    start = (first.year * 12 + first.month - 1) // step * step
    final = last.year * 12 + last.month - 1
    count = max((final - start) // step + 2 - window, 1)
    if count > _MOST:
        raise NetworkError(
            f"from {first} to {last} there are {count} slices; give since and until, or longer periods"
        )
    for number in range(count):
        low = start + number * step
        high = low + step * window - 1
        end = datetime.date((high + 1) // 12, (high + 1) % 12 + 1, 1) - datetime.timedelta(days=1)
        yield _name(low, every, window), datetime.date(low // 12, low % 12 + 1, 1), end


def _name(low: int, every: Period, window: int) -> str:
    def one(month: int) -> str:
        year, place = divmod(month, 12)
        return {
            "year": f"{year}",
            "quarter": f"{year}-Q{place // 3 + 1}",
            "month": f"{year}-{place + 1:02d}",
        }[every]

    ends = dict.fromkeys((one(low), one(low + _MONTHS[every] * (window - 1))))
    return "–".join(ends)
