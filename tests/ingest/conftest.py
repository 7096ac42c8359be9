"""A small curated world: one agreement between two towns, in one press release."""

import hashlib
from pathlib import Path

import pytest

from coopgraph.ingest.build import load_ontology
from coopgraph.ingest.compile import Compiled, compile_files
from coopgraph.ontology import Vocabulary
from coopgraph.resources import resource
from coopgraph.store.embedded import EmbeddedStore

TEXT = """Torino, 12 maggio 2014. Siglato ieri a Torino l'accordo tra Alfa e Beta.
Per Alfa ha firmato la presidente Ada Neri. Presenti oltre 40 persone.
"""
ENTITIES = """\
coopgraph: entities/1
entities:
  it-ru: { is: BilateralRelation, label: { it: Italia-Russia }, pairsCountry: [IT, RU] }
  torino: { is: City, label: { it: Torino }, within: IT-21, country: IT }
  alfa: { is: Organization, label: { it: Alfa }, also: ["Alpha@en"], country: IT }
  beta: { is: Organization, label: { it: Beta }, country: RU }
  neri-ada: { is: Person, label: { it: Ada Neri } }
  accordo: { is: Agreement, label: { it: Accordo Alfa-Beta } }
  firma: { is: Signing, label: { it: Firma dell'accordo } }
"""
DOSSIER = f"""\
coopgraph: dossier/1
source:
  key: doc-1
  title: "Siglato l'accordo"
  file: doc.txt
  sha256: {hashlib.sha256(TEXT.encode()).hexdigest()}
  language: it
  published: 2014-05-12
  publisher: alfa
  quotes: {{ published: "12 maggio 2014" }}
claims:
  - {{ s: accordo, p: withinRelation, o: it-ru, q: "accordo tra Alfa e Beta" }}
  - {{ s: accordo, p: party, o: alfa, side: IT, q: "accordo tra Alfa e Beta" }}
  - {{ s: accordo, p: party, o: beta, side: RU, q: "accordo tra Alfa e Beta" }}
  - {{ s: accordo, p: hasSector, o: [mechanics, energy], q: "accordo tra Alfa e Beta" }}
  - {{ s: firma, p: signs, o: accordo, q: "Siglato ieri" }}
  - {{ s: firma, p: date, o: 2014-05-11, as: "ieri", q: "Siglato ieri" }}
  - {{ s: firma, p: takesPlaceIn, o: torino, q: "a Torino" }}
  - {{ s: firma, p: eventStatus, o: held, q: "Siglato ieri" }}
  - {{ s: firma, p: participant, o: neri-ada, role: signatory, for: alfa, capacity: president, side: IT, q: "Per Alfa ha firmato la presidente Ada Neri" }}
  - {{ s: neri-ada, p: role, o: president, at: alfa, on: 2014-05-11, q: "la presidente Ada Neri" }}
  - {{ s: firma, p: measure, o: attendance, value: "> 40", as: "oltre 40 persone", q: "oltre 40 persone", id: present }}
"""


class World:
    """A folder of input files, to be compiled as it is or with one change."""

    def __init__(self, folder: Path, vocabulary: Vocabulary) -> None:
        self.folder = folder
        self.texts = folder / "texts"
        self.texts.mkdir()
        (self.texts / "doc.txt").write_text(TEXT, encoding="utf-8")
        self.write("entities.yaml", ENTITIES)
        self.write("doc-1.yaml", DOSSIER)
        self.vocabulary = vocabulary

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, encoding="utf-8")

    def change(self, name: str, old: str, new: str) -> None:
        text = (self.folder / name).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        self.write(name, text.replace(old, new))

    def add(self, line: str) -> None:
        """Add a claim line to the dossier."""
        path = self.folder / "doc-1.yaml"
        path.write_text(path.read_text(encoding="utf-8") + f"  - {line}\n", encoding="utf-8")

    def compile(self, texts: bool = True, lock: bool = False) -> Compiled:
        places = [resource("ontology") / "places"]
        folder = self.texts if texts else None
        return compile_files([self.folder], places, self.vocabulary, texts=folder, lock=lock)


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return load_ontology(EmbeddedStore.in_memory())


@pytest.fixture
def world(tmp_path: Path, vocabulary: Vocabulary) -> World:
    return World(tmp_path, vocabulary)
