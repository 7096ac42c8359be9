"""What a network is here: a NetworkX graph that never travels without its conditions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from coopgraph.version import __version__

if TYPE_CHECKING:
    import networkx as nx
    import pandas

    from coopgraph.network.columns import Columns

Value: TypeAlias = str | int | float | bool | None
"""A cell of a table. None means that the measure is not defined there, never that it is nought."""


@dataclass(frozen=True)
class Projection:
    """What a query file in ``queries/networks`` declares, and which file exactly.

    ``mode`` is ``"one"`` when all nodes are of one kind and ``"two"`` when ties run between two
    kinds, sources and targets. ``sha256`` is the digest of the file's text.
    """

    name: str
    title: str
    about: str
    nodes: str
    tie: str
    mode: Literal["one", "two"]
    directed: bool
    sha256: str


@dataclass(frozen=True)
class Summary:
    """A network in numbers: ``components`` are sizes, largest first; ``density`` is ties over possible ties.

    In a two-mode network, only ties between the modes are possible.
    """

    nodes: int
    ties: int
    components: tuple[int, ...]
    density: float
    isolated: int

    def rows(self) -> tuple[tuple[str, str], ...]:
        """Return what a person wants to read first, as (heading, text) pairs."""
        sizes = ", ".join(map(str, self.components)) or "none"
        return (
            ("nodes", str(self.nodes)),
            ("ties", str(self.ties)),
            ("components", f"{len(self.components)} ({sizes})"),
            ("density", f"{self.density:.3f}"),
        )


@dataclass(frozen=True)
class Table:
    """Measures of a network's nodes, one row per node in the order of their IRIs.

    The first four columns are ``node``, ``label``, ``type`` and ``side``. ``facts`` holds what is
    said of the network as a whole (modularity, the number of components, the bound of a sampled
    measure) and the options used (seed, weight).
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    facts: Mapping[str, Value] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.rows)

    def column(self, name: str) -> dict[str, Value]:
        """Return one column as a mapping from node IRI to value.

        Raises:
            KeyError: the table has no such column.
        """
        if name not in self.columns:
            raise KeyError(name)
        index = self.columns.index(name)
        return {str(row[0]): row[index] for row in self.rows}

    def top(self, name: str, count: int | None = None) -> tuple[tuple[Value, ...], ...]:
        """Return the rows by falling value of one numeric column; undefined values last, ties by IRI."""
        index = self.columns.index(name)

        def key(row: tuple[Value, ...]) -> tuple[bool, float, str]:
            value = row[index]
            number = float(value) if isinstance(value, int | float) else 0.0
            return (value is None, -number, str(row[0]))

        return tuple(sorted(self.rows, key=key)[:count])

    def to_pandas(self) -> pandas.DataFrame:
        """Return the table as a pandas data frame indexed by node.

        Raises:
            NetworkError: pandas is not installed.
        """
        from coopgraph.network.exports.tables import data_frame

        return data_frame(self.columns, self.rows).set_index("node")


