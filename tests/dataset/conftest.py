"""The Italy–Russia dossiers as their curators wrote them, the five texts, and the gold annotation of these."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from coopgraph.provenance.passages import Span, locate

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "data" / "italy-russia"
PLACES = ROOT / "ontology" / "places"
SHARED = ROOT.parent / "shared"


@dataclass(frozen=True)
class Line:
    """One claim line of one dossier, one object."""

    source: str
    file: str
    keys: Mapping[str, str]
    o: str

    def __getattr__(self, name: str) -> str:
        return self.keys.get(name, "")

    def __str__(self) -> str:
        return f"{self.source}: {self.s} {self.p} {self.o} “{self.q}”"


@dataclass(frozen=True)
class Dataset:
    """Everything in the folder: headers and claim lines of the dossiers, entities, editorial notes."""

    headers: Mapping[str, Mapping[str, Any]]
    lines: tuple[Line, ...]
    entities: Mapping[str, Mapping[str, Any]]
    editorial: Mapping[str, Any]

    def where(self, **keys: str) -> list[Line]:
        """Return the lines that have all these values, ``source`` being the dossier's key."""
        return [line for line in self.lines if all(getattr(line, k) == v for k, v in keys.items())]

    def used(self) -> set[str]:
        """Return every key and code that a claim line or a header speaks of."""
        names = {str(h["publisher"]) for h in self.headers.values() if "publisher" in h}
        for line in self.lines:
            names |= {line.o} | {
                line.keys[k] for k in ("s", "at", "for", "by", "side", "place") if k in line.keys
            }
        return names


def read(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def as_list(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value]


def _lines(document: Mapping[str, Any]) -> Iterator[Line]:
    header = document["source"]
    for claim in document["claims"]:
        for o in as_list(claim["o"]):
            yield Line(header["key"], header["file"], claim, o)


@pytest.fixture(scope="session")
def dataset() -> Dataset:
    documents = [read(path) for path in sorted(DATA.glob("*.yaml"))]
    dossiers = [d for d in documents if d["coopgraph"] == "dossier/1"]
    entities: dict[str, Any] = {}
    for document in [*documents, *(read(path) for path in sorted(PLACES.glob("*.yaml")))]:
        entities |= document.get("entities", {})
    return Dataset(
        headers={d["source"]["key"]: d["source"] for d in dossiers},
        lines=tuple(line for d in dossiers for line in _lines(d)),
        entities=entities,
        editorial=next(d for d in documents if d["coopgraph"] == "editorial/1"),
    )


@pytest.fixture(scope="session")
def texts() -> Mapping[str, str]:
    folder = SHARED / "seeds"
    if not folder.is_dir():
        pytest.skip(f"the five texts are not shipped, and {folder} is absent")
    return {path.name: path.read_bytes().decode("utf-8") for path in sorted(folder.glob("*.txt"))}


@pytest.fixture(scope="session")
def spans(dataset: Dataset, texts: Mapping[str, str]) -> Mapping[int, Span]:
    """Where the passage of each line stands, by the line's place in ``dataset.lines``."""
    found = {}
    for number, line in enumerate(dataset.lines):
        nth = int(line.nth) if line.nth else None
        found[number] = locate(texts[line.file], line.q, nth)
    return found


@pytest.fixture(scope="session")
def gold() -> Mapping[str, Any]:
    path = SHARED / "gold" / "seed-gold.yaml"
    if not path.is_file():
        pytest.skip(f"the gold annotation is not shipped, and {path} is absent")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    content: Mapping[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)
    return content
