"""Passages: where the words of each claim stand in the text of its source."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

from rdflib import Literal, URIRef

from coopgraph.dossier import SourceHeader, Word
from coopgraph.errors import Fault, UnreadableSourceError
from coopgraph.ingest.draft import TYPE, Draft, coop, digest, node_iri
from coopgraph.namespaces import OA
from coopgraph.provenance.passages import PassageError, Text, load_text, locate

LOCK_NAME = "passages.lock.json"
_FORMAT = "coopgraph passages/1"


@dataclass
class Passages:
    """Counts of what happened to the passages of a build.

    ``checked`` were found in the text itself; ``locked`` take their offsets from the lock file
    because the text is not to hand; ``unlocated`` have neither, and so no offsets.
    """

    checked: int = 0
    locked: int = 0
    unlocated: int = 0
    unlocked: int = 0
    """Checked passages that the lock file lacks: a reader without the texts would get another graph."""


@dataclass
class PassageBook:
    """Finds passages, in the texts where they are to hand and in the lock file where they are not."""

    texts: Path | None
    counts: Passages = field(default_factory=Passages)
    _texts: dict[str, Text | None] = field(default_factory=dict)
    _locks: dict[Path, dict[str, dict[str, list[int]]]] = field(default_factory=dict)
    _found: dict[str, dict[str, list[int]]] = field(default_factory=dict)

    def evidence(
        self, draft: Draft, graph: URIRef, header: SourceHeader, folder: Path, quote: Word, nth: int | None
    ) -> URIRef:
        """Add the evidence node for one quotation to ``graph`` and return its IRI."""
        name = quote.text if nth is None else f"{quote.text}\x1f{nth}"
        iri = node_iri("evidence", header.key.text, digest(header.key.text, name))
        if (iri, TYPE, coop("Evidence"), graph) in draft.quads:
            return iri
        draft.origins.setdefault(iri, quote.at)
        span = self._span(draft, header, folder, quote, nth, name)
        draft.add(
            graph,
            iri,
            (TYPE, coop("Evidence")),
            (URIRef(OA + "exact"), Literal(quote.text)),
            (URIRef(OA + "start"), Literal(span[0]) if span else None),
            (URIRef(OA + "end"), Literal(span[1]) if span else None),
            (coop("statedIn"), node_iri("source", header.key.text)),
        )
        return iri

    def write_locks(self, headers: list[tuple[SourceHeader, Path]]) -> None:
        """Write the offsets found in the texts to the lock file beside each dossier."""
        for folder in sorted({folder for _, folder in headers}):
            book = dict(self._lock(folder))
            for header, place in headers:
                if place == folder and header.sha256 and (found := self._found.get(header.key.text)):
                    book[header.sha256.text] = dict(
                        sorted(found.items(), key=lambda item: (item[1], item[0]))
                    )
            text = json.dumps(
                {"format": _FORMAT, "sha256": book}, ensure_ascii=False, indent=1, sort_keys=False
            )
            (folder / LOCK_NAME).write_text(text + "\n", encoding="utf-8")

    def _span(
        self, draft: Draft, header: SourceHeader, folder: Path, quote: Word, nth: int | None, name: str
    ) -> list[int] | None:
        text = self._text(draft, header)
        locked = self._lock(folder).get(header.sha256.text if header.sha256 else "", {}).get(name)
        if text is None:
            if locked:
                self.counts.locked += 1
            else:
                self.counts.unlocated += 1
            return locked
        try:
            span = locate(text.text, quote.text, nth)
        except PassageError as error:
            draft.faults.append(quote.at.fault(str(error), _remedy(error), "R15"))
            return None
        self.counts.checked += 1
        found = [span.start, span.end]
        if locked != found:
            self.counts.unlocked += 1
        self._found.setdefault(header.key.text, {})[name] = found
        return found

    def _text(self, draft: Draft, header: SourceHeader) -> Text | None:
        key = header.key.text
        if key not in self._texts:
            self._texts[key] = self._read(draft.faults, header)
        return self._texts[key]

    def _read(self, faults: list[Fault], header: SourceHeader) -> Text | None:
        if self.texts is None or header.file is None or header.sha256 is None:
            return None
        path = self.texts / header.file.text
        if not path.is_file():
            return None
        try:
            text = load_text(path)
        except UnreadableSourceError as error:
            faults.extend(error.faults)
            return None
        if text.sha256 != header.sha256.text:
            faults.append(
                header.sha256.at.fault(
                    f"{path} is not the text this dossier was written from: its SHA-256 is {text.sha256}",
                    "fetch the text again, or check every passage against the new text and then change sha256",
                    "R18",
                )
            )
            return None
        return text

    def _lock(self, folder: Path) -> dict[str, dict[str, list[int]]]:
        if folder not in self._locks:
            path = folder / LOCK_NAME
            book = json.loads(path.read_text(encoding="utf-8"))["sha256"] if path.is_file() else {}
            self._locks[folder] = book
        return self._locks[folder]


def _remedy(error: PassageError) -> str:
    if error.kind == "ambiguous":
        return "quote more words, or say which occurrence with 'nth: 2'"
    if error.kind == "occurrence":
        return f"the words occur {error.count} times; choose 'nth' within that"
    return "copy the words from the text exactly; join two parts with … to leave words out"