@dataclass(frozen=True)
class Network:
    """A projected network and everything needed to make it again.

    ``drawn`` is what the projection gave: a frozen NetworkX graph or, where networks grow large, columns.
    ``graph`` is the NetworkX graph (``DiGraph`` when the projection is directed), made from the columns when it is
    first asked for. Its nodes are IRIs with ``label``, ``type``, ``side`` and, in a two-mode network, ``mode``
    (``source`` or ``target``). Its edges have ``weight`` (distinct things that make the tie), ``newman`` (the
    same, each thing shared out over those it ties: one-mode only), ``vias``, ``through`` (their labels),
    ``dates``, ``sources`` (all documents it rests on) and ``independent`` (how many of them state it by
    themselves).
    """

    projection: Projection
    parameters: Mapping[str, str]
    graph_version: str
    drawn: nx.Graph | Columns

    @cached_property
    def graph(self) -> nx.Graph:
        """The network in NetworkX, frozen."""
        from coopgraph.network.columns import Columns

        return self.drawn.graph() if isinstance(self.drawn, Columns) else self.drawn

    @property
    def size(self) -> tuple[int, int]:
        """The numbers of nodes and of ties."""
        from coopgraph.network.columns import Columns

        if isinstance(self.drawn, Columns):
            return len(self.drawn.iris), len(self.drawn.ties)
        return self.drawn.number_of_nodes(), self.drawn.number_of_edges()

    @property
    def name(self) -> str:
        """The projection's name in the catalogue."""
        return self.projection.name

    def metadata(self) -> dict[str, Any]:
        """Return the conditions of the network: every export carries them."""
        import networkx as nx

        kept = self.projection
        return {
            "projection": kept.name,
            "projection_sha256": kept.sha256,
            "title": kept.title,
            "about": kept.about,
            "nodes": kept.nodes,
            "tie": kept.tie,
            "mode": kept.mode,
            "directed": kept.directed,
            "parameters": dict(sorted(self.parameters.items())),
            "graph_version": self.graph_version,
            "software": {
                "coopgraph": __version__,
                "networkx": nx.__version__,
            },
        }

    def summary(self) -> Summary:
        """Return the size and shape of the network."""
        size, ties = self.size
        sizes = self._components()
        sources = sum(1 for _, mode in self.graph.nodes(data="mode") if mode == "source") if self._two else 0
        possible = sources * (size - sources) if self._two else size * (size - 1)
        counted = 1 if self._two or self.projection.directed else 2
        return Summary(
            nodes=size,
            ties=ties,
            components=sizes,
            density=counted * ties / possible if possible else 0.0,
            isolated=sizes.count(1),
        )

    @property
    def _two(self) -> bool:
        return self.projection.mode == "two"

    def _components(self) -> tuple[int, ...]:
        """Return the sizes of the components, largest first."""
        from coopgraph.network.columns import Columns

        if isinstance(self.drawn, Columns):
            return self.drawn.components()
        import networkx as nx

        plain = self.graph.to_undirected(as_view=True) if self.graph.is_directed() else self.graph
        return tuple(sorted((len(part) for part in nx.connected_components(plain)), reverse=True))

    def measures(
        self,
        names: Iterable[str] = ("degree", "betweenness"),
        *,
        seed: int = 0,
        weight: str | None = "weight",
        pivots: int | None = None,
    ) -> Table:
        """Return the measures named, for every node. ``coopgraph.network.measures`` lists and defines them.

        The same network and arguments give the same table, digit for digit.

        Args:
            names: measures, by name.
            seed: for those that draw lots (communities, sampled betweenness).
            weight: ``"weight"``, ``"newman"`` or None (every tie counts one), for the measures
                that weigh ties; each says whether it does.
            pivots: estimate betweenness from that many nodes; None computes it exactly.

        Raises:
            NetworkError: an unknown measure, or one that is not defined for this network.
        """
        from coopgraph.network.measures import measure

        return measure(self, tuple(names), seed=seed, weight=weight, pivots=pivots)

    def backbone(
        self,
        mode: Literal["source", "target"] = "source",
        *,
        samples: int | None = None,
        level: float = 0.05,
        seed: int = 0,
    ) -> Network:
        """Return the ties among one mode of a two-mode network that chance does not explain.

        ``coopgraph.network.backbone`` gives the null models and their correction.

        Args:
            mode: whose ties; the other mode is what they share.
            samples: draw so many random networks, instead of exact p-values.
            level: the expected share of false ties among those kept.
            seed: for the samples.

        Raises:
            NetworkError: the network is one-mode, or an argument is out of range.
        """
        from coopgraph.network.backbone import backbone

        return backbone(self, mode, samples=samples, level=level, seed=seed)

    def described(self) -> Iterator[tuple[str, str, str, str]]:
        """Yield the IRI, label, type and side of each node, in the order of the IRIs."""
        from coopgraph.network.columns import Columns

        if isinstance(self.drawn, Columns):
            for iri, known in zip(self.drawn.iris, self.drawn.described, strict=True):
                yield iri, known.label, known.type, " ".join(known.sides)
            return
        for iri, data in self.graph.nodes(data=True):
            yield str(iri), str(data["label"]), str(data["type"]), str(data["side"])

    def edges(self) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
        """Yield each tie as (source, target, attributes); in a two-mode network sources are of the first mode."""
        from coopgraph.network.columns import Columns

        if isinstance(self.drawn, Columns):
            yield from self.drawn.edges()
            return
        for source, target, data in self.graph.edges(data=True):
            turned = self.projection.mode == "two" and self.graph.nodes[source].get("mode") == "target"
            yield (target, source, data) if turned else (source, target, data)

    def ties(self) -> tuple[Mapping[str, Any], ...]:
        """Return the ties as rows, labels beside the IRIs."""
        label = dict(self.graph.nodes(data="label"))
        return tuple(
            {"source": s, "source_label": label[s], "target": t, "target_label": label[t], **data}
            for s, t, data in self.edges()
        )

    def write(self, path: str | Path, measures: Table | None = None) -> Sequence[Path]:
        """Write the network to ``path`` in the format its ending names and return the files written.

        ``.gexf``, ``.graphml``, ``.json`` (node-link), ``.cyjs`` (Cytoscape), ``.csv`` and ``.parquet`` (ties in
        the file, nodes beside it). The same network gives the same bytes.

        Raises:
            NetworkError: an unknown ending, a package that the format needs is missing, or the
                file cannot be written.
        """
        from coopgraph.network.exports import write

        return write(self, Path(path), measures)
