"""Faults planted in a world on purpose, each with the rules it breaks and the thing the report should name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from random import Random

from worlds.entities import lines
from worlds.plan import Plan
from worlds.stories import Story
from worlds.writing import SourceGraph

Fits = Callable[[Story], bool]
Change = Callable[[Plan, Story], None]
Names = Callable[[Plan, Story], dict[str, list[str]]]
Edit = Callable[[Plan, Story, list[SourceGraph]], str]


@dataclass(frozen=True)
class Fault:
    """One planted fault: the rules it breaks, the node each names as its focus, and where it lies."""

    rules: tuple[str, ...]
    severity: str
    focus: str
    story: int
    what: str


@dataclass(frozen=True)
class Kind:
    """A kind of fault: what it changes before the story is written, and what in the finished graphs.

    ``edit`` returns the focus node. ``before`` changes the frame, ``people`` the story once it is full,
    ``entities`` gives extra facts of the authority graph by subject.
    """

    rules: tuple[str, ...]
    severity: str
    what: str
    edit: Edit
    fits: Fits = field(default=lambda _: True)
    before: Change = field(default=lambda _plan, _story: None)
    people: Change = field(default=lambda _plan, _story: None)
    entities: Names = field(default=lambda _plan, _story: {})


@dataclass(frozen=True)
class Planted:
    """A fault of one story on its way through the writing."""

    kind: Kind
    plan: Plan

    def in_entities(self, story: Story) -> Iterator[str]:
        """Yield extra lines of the authority graph."""
        for subject, facts in self.kind.entities(self.plan, story).items():
            yield lines(subject, facts)

    def in_story(self, plan: Plan, story: Story) -> None:
        """Change the story before it is told."""
        self.kind.people(plan, story)

    def in_graphs(self, plan: Plan, story: Story, graphs: list[SourceGraph]) -> Fault:
        """Change what the documents say and return the fault for the manifest."""
        focus = self.kind.edit(plan, story, graphs)
        return Fault(self.kind.rules, self.kind.severity, focus.strip("<>"), story.index, self.kind.what)


def plant(plan: Plan, story: Story) -> tuple[Story, Planted | None]:
    """Return a story, with the fault its number draws, if it draws one; the same each time."""
    if plan.fault_rate <= 0:
        return story, None
    from worlds.fault_kinds import KINDS

    rng = Random(f"{plan.seed}:fault:{story.index}")
    if rng.random() >= plan.fault_rate:
        return story, None
    fitting = [kind for kind in KINDS if kind.fits(story)]
    if not fitting:
        return story, None
    kind = fitting[int(len(fitting) * rng.random())]
    kind.before(plan, story)
    return story, Planted(kind, plan)
