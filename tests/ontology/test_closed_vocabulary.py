"""Every ``coop:`` term used anywhere is declared: a misspelt IRI is SPARQL's silent zero rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from ontology.vocabulary_scan import coop_terms_in, declared_terms, undeclared_terms

ROOT = Path(__file__).parents[2]
PLACES = {
    "ontology": "**/*.ttl",
    "shapes": "**/*.ttl",
    "queries": "**/*.rq",
    "data": "**/*.*",
    "src/coopgraph": "**/*.py",
    "benchmarks": "**/*.py",
    "docs": "**/*.md",
}


@pytest.mark.parametrize("place", PLACES)
def test_a_folder_uses_declared_terms_only(place: str) -> None:
    paths = sorted(path for path in (ROOT / place).glob(PLACES[place]) if path.is_file())
    assert undeclared_terms(paths) == {}


def test_the_scan_reaches_the_ontology_itself() -> None:
    text = (ROOT / "ontology" / "coopgraph.ttl").read_text(encoding="utf-8")
    assert coop_terms_in(text) == declared_terms()
    assert len(declared_terms()) > 100


def test_the_scan_sees_prefixed_names_full_iris_and_python() -> None:
    text = """
    ?s coop:sigNed ?o ; <https://w3id.org/coopgraph/ontology#Sesion> ?x .
    URIRef(COOP + "partty"); coop("roll"); ":class:`xcoop:no`"; prefix coop: <https://w3id.org/coopgraph/ontology#>
    """
    assert coop_terms_in(text) == {"sigNed", "Sesion", "partty", "roll"}
