"""The code lists: one scheme a file, every code named, explained and in its place."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from rdflib import RDF, SKOS, Graph, Literal, URIRef

from coopgraph.namespaces import CONCEPT, COOP

NACE = "http://data.europa.eu/ux2/nace2.1/"
NACE_LIST = Path(__file__).parents[3] / "shared" / "data" / "nace-rev2" / "nacecodes.csv"


def languages(graph: Graph, term: URIRef) -> list[str | None]:
    return [o.language for o in graph.objects(term, SKOS.prefLabel) if isinstance(o, Literal)]


def test_every_list_a_property_names_exists_and_every_list_is_named(ontology: Graph, schemes: Graph) -> None:
    named = set(ontology.objects(None, URIRef(COOP + "codeList")))
    assert named == set(schemes.subjects(RDF.type, SKOS.ConceptScheme))


def test_a_file_holds_the_one_scheme_it_is_called_after(folder: Path) -> None:
    for path in (folder / "schemes").glob("*.ttl"):
        graph = Graph().parse(path)
        assert list(graph.subjects(RDF.type, SKOS.ConceptScheme)) == [URIRef(CONCEPT + path.stem)]
        assert set(graph.objects(None, SKOS.inScheme)) == {URIRef(CONCEPT + path.stem)}


def test_every_code_has_names_a_definition_and_its_slug(schemes: Graph) -> None:
    codes = set(schemes.subjects(RDF.type, SKOS.Concept))
    assert len(codes) > 150
    for code in codes:
        (scheme,) = schemes.objects(code, SKOS.inScheme)
        (slug,) = schemes.objects(code, SKOS.notation)
        assert str(code) == f"{scheme}/{slug}"
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
        labels = languages(schemes, code)
        assert {"en", "it"} <= set(labels), code
        assert len(labels) == len(set(labels)), code
        assert [o.language for o in schemes.objects(code, SKOS.definition)] == ["en"]


def test_every_scheme_has_names_and_a_definition(schemes: Graph) -> None:
    for scheme in schemes.subjects(RDF.type, SKOS.ConceptScheme):
        assert {"en", "it"} <= set(languages(schemes, scheme))
        assert (scheme, SKOS.definition, None) in schemes


def test_a_code_is_on_top_or_below_a_code_of_its_scheme(schemes: Graph) -> None:
    for code in schemes.subjects(RDF.type, SKOS.Concept):
        (scheme,) = schemes.objects(code, SKOS.inScheme)
        above = list(schemes.objects(code, SKOS.broader))
        assert bool(above) != ((code, SKOS.topConceptOf, scheme) in schemes)
        assert all((other, SKOS.inScheme, scheme) in schemes for other in above)
        assert all(code not in schemes.transitive_objects(other, SKOS.broader) for other in above)


def test_codes_of_one_scheme_do_not_share_a_name(schemes: Graph) -> None:
    seen: dict[tuple[object, Literal], URIRef] = {}
    for code, label in schemes.subject_objects(SKOS.prefLabel):
        if scheme := schemes.value(code, SKOS.inScheme):
            assert seen.setdefault((scheme, label), code) == code


def test_sectors_are_mapped_to_nace_but_never_called_the_same(schemes: Graph) -> None:
    assert not list(schemes.subject_objects(SKOS.exactMatch))
    if not NACE_LIST.exists():
        pytest.skip("the NACE list is not beside the checkout (../shared/data/nace-rev2)")
    with NACE_LIST.open(encoding="utf-8", newline="") as lines:
        known = {row["code"].replace(".", "") for row in csv.DictReader(lines, delimiter=";")}
    mapped = {
        str(o)
        for p in (SKOS.closeMatch, SKOS.broadMatch, SKOS.relatedMatch)
        for o in schemes.objects(None, p)
    }
    assert len(mapped) > 15
    assert {iri.removeprefix(NACE) for iri in mapped} <= known


def test_every_qualifier_says_which_bounds_it_gives(schemes: Graph) -> None:
    for code in schemes.subjects(SKOS.inScheme, URIRef(CONCEPT + "qualifier")):
        assert (code, SKOS.scopeNote, None) in schemes
