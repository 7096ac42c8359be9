"""The focus nodes of a shape: as a pattern for all of them, or those among given nodes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from coopgraph.validation.compiled.expressions import SUBCLASSES, TYPE
from coopgraph.validation.compiled.model import Targets
from coopgraph.validation.compiled.selects import FOCUS, table

if TYPE_CHECKING:
    from coopgraph.store.protocol import Store

_BATCH = 2000
_NODES = table([FOCUS])


def pattern(targets: Targets) -> str:
    """Return the pattern that binds ``?this`` to every focus node, each once."""
    parts = [f"?class {SUBCLASSES} {name} . ?this {TYPE} ?class ." for name in targets.classes]
    parts += [f"?this {prop} ?any ." for prop in targets.subjects_of]
    parts += [f"?any {prop} ?this ." for prop in targets.objects_of]
    parts += [f"{{ {query.text} }}" for query in targets.queries]
    if targets.nodes:
        parts.append(table(targets.nodes))
    union = " UNION ".join(f"{{ {part} }}" for part in parts) if len(parts) > 1 else "".join(parts)
    return f"{{ SELECT DISTINCT ?this WHERE {{ {union} }} }}"


class Membership:
    """Which of some nodes are focus nodes of which targets: a few questions, however many shapes there are.

    Only what the targets ask for is asked: a country is the object of half the triples of a graph.
    """

    def __init__(self, store: Store, nodes: Iterable[str], goals: Iterable[Targets]) -> None:
        wanted = tuple(goals)
        self._store = store
        self._nodes = tuple(sorted(set(nodes)))
        self._classes = self._ask(f"{_NODES} ?this {TYPE}/{SUBCLASSES} ?of .")
        subjects_of = {name for targets in wanted for name in targets.subjects_of}
        objects_of = {name for targets in wanted for name in targets.objects_of}
        self._subjects_of = self._ask(_any_of(subjects_of, "?this {} ?any"))
        self._objects_of = self._ask(_any_of(objects_of, "?any {} ?this"))

    @property
    def nodes(self) -> tuple[str, ...]:
        """All of the nodes, sorted."""
        return self._nodes

    def of(self, targets: Targets) -> tuple[str, ...]:
        """Return the focus nodes of ``targets`` among the nodes, sorted."""
        found = set(targets.nodes) & set(self._nodes)
        for names, members in (
            (targets.classes, self._classes),
            (targets.subjects_of, self._subjects_of),
            (targets.objects_of, self._objects_of),
        ):
            for name in names:
                found |= members.get(name, set())
        for query in targets.queries:
            if query.few is None:
                found |= self._everyone(query.text) & set(self._nodes)
            else:
                found |= self._select(query.few)
        return tuple(sorted(found))

    def _ask(self, pattern: str) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        if not pattern:
            return found
        for start in range(0, len(self._nodes), _BATCH):
            nodes = " ".join(self._nodes[start : start + _BATCH])
            text = f"SELECT DISTINCT ?this ?of WHERE {{ {pattern.replace(FOCUS, nodes)} }}"
            for row in self._store.select(text):
                found.setdefault(row["of"].n3(), set()).add(row["this"].n3())
        return found

    def _select(self, text: str) -> set[str]:
        found: set[str] = set()
        for start in range(0, len(self._nodes), _BATCH):
            nodes = " ".join(self._nodes[start : start + _BATCH])
            found.update(row["this"].n3() for row in self._store.select(text.replace(FOCUS, nodes)))
        return found

    def _everyone(self, text: str) -> set[str]:
        return {row["this"].n3() for row in self._store.select(text) if "this" in row}


def _any_of(names: Iterable[str], triple: str) -> str:
    """Return the pattern for each of some properties by itself: of a variable one, an engine looks at all triples."""
    return " UNION ".join(
        f"{{ {_NODES} FILTER EXISTS {{ {triple.format(name)} }} BIND({name} AS ?of) }}"
        for name in sorted(names)
    )
