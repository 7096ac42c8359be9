"""Answers of a remote engine: read as terms, and written in the standard formats when the engine's are not.

Reference: SPARQL 1.1 Query Results JSON, XML, CSV and TSV formats; RDF 1.1 N-Triples.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import TYPE_CHECKING, Any

from coopgraph.errors import StoreError
from coopgraph.namespaces import XSD
from coopgraph.store.media import CSV, JSON, XML, MediaType
from coopgraph.store.protocol import Solutions

if TYPE_CHECKING:
    from coopgraph.store.protocol import Term, Triple

_BOOLEAN = {"0": "false", "1": "true"}
_IRI = r"<([^<>\"{}|^`\\\x00-\x20]*(?:\\u[0-9A-Fa-f]{4}[^<>\"{}|^`\\\x00-\x20]*)*)>"
_LINE = re.compile(
    rf"[ \t]*(?:{_IRI}|_:(\S+))[ \t]*{_IRI}[ \t]*"
    rf'(?:{_IRI}|_:(\S+?)|"((?:[^"\\]|\\.)*)"(?:@([A-Za-z0-9-]+)|\^\^{_IRI})?)'
    r"[ \t]*\.[ \t]*(?:#.*)?"
)
_ESCAPED = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_SPECIAL = re.compile(r'[\\"\n\r\t\x08\f]')
_CONTROL = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


def read_solutions(body: bytes) -> Solutions:
    """Return the rows of a SPARQL results document in JSON.

    Raises:
        StoreError: the document is something else.
    """
    document = _document(body)
    try:
        names = tuple(document["head"]["vars"])
        read = _Reader()
        rows = tuple({n: read.json(t) for n, t in row.items()} for row in document["results"]["bindings"])
    except (KeyError, TypeError, AttributeError) as error:
        raise _foreign(body) from error
    return Solutions(names, rows)


def read_boolean(body: bytes) -> bool:
    """Return the answer in a SPARQL results document in JSON. Raises as ``read_solutions`` does."""
    answer = _document(body).get("boolean")
    if not isinstance(answer, bool):
        raise _foreign(body)
    return answer


def read_ntriples(body: bytes) -> Iterator[Triple]:
    """Return the triples of an N-Triples document in its order, each once, literals as they are spelt.

    Raises:
        StoreError: a line is no triple.
    """
    read = _Reader()
    seen: set[Triple] = set()
    for line in body.decode("utf-8").split("\n"):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        found = _LINE.fullmatch(line.rstrip("\r"))
        if found is None:
            raise _foreign(line.encode())
        s_iri, s_blank, p, o_iri, o_blank, text, language, datatype = found.groups()
        triple: Triple = (
            read.node(s_iri, s_blank),
            read.node(p, None),
            read.literal(_unescaped(text), language, datatype)
            if text is not None
            else read.node(o_iri, o_blank),
        )
        if triple not in seen:
            seen.add(triple)
            yield triple


def write_solutions(answer: Solutions | bool, media: MediaType) -> bytes:
    """Return the answer to a SELECT or an ASK, serialised."""
    if isinstance(answer, bool):
        word = "true" if answer else "false"
        if media is JSON:
            return f'{{"head":{{}},"boolean":{word}}}'.encode()
        return _xml((), f"<boolean>{word}</boolean>") if media is XML else word.encode()
    names, rows = answer.variables, answer.rows
    if media is JSON:
        found = [{n: _json(row[n]) for n in names if n in row} for row in rows]
        document = {"head": {"vars": list(names)}, "results": {"bindings": found}}
        return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    if media is XML:
        results = "".join(f"<result>{_xml_row(names, row)}</result>" for row in rows)
        return _xml(names, f"<results>{results}</results>")
    if media is CSV:
        text = io.StringIO(newline="")
        writer = csv.writer(text)
        writer.writerow(names)
        writer.writerows([_csv(row.get(n)) for n in names] for row in rows)
        return text.getvalue().encode()
    lines = ["\t".join(f"?{n}" for n in names)]
    lines += ["\t".join(term_text(row[n]) if n in row else "" for n in names) for row in rows]
    return "".join(f"{line}\n" for line in lines).encode()


def write_triples(triples: Iterable[Triple], media: MediaType) -> bytes:
    """Return triples, serialised."""
    from rdflib import Graph

    from coopgraph.namespaces import PREFIXES

    graph = Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    for triple in triples:
        graph.add(triple)
    return graph.serialize(format=media.type, encoding="utf-8")


def term_text(term: Term) -> str:
    """Return a term as SPARQL, Turtle and N-Triples all read it, on one line."""
    from rdflib import BNode, URIRef

    if isinstance(term, URIRef):
        return f"<{term}>"
    if isinstance(term, BNode):
        return f"_:{term}"
    text = f'"{_SPECIAL.sub(_escape, str(term))}"'
    if term.language:
        return f"{text}@{term.language}"
    return f"{text}^^<{term.datatype}>" if term.datatype else text


def _escape(match: re.Match[str]) -> str:
    return {"\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}.get(match[0], "\\" + match[0])


class _Reader:
    """Terms of documents as rdflib's; IRIs, which repeat a great deal, are made once."""

    def __init__(self) -> None:
        from rdflib import BNode, Literal, URIRef

        self._iris: dict[str, URIRef] = {}
        self._uriref, self._literal, self._bnode = URIRef, Literal, BNode

    def json(self, term: Mapping[str, Any]) -> Term:
        kind, value = term["type"], term["value"]
        if kind == "uri":
            return self.node(value, None)
        if kind == "bnode":
            return self.node(None, value)
        if kind not in ("literal", "typed-literal"):
            raise KeyError(kind)
        return self.literal(value, term.get("xml:lang"), term.get("datatype"))

    def node(self, iri: str | None, blank: str | None) -> Term:
        if iri is None:
            return self._bnode(blank or "")
        found = self._iris.get(iri)
        return found if found is not None else self._iris.setdefault(iri, self._uriref(_unescaped(iri)))

    def literal(self, text: str, language: str | None, datatype: str | None) -> Term:
        if language:
            return self._literal(text, lang=language)
        if datatype == XSD + "boolean":
            text = _BOOLEAN.get(text, text)
        if not datatype or datatype == XSD + "string":
            return self._literal(text)
        return self._literal(text, datatype=self._uriref(datatype), normalize=False)


