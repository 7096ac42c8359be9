"""Input files to :class:`Document` values, with every fault that shows without the ontology."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from coopgraph.dossier.codes import read_codes
from coopgraph.dossier.fields import refuse_unknown, texts_of, word_of, words_of
from coopgraph.dossier.lines import read_claim, read_inference
from coopgraph.dossier.model import (
    NOT_STATED,
    Claim,
    DiscrepancyNote,
    Document,
    Entity,
    Inference,
    SourceHeader,
)
from coopgraph.dossier.tree import Fields, Items, Node, Position, Word, read_tree
from coopgraph.errors import Fault

KINDS = ("entities/1", "dossier/1", "editorial/1")
KEY = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")
_PARTS = {
    "entities": {"coopgraph", "codes", "entities"},
    "dossier": {"coopgraph", "source", "codes", "entities", "claims"},
    "editorial": {"coopgraph", "source", "claims", "discrepancies"},
}
_FILE = {"entities": "an entities file", "dossier": "a dossier", "editorial": "an editorial file"}
_HEADER = {
    "key", "title", "language", "file", "sha256", "identifier", "published", "publisher", "licence", "quotes",
}  # fmt: skip
_QUOTABLE = {"title", "identifier", "published", "publisher", "licence"}


def find_files(paths: Iterable[Path], faults: list[Fault]) -> list[Path]:
    """Return the input files that ``paths`` name; a folder stands for the ``*.yaml`` files in it."""
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            found = sorted(path.glob("*.yaml"))
            if not found:
                faults.append(
                    Position(str(path), 0, 0).fault("holds no *.yaml file", "name a folder of dossiers")
                )
            files += found
        else:
            files.append(path)
    return list(dict.fromkeys(files))


def read_document(path: Path, faults: list[Fault]) -> Document | None:
    """Return what the file says; faults are added to ``faults``, and reading goes on after each."""
    tree = read_tree(path, faults)
    if tree is None:
        return None
    marker = tree.get("coopgraph")
    if not isinstance(marker, Word) or marker.text not in KINDS:
        at = marker.at if marker else tree.at
        message, remedy = "does not say what it is", f"let its first line be one of: {_kinds()}"
        if isinstance(marker, Word) and marker.text.split("/")[0] in _PARTS:
            message = f"is of the format '{marker}', which this coopgraph does not read"
            remedy = f"update coopgraph, or {remedy}"
        faults.append(at.fault(message, remedy))
        return None
    kind = marker.text.split("/")[0]
    refuse_unknown(tree, _PARTS[kind], f"part of {_FILE[kind]}", faults)
    source = None
    if kind != "entities":
        source = _read_source(tree, kind, faults)
    codes = read_codes(tree, faults)
    for code in codes:
        _read_key(code.key, faults)
    entities = [_read_entity(*entry, faults) for entry in _section_map(tree, "entities", faults)]
    claims: list[Claim] = []
    inferences: list[Inference] = []
    left_out = 0
    for node in _section_list(tree, "claims", faults):
        if kind == "editorial":
            if inference := read_inference(node, faults):
                inferences.append(inference)
        elif node.entries.keys() & {"no"} or ("from" in node.entries and "ok" not in node.entries):
            left_out += 1
        elif claim := read_claim(node, faults):
            claims.append(claim)
    notes = [_read_discrepancy(node, faults) for node in _section_list(tree, "discrepancies", faults)]
    return Document(
        path=path,
        kind=kind,
        source=source,
        codes=codes,
        entities=tuple(e for e in entities if e),
        claims=tuple(claims),
        left_out=left_out,
        inferences=tuple(inferences),
        discrepancies=tuple(n for n in notes if n),
    )


def _kinds() -> str:
    return ", ".join(f"'coopgraph: {kind}'" for kind in KINDS)


def _section_map(tree: Fields, name: str, faults: list[Fault]) -> list[tuple[Word, Node]]:
    section = tree.get(name)
    if section is None:
        return []
    if isinstance(section, Fields):
        return list(section.entries.values())
    faults.append(
        section.at.fault(f"'{name}' is not a mapping", "write 'key: { is: …, label: { it: … } }' lines")
    )
    return []


def _section_list(tree: Fields, name: str, faults: list[Fault]) -> list[Fields]:
    section = tree.get(name)
    if section is None or (isinstance(section, Word) and not section.text):
        return []
    if not isinstance(section, Items):
        faults.append(section.at.fault(f"'{name}' is not a list", "write one '- { … }' line each"))
        return []
    lines = []
    for node in section.nodes:
        if isinstance(node, Fields):
            lines.append(node)
        else:
            faults.append(node.at.fault("is not a '{ key: value }' line", "write '- { s: …, p: …, o: … }'"))
    return lines


def _read_key(word: Word, faults: list[Fault]) -> None:
    if not KEY.fullmatch(word.text):
        faults.append(
            word.at.fault(
                f"'{word.text}' cannot be a key", "use letters a-z, digits and single hyphens, no spaces"
            )
        )


def _read_entity(key: Word, node: Node, faults: list[Fault]) -> Entity | None:
    _read_key(key, faults)
    if not isinstance(node, Fields):
        faults.append(
            node.at.fault(f"'{key}' is not described", f"write '{key}: {{ is: Organization, label: … }}'")
        )
        return None
    kind = word_of(node, "is", faults, required=True)
    facts = [
        (word, words_of(value, faults))
        for name, (word, value) in node.entries.items()
        if name not in {"is", "label", "also", "hidden", "merged", "withdrawn"}
    ]
    if kind is None:
        return None
    if node.entries.keys() & {"merged", "withdrawn"}:
        return _read_tombstone(key, kind, node, faults)
    return Entity(
        key=key,
        kind=kind,
        labels=texts_of(node.get("label"), "label", faults),
        also=words_of(node.get("also"), faults),
        hidden=words_of(node.get("hidden"), faults),
        facts=tuple(facts),
    )


def _read_tombstone(key: Word, kind: Word, node: Fields, faults: list[Fault]) -> Entity | None:
    how = "merged" if "merged" in node.entries else "withdrawn"
    more = [word for name, (word, _) in node.entries.items() if name not in {"is", how}]
    for word in more:
        faults.append(
            word.at.fault(
                f"'{key}' is {how}, and '{word}' says more of it",
                f"keep 'is' and '{how}'; what is true of the thing that stands for it belongs there",
            )
        )
    merged = word_of(node, "merged", faults, required=True) if how == "merged" else None
    withdrawn = texts_of(node.get("withdrawn"), "withdrawn", faults) if how == "withdrawn" else {}
    if how == "withdrawn" and not withdrawn and isinstance(node.get("withdrawn"), Fields):
        faults.append(
            key.at.fault(f"'{key}' is withdrawn without a reason", "write 'withdrawn: { en: …, it: … }'")
        )
    return Entity(key, kind, {}, (), (), (), merged, withdrawn) if merged or withdrawn else None


def _read_source(tree: Fields, kind: str, faults: list[Fault]) -> SourceHeader | None:
    node = tree.get("source")
    if not isinstance(node, Fields):
        at = node.at if node else tree.at
        faults.append(
            at.fault("does not say which source it is about", "add 'source: { key: …, title: …, … }'")
        )
        return None
    refuse_unknown(node, _HEADER, "fact of a source header", faults)
    required = {"key", "title", "language"} | ({"file", "sha256"} if kind == "dossier" else set())
    words = {
        name: word_of(node, name, faults, required=name in required) for name in sorted(_HEADER - {"quotes"})
    }
    key, title, language = words["key"], words["title"], words["language"]
    if key:
        _read_key(key, faults)
    digest = words["sha256"]
    if digest and not re.fullmatch(r"[0-9a-f]{64}", digest.text):
        faults.append(digest.at.fault("'sha256' is not a SHA-256", "give all 64 hexadecimal digits", "R18"))
    quotes: dict[str, Word] = {}
    section = node.get("quotes")
    if isinstance(section, Fields):
        refuse_unknown(section, _QUOTABLE, "fact of the header that takes a passage", faults)
        quotes = {name: w for name, (_, w) in section.entries.items() if isinstance(w, Word)}
    elif section is not None:
        faults.append(section.at.fault("'quotes' is not a mapping", "write 'quotes: { published: \"…\" }'"))
    if not (key and title and language):
        return None
    return SourceHeader(
        at=node.at,
        key=key,
        title=title,
        language=language,
        file=words["file"],
        sha256=digest,
        identifier=words["identifier"],
        published=words["published"],
        publisher=words["publisher"],
        licence=_licence(words["licence"], faults),
        quotes=quotes,
    )


def _licence(word: Word | None, faults: list[Fault]) -> Word | None:
    if word is None or word.text == NOT_STATED or re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+", word.text):
        return word
    faults.append(
        word.at.fault(
            f"'{word}' is no licence",
            f"give its address, such as https://creativecommons.org/licenses/by/4.0/, or '{NOT_STATED}' where you "
            "looked and the document names none; leave it out where nobody has looked",
        )
    )
    return None


def _read_discrepancy(node: Fields, faults: list[Fault]) -> DiscrepancyNote | None:
    refuse_unknown(node, {"key", "type", "items", "prefer", "explanation"}, "part of a discrepancy", faults)
    key = word_of(node, "key", faults, required=True)
    kind = word_of(node, "type", faults, required=True)
    items = words_of(node.get("items"), faults)
    if len(items) < 2:
        faults.append(
            node.at.fault("a discrepancy needs two items", "write 'items: [source#handle, source#handle]'")
        )
    if key is None or kind is None:
        return None
    _read_key(key, faults)
    return DiscrepancyNote(
        at=node.at,
        key=key,
        kind=kind,
        items=items,
        prefer=word_of(node, "prefer", faults),
        explanation=texts_of(node.get("explanation"), "explanation", faults),
    )
