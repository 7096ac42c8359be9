"""YAML read as a tree of words that know where they stand.

Every scalar stays a string (PyYAML would read ``NO`` as false and ``12:30`` as 750), a key that
stands twice in one mapping is a fault, and anchors, aliases and tags are refused: a dossier is
read line by line by people, and each line must say what it means by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

from coopgraph.errors import Fault


@dataclass(frozen=True, order=True)
class Position:
    """A place in an input file. ``line`` and ``column`` count from 1; 0 is the file as a whole."""

    file: str
    line: int
    column: int

    def fault(self, message: str, remedy: str = "", rule: str = "") -> Fault:
        """Return a fault that stands here."""
        return Fault(self.file, self.line, self.column, message, remedy, rule)


@dataclass(frozen=True)
class Word:
    """A scalar and its place."""

    text: str
    at: Position

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Items:
    """A sequence and its place."""

    nodes: tuple[Node, ...]
    at: Position


@dataclass(frozen=True)
class Fields:
    """A mapping and its place; ``entries`` keep the order of the file."""

    entries: dict[str, tuple[Word, Node]]
    at: Position

    def get(self, name: str) -> Node | None:
        """Return the value under ``name``, or None."""
        entry = self.entries.get(name)
        return entry[1] if entry else None


Node = Word | Items | Fields


def read_tree(path: Path, faults: list[Fault]) -> Fields | None:
    """Return the mapping that ``path`` holds, or None; what is wrong is added to ``faults``."""
    name = str(path)
    start = Position(name, 0, 0)
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        faults.append(start.fault(f"is not UTF-8 at byte {error.start}", "save the file as UTF-8"))
        return None
    except OSError as error:
        faults.append(start.fault(f"cannot be read: {error.strerror}", "check the path and its permissions"))
        return None
    try:
        node = yaml.compose(text, Loader=_loader())
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        at = Position(name, mark.line + 1, mark.column + 1) if mark else start
        problem = error.problem or error.context or "it cannot be parsed"
        remedy = "put a value that contains ': ', '#', '[', '{' or quotation marks between quotation marks"
        faults.append(at.fault(f"is not YAML: {problem}", remedy))
        return None
    except yaml.YAMLError as error:
        faults.append(start.fault(f"is not YAML: {error}", "remove the character named"))
        return None
    if node is None:
        faults.append(start.fault("is empty", "start it with 'coopgraph: dossier/1'"))
        return None
    tree = _convert(node, name, faults)
    if isinstance(tree, Fields):
        return tree
    if tree is not None:
        faults.append(tree.at.fault("is not a mapping", "start the file with 'coopgraph: dossier/1'"))
    return None


def _loader() -> type[yaml.BaseLoader]:
    # The C parser is ten times faster where libyaml is present; both keep every scalar a string.
    return getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def _convert(node: yaml.Node, file: str, faults: list[Fault]) -> Node | None:
    at = Position(file, node.start_mark.line + 1, node.start_mark.column + 1)
    if node.tag not in _PLAIN_TAGS:
        faults.append(at.fault(f"the YAML tag {node.tag!r} is not used here", "remove the tag"))
        return None
    if isinstance(node, yaml.ScalarNode):
        return Word(node.value, at)
    if isinstance(node, yaml.SequenceNode):
        return Items(tuple(n for child in node.value if (n := _convert(child, file, faults))), at)
    entries: dict[str, tuple[Word, Node]] = {}
    for key_node, value_node in node.value:
        key = _convert(key_node, file, faults)
        value = _convert(value_node, file, faults)
        if not isinstance(key, Word):
            faults.append(at.fault("a key must be a single word", "write 'key: value'"))
        elif key.text in entries:
            first = entries[key.text][0].at.line
            faults.append(
                key.at.fault(f"the key '{key.text}' stands twice (first on line {first})", "keep one of them")
            )
        elif value is not None:
            entries[key.text] = (key, value)
    return Fields(entries, at)


_PLAIN_TAGS = {
    "tag:yaml.org,2002:str",
    "tag:yaml.org,2002:seq",
    "tag:yaml.org,2002:map",
    # BaseLoader resolves untagged nodes to these; None and "" come from the C parser.
    None,
    "",
    "!",
}