def _unescaped(text: str) -> str:
    if "\\" not in text:
        return text
    return _ESCAPED.sub(
        lambda m: chr(int(m[1] or m[2], 16)) if m[3] is None else _CONTROL.get(m[3], m[3]), text
    )


def _document(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError as error:
        raise _foreign(body) from error


def _foreign(body: bytes) -> StoreError:
    start = body[:80].decode(errors="replace")
    return StoreError(f"the endpoint's answer is not what SPARQL 1.1 describes: {start!r}; check the address")


def _json(term: Term) -> dict[str, str]:
    from rdflib import BNode, URIRef

    if isinstance(term, URIRef | BNode):
        return {"type": "uri" if isinstance(term, URIRef) else "bnode", "value": str(term)}
    extra = {"xml:lang": str(term.language)} if term.language else {}
    extra |= {"datatype": str(term.datatype)} if term.datatype else {}
    return {"type": "literal", "value": str(term), **extra}


def _csv(term: Term | None) -> str:
    from rdflib import BNode

    return "" if term is None else f"_:{term}" if isinstance(term, BNode) else str(term)


def _xml(names: Iterable[str], answer: str) -> bytes:
    head = "".join(f'<variable name="{escape(name)}"/>' for name in names)
    return (
        '<?xml version="1.0" encoding="utf-8"?>'
        f'<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head>{head}</head>{answer}</sparql>'
    ).encode()


def _xml_row(names: Iterable[str], row: Mapping[str, Term]) -> str:
    bound = (name for name in names if name in row)
    return "".join(f'<binding name="{escape(n)}">{_xml_term(row[n])}</binding>' for n in bound)


def _xml_term(term: Term) -> str:
    from rdflib import BNode, URIRef

    # A raw carriage return would be read back as a line feed.
    text = escape(term, quote=False).replace("\r", "&#13;")
    if isinstance(term, URIRef | BNode):
        tag = "uri" if isinstance(term, URIRef) else "bnode"
        return f"<{tag}>{text}</{tag}>"
    extra = f' xml:lang="{escape(term.language)}"' if term.language else ""
    extra += f' datatype="{escape(term.datatype)}"' if term.datatype else ""
    return f"<literal{extra}>{text}</literal>"
