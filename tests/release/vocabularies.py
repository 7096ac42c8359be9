"""Published vocabularies as judges: what they say of their properties, made into shapes."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from rdflib import OWL, RDF, RDFS, SDO, SH, XSD, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection

from npm_packages import installed

PACKAGES = ("org@1.0.6", "oa@1.0.6", "schema@1.1.0", "time@1.0.6", "foaf@1.0.6", "prov@1.0.6", "skos@1.0.6")
DATATYPES = {
    SDO.Text: (XSD.string, RDF.langString),
    SDO.Date: (XSD.date,),
    SDO.DateTime: (XSD.dateTime,),
    SDO.URL: (XSD.anyURI,),
    SDO.Number: (XSD.integer, XSD.decimal),
}
ANYTHING = {RDFS.Resource, OWL.Thing, None}


def vocabulary(*names: str) -> Graph:
    """Return the vocabularies called so (``org``), from the files of their publishers that Zazuko packs for npm."""
    modules = installed(*(f"@vocabulary/{package}" for package in PACKAGES))
    whole = Graph()
    for name in names:
        text = Path(modules / "@vocabulary" / name / f"{name}.nq").read_text(encoding="utf-8")
        triples = "\n".join(line.rsplit(" <", 1)[0] + " ." for line in text.splitlines() if line)
        # schema.org: "we use http and https equivalently"; ours are https, the file's are http.
        whole.parse(data=triples.replace("<http://schema.org/", f"<{SDO}"), format="nt")
    return whole


def shapes_of(vocabulary: Graph, spaces: Iterable[str]) -> Graph:
    """Return shapes that ask what the vocabulary says of its properties in ``spaces``: domains and ranges.

    A domain is met by a thing that is *said* to be of the class, or of one below it; so they find what reasoning
    would only add to.
    """
    shapes = Graph()
    properties = {
        s
        for p in (RDFS.domain, RDFS.range, SDO.domainIncludes, SDO.rangeIncludes)
        for s in vocabulary.subjects(p)
        if str(s).startswith(tuple(spaces))
    }
    for prop in properties:
        for said, includes, target in (
            (RDFS.domain, SDO.domainIncludes, SH.targetSubjectsOf),
            (RDFS.range, SDO.rangeIncludes, SH.targetObjectsOf),
        ):
            every = [_members(vocabulary, one) for one in vocabulary.objects(prop, said)]
            some = list(vocabulary.objects(prop, includes))
            for alternatives in [*every, *([some] if some else [])]:
                if not ANYTHING.intersection(alternatives):
                    _add(shapes, prop, target, alternatives)
    return shapes


def _members(vocabulary: Graph, kind: object) -> list[object]:
    union = vocabulary.value(kind, OWL.unionOf)
    return list(Collection(vocabulary, union)) if union is not None else [kind]


def _add(shapes: Graph, prop: URIRef, target: URIRef, alternatives: list[object]) -> None:
    shape, options = BNode(), []
    for kind in alternatives:
        for datatype in DATATYPES.get(kind, (kind,) if str(kind).startswith(str(XSD)) else ()):
            options.append(_option(shapes, SH.datatype, datatype))
        if not str(kind).startswith(str(XSD)):
            options.append(_option(shapes, SH["class"], kind))
    head = BNode()
    Collection(shapes, head, options)
    shapes.add((shape, RDF.type, SH.NodeShape))
    shapes.add((shape, target, prop))
    shapes.add((shape, SH["or"], head))
    names = ", ".join(str(kind) for kind in alternatives)
    shapes.add((shape, SH.message, Literal(f"{target.rpartition('#')[2]} {prop}: none of {names}")))


def _option(shapes: Graph, constraint: URIRef, value: object) -> BNode:
    option = BNode()
    if (
        value == XSD.nonNegativeInteger
    ):  # an integer that is not negative is one, whatever its datatype is called
        shapes.add((option, SH.minInclusive, Literal(0)))
        value = XSD.integer
    shapes.add((option, constraint, value))
    return option


def faults(data: Graph, vocabulary: Graph, spaces: Iterable[str]) -> list[str]:
    """Return what pySHACL finds in ``data`` that the vocabulary does not allow."""
    import pyshacl

    classes = Graph()
    for triple in (
        *vocabulary.triples((None, RDF.type, None)),
        *vocabulary.triples((None, RDFS.subClassOf, None)),
    ):
        classes.add(triple)
    _, report, _ = pyshacl.validate(data + classes, shacl_graph=shapes_of(vocabulary, spaces))
    return sorted(
        f"{report.value(result, SH.focusNode)}: {report.value(result, SH.resultMessage)}"
        for result in report.subjects(RDF.type, SH.ValidationResult)
    )


def contradictions(data: Graph, vocabulary: Graph) -> list[str]:
    """Return the contradictions that an OWL 2 RL reasoner (owlrl) finds in ``data`` together with the vocabulary."""
    import owlrl

    whole = data + vocabulary
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(whole)
    error = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")
    return sorted({str(o) for o in whole.objects(None, error)})
