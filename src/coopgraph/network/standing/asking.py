"""What a standing network answers: who comes first, which groups are tied, what a stretch of time looked like."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import numpy as np

from coopgraph.errors import NetworkError
from coopgraph.network.conditions import Conditions
from coopgraph.network.model import Table, Value

if TYPE_CHECKING:
    from coopgraph.edtf.value import Day

Array: TypeAlias = "np.ndarray[Any, np.dtype[Any]]"
Frame: TypeAlias = "Mapping[str, Array]"
"""Columns of one length, by name."""

_DESCRIBED = ("node", "label", "type", "side")
_FAR = 10**9


def day_number(day: Day) -> int:
    """Return a day as a number that sorts as days do: 20131105 for 5 November 2013, far out for the infinities."""
    year, month, number = day
    if math.isinf(year):
        return _FAR if year > 0 else -_FAR
    return int(year) * 10_000 + month * 100 + number


@dataclass(frozen=True)
class Standing:
    """A network in columns, with what was measured of it.

    Attributes:
        about: the conditions it was drawn under, as every export has them, and whether it is ``dated``.
        nodes: ``node`` (IRI), ``label``, ``type``, ``side``, the measures, and a place ``x``, ``y``.
        ties: ``source`` and ``target``, as numbers of nodes, and ``weight``.
        makings: for each thing that makes a tie: ``tie``, its number, ``when``, a set of dates, and ``weight``.
        dates: the dates of each set, ``when``, as bounds: see ``coopgraph.edtf.Date``.
    """

    about: Mapping[str, Any]
    nodes: Frame
    ties: Frame
    makings: Frame
    dates: Frame

    @property
    def size(self) -> tuple[int, int]:
        """The numbers of nodes and of ties."""
        return len(self.nodes["node"]), len(self.ties["weight"])

    @property
    def measures(self) -> tuple[str, ...]:
        """The names of the columns that ``top`` ranks by."""
        return tuple(
            name
            for name, values in self.nodes.items()
            if name not in (*_DESCRIBED, "x", "y") and values.dtype.kind in "if"
        )

    def top(self, measure: str, count: int = 10) -> Table:
        """Return the first nodes by falling value of a measure; equal ones by IRI, undefined ones last.

        Raises:
            NetworkError: the network was not measured so.
        """
        if measure not in self.measures:
            raise NetworkError(
                f"{self.about['projection']} keeps no measure {measure!r} here; "
                f"choose among: {', '.join(self.measures)}"
            )
        values = self.nodes[measure]
        first = np.argsort(-values.astype(float), kind="stable")[:count]  # NaN sorts last
        columns = (*_DESCRIBED, measure)
        return Table(columns, _rows([self.nodes[name][first] for name in columns]))

    def groups(self, by: Literal["side", "type"] = "side") -> Table:
        """Return a row for every two groups that are tied: how many ties, and of what weight, heaviest first.

        A node of two sides is in a group of its own, as ``IT RU``; "none" is the group of those without. In directed
        and two-mode networks ``one`` is the source's; in others the pair is in alphabetical order.
        """
        names, group = np.unique(np.where(self.nodes[by] == "", "none", self.nodes[by]), return_inverse=True)
        one, other = group[self.ties["source"]], group[self.ties["target"]]
        if not self.about["directed"] and self.about["mode"] == "one":
            one, other = np.minimum(one, other), np.maximum(one, other)
        pairs = one * len(names) + other
        ties = np.bincount(pairs, minlength=len(names) ** 2)
        weight = np.bincount(pairs, self.ties["weight"], minlength=len(names) ** 2)
        tied = np.flatnonzero(ties)
        tied = tied[np.argsort(-weight[tied], kind="stable")]
        left, right = np.divmod(tied, max(len(names), 1))
        return Table(
            ("one", "other", "ties", "weight"), _rows([names[left], names[right], ties[tied], weight[tied]])
        )

    def between(
        self,
        since: str | None = None,
        until: str | None = None,
        reading: Literal["possibly", "certainly"] = "possibly",
    ) -> Standing:
        """Return the network of a stretch of time, as ``Conditions`` reads it: ties, weights, degrees, strengths.

        Places stay, so that slices can be laid on each other. Other measures were taken of the whole and are left out.

        Raises:
            NetworkError: the projection has no dates, or as for ``Conditions``.
        """
        if not self.about["dated"]:
            raise NetworkError(
                f"the projection {self.about['projection']} does not say dates; leave the condition out"
            )
        conditions = Conditions(since=since, until=until, reading=reading)
        kept = self._in_time(conditions)[self.makings["when"]]
        tie, weight = self.makings["tie"][kept], self.makings["weight"][kept]
        count = len(self.ties["weight"])
        stays = np.bincount(tie, minlength=count) > 0
        ends = {end: self.ties[end][stays] for end in ("source", "target")}
        amount = np.bincount(tie, weight, count)[stays]
        size = len(self.nodes["node"])
        degree = sum(np.bincount(ends[end], minlength=size) for end in ends)
        strength = sum(np.bincount(ends[end], amount, size) for end in ends)
        present = np.asarray(degree) > 0
        new = np.cumsum(present) - 1
        nodes = {name: self.nodes[name][present] for name in (*_DESCRIBED, "x", "y")}
        nodes |= {"degree": np.asarray(degree)[present], "strength": np.asarray(strength)[present]}
        return replace(
            self,
            about={**self.about, "parameters": {**self.about["parameters"], **conditions.parameters()}},
            nodes=nodes,
            ties={**{end: new[ends[end]] for end in ends}, "weight": amount},
            makings={
                "tie": (np.cumsum(stays) - 1)[tie],
                "when": self.makings["when"][kept],
                "weight": weight,
            },
        )

    def _in_time(self, conditions: Conditions) -> Array:
        """Return, for each set of dates, whether it counts: ``Conditions.in_time`` for all of them at once."""
        sets = int(self.makings["when"].max(initial=-1)) + 1
        window = conditions.window()
        if window is None:
            return np.ones(sets, dtype=bool)
        dates = self.dates
        opens, closes = day_number(window.begun_by), day_number(window.ended_from)
        if conditions.reading == "possibly":
            fits = (dates["first"] <= day_number(window.last)) & (day_number(window.first) <= dates["last"])
            known = np.bincount(dates["when"], minlength=sets) > 0
            return ~known | (np.bincount(dates["when"], fits, sets) > 0)
        lasting = (dates["begun_by"] <= closes) & (opens <= dates["ended_from"])
        within = (opens <= dates["first"]) & (dates["last"] <= closes)
        fits = np.where(dates["interval"] > 0, lasting, within) & (dates["qualified"] == 0)
        counted = np.bincount(dates["when"], minlength=sets)
        all_fit: Array = np.bincount(dates["when"], fits, sets) == counted
        return (counted > 0) & all_fit


def _rows(columns: list[Array]) -> tuple[tuple[Value, ...], ...]:
    lists = [_plain(column) for column in columns]
    return tuple(zip(*lists, strict=True))


def _plain(column: Array) -> list[Value]:
    values: list[Value] = column.tolist()
    if column.dtype.kind != "f":
        return values
    return [None if value != value else value for value in values]
