"""The measures of large networks: SciPy's sparse matrices and NetworKit instead of NetworkX, with equal results.

They are used for undirected networks of more than ``LARGE`` ties, where the packages of the extra
``coopgraph[networks]`` are installed; everything else stays in NetworkX. A table's fact ``engine`` says what
was used. Communities are the exception to equality: large networks get the Leiden method, small ones Louvain.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from coopgraph.network.measures.outcome import Options, Outcome
    from coopgraph.network.model import Network

LARGE = 2_000
"""Ties above which a network is measured here: below, NetworkX takes less than the imports."""

_DEPTH = 64
"""Steps beyond which searching from many nodes at once no longer pays: long chains stay in NetworkX."""

_NEEDED = (
    *("numpy", "scipy"),
    *(
        f"{__name__}.{part}"
        for part in ("distances", "groups", "neighbourhoods", "spectra", "spread", "structure")
    ),
)
_SEARCHES = ("closeness", "harmonic", "betweenness")
_NETWORKIT = ("communities", "community-stability")


def installed(*packages: str) -> bool:
    """Return whether the packages that an engine needs are there, and import them.

    A worker of the server can open no file: what was not imported before it was confined is not there for it.
    """
    try:
        for name in packages:
            import_module(name)
    except (ImportError, OSError):
        return False
    return True


class Engine:
    """What measures one large network. Its matrices are made once."""

    def __init__(self, network: Network, options: Options) -> None:
        from coopgraph.network.measures.fast.arrays import arrays

        self._arrays = arrays(network, options.weight)
        self._options = options
        self.used: set[str] = set()

    def has(self, name: str) -> bool:
        """Return whether a measure is to be taken here."""
        if name not in names() or (name in _NETWORKIT and not installed("networkit")):
            return False
        return name not in _SEARCHES or self._arrays.depth <= _DEPTH

    def measure(self, name: str) -> Outcome:
        """Return a measure that ``has`` says is here."""
        self.used.add("networkit" if name in _NETWORKIT else "scipy")
        return _functions()[name](self._arrays, self._options)


def names() -> tuple[str, ...]:
    """Return the names of the measures that large networks have here."""
    return tuple(_functions())


def suits(network: Network) -> bool:
    """Return whether a network is large, undirected, and SciPy there to measure it."""
    return not network.projection.directed and network.size[1] > LARGE and installed(*_NEEDED)


def prepare() -> None:
    """Import the engines that are installed."""
    if installed(*_NEEDED):
        installed("networkit")


def _functions() -> dict[str, Callable[[Any, Options], Outcome]]:
    from coopgraph.network.measures.fast import distances, groups, neighbourhoods, spectra, spread, structure

    return {
        "degree": spread.degree,
        "strength": spread.strength,
        "betweenness": distances.betweenness,
        "closeness": distances.closeness,
        "harmonic": distances.harmonic,
        "eigenvector": spectra.eigenvector,
        "pagerank": spectra.pagerank,
        "clustering": neighbourhoods.clustering,
        "k-core": structure.k_core,
        "components": structure.components,
        "communities": groups.communities,
        "community-stability": groups.community_stability,
        "articulation-points": structure.articulation_points,
        "constraint": neighbourhoods.constraint,
        "effective-size": neighbourhoods.effective_size,
        "brokerage": neighbourhoods.roles,
        "ei-index": spread.ei_index,
        "assortativity": spread.assortativity,
        "concentration": spread.concentration,
    }
