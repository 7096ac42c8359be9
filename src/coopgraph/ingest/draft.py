"""The graph in the making: quads, the faults found on the way, and where each node came from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

from rdflib import Literal, URIRef

from coopgraph.dossier import Position, Word
from coopgraph.errors import Fault
from coopgraph.namespaces import COOP, EDTF, ID, RDF, XSD
from coopgraph.ontology import Property, Vocabulary

Value = URIRef | Literal
Quad = tuple[URIRef, URIRef, Value, URIRef]
TYPE = URIRef(RDF + "type")
EDTF_DATATYPE = URIRef(EDTF + "EDTF")


def coop(name: str) -> URIRef:
    """Return the term ``name`` of the ontology."""
    return URIRef(COOP + name)


def node_iri(segment: str, *parts: str) -> URIRef:
    """Return ``id/{segment}/{parts joined by --}``: the same facts always make the same IRI."""
    return URIRef(f"{ID}{segment}/{'--'.join(parts)}")


def digest(*parts: str) -> str:
    """Return twelve hexadecimal digits that stand for ``parts``, for IRIs that no words would name."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:12]


def slug(iri: URIRef) -> str:
    """Return the last segment of an entity's or a code's IRI."""
    return iri.rsplit("/", 1)[1]


def _a(noun: str) -> str:
    return f"{'an' if noun[0] in 'AEIO' else 'a'} {noun}"


@dataclass(frozen=True)
class Known:
    """A declared thing: its IRI, the local name of its class, and where it is declared.

    ``gone`` says what became of it, and ``instead`` what to do, where it no longer stands.
    """

    iri: URIRef
    kind: str
    at: Position
    gone: str = ""
    instead: str = ""


@dataclass(frozen=True)
class Handle:
    """The statements of one line, under the name that editorial files use: several when it holds a list."""

    at: Position
    statements: tuple[URIRef, ...]


