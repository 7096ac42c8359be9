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
        data = path.read_bytes()
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        at = _place(name, data[: error.start].decode("utf-8"))
        byte = data[error.start]
        faults.append(
            at.fault(f"is not UTF-8: the byte 0x{byte:02x} begins no character", "save the file as UTF-8")
        )
        return None
    except OSError as error:
        faults.append(start.fault(f"cannot be read: {error.strerror}", "check the path and its permissions"))
        return None
    try:
        node = yaml.compose(text, Loader=_loader())
    except yaml.YAMLError as error:
        faults.append(_not_yaml(error, text, name))
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


def _place(file: str, before: str) -> Position:
    """Return the place in a file that comes after the text ``before``."""
    return Position(file, before.count("\n") + 1, len(before) - before.rfind("\n"))


def _not_yaml(error: yaml.YAMLError, text: str, file: str) -> Fault:
    """Say what the parser could not read in the words of who writes the file, and where the cause stands."""
    if isinstance(error, yaml.reader.ReaderError):
        return _place(file, text[: error.position]).fault(
            f"is not YAML: it holds the control character U+{ord(text[error.position]):04X}", "take it out"
        )
    mark = None
    if isinstance(error, yaml.MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
    if not isinstance(error, yaml.MarkedYAMLError) or mark is None:
        return Position(file, 0, 0).fault(
            f"is not YAML: {error}", "write it like the examples of docs/curate.md"
        )
    at = Position(file, mark.line + 1, mark.column + 1)
    if _at(text, mark) == "\t":
        return at.fault(
            "is not YAML: a tab stands here", "put spaces in its place, as many as the lines around have"
        )
    opened = error.context_mark
    if opened and "quoted scalar" in (error.context or ""):
        return Position(file, opened.line + 1, opened.column + 1).fault(
            "is not YAML: a quotation mark is opened here and not closed",
            "close it; within single quotation marks write an apostrophe twice",
        )
    remedy = "put a value that contains ': ', '#', '[', '{' or quotation marks between quotation marks"
    return at.fault(f"is not YAML: {error.problem or error.context or 'it cannot be parsed'}", remedy)


def _at(text: str, mark: yaml.Mark) -> str:
    return text.split("\n")[mark.line][mark.column : mark.column + 1]


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
        if isinstance(key, Word) and isinstance(value, Word) and not value.text and ":" in key.text:
            key, value = _parted(key, faults)
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


def _parted(key: Word, faults: list[Fault]) -> tuple[Word, Word]:
    """Return key and value of ``p:date``, which YAML takes for a key without a value; the fault is told once."""
    name, _, value = key.text.partition(":")
    message = f"no space follows the colon of '{name}:'"
    faults.append(key.at.fault(message, f"write '{name}: {value.strip()}', with a plain space"))
    return Word(name, key.at), Word(value.strip(), key.at)


_PLAIN_TAGS = {
    "tag:yaml.org,2002:str",
    "tag:yaml.org,2002:seq",
    "tag:yaml.org,2002:map",
    # BaseLoader resolves untagged nodes to these; None and "" come from the C parser.
    None,
    "",
    "!",
}