@dataclass
class Draft:
    """Collects quads and faults while input files are compiled."""

    vocabulary: Vocabulary
    quads: set[Quad] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)
    known: dict[str, Known] = field(default_factory=dict)
    origins: dict[URIRef, Position] = field(default_factory=dict)
    handles: dict[str, Handle] = field(default_factory=dict)
    announced: set[str] = field(default_factory=set)
    """Handles that lines have, whether or not the line could be compiled: its fault is told once, there."""
    misdeclared: set[str] = field(default_factory=set)
    """Keys that are declared with a fault, which is told there and not again by each line that names them."""

    def add(self, graph: URIRef, subject: URIRef, *facts: tuple[URIRef, Value | None]) -> None:
        """Add the facts of one subject to ``graph``; a fact without a value is left out."""
        self.quads.update((subject, p, o, graph) for p, o in facts if o is not None)

    def declare(self, key: Word, kind: str, gone: str = "", instead: str = "") -> URIRef | None:
        """Register ``key`` as a thing of class ``kind`` and return its IRI; a second time is a fault.

        One that is ``gone`` has an IRI, and no line may name it.
        """
        if first := self.known.get(key.text):
            place = f"{first.at.file}:{first.at.line}"
            self.faults.append(
                key.at.fault(f"'{key}' is declared twice (first at {place})", "rename one of them")
            )
            return None
        iri = node_iri(self.vocabulary.segment(kind), key.text.lower())
        self.known[key.text] = Known(iri, kind, key.at, gone, instead)
        self.origins.setdefault(iri, key.at)
        return iri

    def look_up(self, key: Word, wanted: str | None = None) -> URIRef | None:
        """Return the IRI of a declared thing, a subclass of ``wanted`` if that is given; else a fault."""
        found = self.known.get(key.text)
        if found is None and key.text in self.misdeclared:
            return None
        if found is None:
            remedy = self._closest(key.text, self.known)
            if key.text[:2].isupper() and key.text[2:3] in {"", "-"}:
                message = f"'{key}' is no place code known here"
                remedy = f"{remedy}; places have ISO 3166 codes such as IT, IT-25, RU-MOW"
            else:
                message = f"'{key}' is declared nowhere"
                remedy += " Else" if remedy.endswith("?") else ","
                remedy += " declare it under 'entities:', or name the file that declares it too"
            self.faults.append(key.at.fault(message, remedy))
            return None
        if found.gone:
            self.faults.append(key.at.fault(f"'{key}' {found.gone}", found.instead))
            return None
        # Classes of other vocabularies (foaf:Agent) are too wide to judge a single line by.
        ours = wanted is not None and wanted in self.vocabulary.classes
        if wanted and ours and not self.vocabulary.is_a(found.kind, wanted):
            self.faults.append(
                key.at.fault(f"'{key}' is {_a(found.kind)}, not {_a(wanted)}", f"name {_a(wanted)} here")
            )
            return None
        return found.iri

    def subject(self, word: Word, wanted: str | None = None) -> URIRef | None:
        """Return the IRI of a declared thing, or of the statement that ``source-key#handle`` names."""
        if "#" not in word.text:
            return self.look_up(word, wanted)
        found = self.statements(word)
        return found[0] if found else None

    def statements(self, word: Word) -> tuple[URIRef, ...]:
        """Return the statements of the line that ``source-key#handle`` names; none, and a fault, if no line is."""
        if found := self.handles.get(word.text):
            return found.statements
        if word.text in self.announced:
            return ()
        remedy = "write source-key#handle, with 'id: handle' on its line"
        self.faults.append(word.at.fault(f"'{word}' names no statement", remedy))
        return ()

    def file(self, name: str, word: Word, at: Position, statement: URIRef) -> None:
        """Remember a statement under ``name``, the full handle of the line ``at``; two lines are a fault."""
        former = self.handles.get(name)
        if former and former.at != at:
            message = f"the handle '{word}' names two lines (first on line {former.at.line})"
            self.faults.append(word.at.fault(message, "choose another"))
            return
        self.handles[name] = Handle(at, (*(former.statements if former else ()), statement))

    def code(self, scheme: str, word: Word) -> URIRef | None:
        """Return the concept ``word`` of a code list, or None and a fault."""
        codes = self.vocabulary.codes[scheme]
        if word.text in codes:
            return URIRef(codes[word.text])
        message = f"'{word}' is no code of the list '{scheme}'"
        self.faults.append(word.at.fault(message, self._closest_code(scheme, word.text), "R49"))
        return None

    def property_named(self, word: Word) -> Property | None:
        """Return the property a line names, or None and a fault with the closest name."""
        found = self.vocabulary.properties.get(word.text)
        if found is None:
            remedy = self._closest(word.text, self.vocabulary.properties)
            self.faults.append(word.at.fault(f"the ontology has no property '{word}'", remedy, "R48"))
        return found

    def literal(self, prop: Property, word: Word, language: str) -> Literal | None:
        """Return ``word`` as a value of a datatype property, or None and a fault."""
        if prop.range == XSD + "integer":
            if word.text.lstrip("-").isdecimal():
                return Literal(int(word.text))
            self.faults.append(
                word.at.fault(f"'{word}' is not a whole number", f"'{prop.name}' takes digits only")
            )
            return None
        if prop.range == XSD + "string":
            return Literal(word.text)
        return Literal(word.text, lang=language)

    def _closest_code(self, scheme: str, name: str) -> str:
        """Return the code that is called ``name`` in some language, else those spelt alike, else all there are."""
        import difflib

        codes, names = self.vocabulary.codes[scheme], self.vocabulary.code_names[scheme]
        if called := names.get(name.casefold()):
            return f"the code for it is '{called}'"
        near = difflib.get_close_matches(name.casefold(), [*codes, *names], 3, 0.7)
        close = dict.fromkeys(names.get(found, found) for found in near)
        if close:
            return f"did you mean {' or '.join(repr(c) for c in close)}?"
        return f"the codes are: {', '.join(codes)}; one of your own is declared under 'codes:'"

    @staticmethod
    def _closest(name: str, among: Iterable[str]) -> str:
        import difflib

        close = difflib.get_close_matches(name, list(among), 3, 0.5)
        return f"did you mean {' or '.join(repr(c) for c in close)}?" if close else "check the spelling"
