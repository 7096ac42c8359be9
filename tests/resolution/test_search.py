"""People find what they look for in whatever spelling, and nothing is passed off as something else."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
import yaml
from rdflib import Graph

from coopgraph.errors import ParameterError
from coopgraph.namespaces import COOP, ID
from coopgraph.resolution.directory import Directory, load_directory
from coopgraph.resolution.search import Hit, Name, NameIndex, search

SHARED = Path(__file__).parents[2].parent / "shared"

WORLD = """
@prefix coop: <https://w3id.org/coopgraph/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix id: <https://w3id.org/coopgraph/id/> .
coop:PublicBody rdfs:subClassOf coop:Organization . coop:Organization rdfs:subClassOf coop:Agent .
<https://w3id.org/coopgraph/id/person/sobyanin-sergey> a coop:Person ;
  skos:prefLabel "Sergey Sobyanin"@en, "Sergej Sobjanin"@it, "Сергей Собянин"@ru ; skos:hiddenLabel "Sobyanim" .
<https://w3id.org/coopgraph/id/person/razov-sergey> a coop:Person ; skos:prefLabel "Sergey Razov"@en .
<https://w3id.org/coopgraph/id/person/ishchenko-igor> a coop:Person ;
  skos:prefLabel "Igor Ishchenko"@en ; skos:altLabel "Igor Ishenko"@it .
<https://w3id.org/coopgraph/id/person/monti-riccardo-maria> a coop:Person ;
  skos:prefLabel "Riccardo Maria Monti"@it ; skos:altLabel "Riccardo Monti"@it .
<https://w3id.org/coopgraph/id/organization/trentino-sviluppo> a coop:Organization ; skos:prefLabel "Trentino Sviluppo"@it .
<https://w3id.org/coopgraph/id/region/it-tn> a coop:Region ; skos:prefLabel "Trentino"@it .
<https://w3id.org/coopgraph/id/organization/ice> a coop:PublicBody, coop:Organization, coop:Agent ;
  skos:prefLabel "ICE – Agenzia per la promozione all’estero e l’internazionalizzazione delle imprese italiane"@it ;
  skos:altLabel "Italian Trade Agency (ITA) – ICE"@en, "ICE"@it .
<https://w3id.org/coopgraph/id/organization/mise> a coop:PublicBody ; skos:prefLabel "Ministero dello Sviluppo Economico"@it .
<https://w3id.org/coopgraph/id/organization/minecon-ru> a coop:PublicBody ;
  skos:prefLabel "Ministero dello Sviluppo Economico della Federazione Russa"@it .
<https://w3id.org/coopgraph/id/source/s> a coop:Source ; dct:title "Trentino Sviluppo firma a Milano"@it .
<https://w3id.org/coopgraph/concept/role/x> skos:prefLabel "ICE"@it .
"""


@pytest.fixture(scope="module")
def names() -> Directory:
    graph = Graph().parse(data=WORLD, format="turtle")

    def ask(sparql: str) -> list[dict[str, Any]]:
        result = graph.query(sparql)
        return [{str(k): v for k, v in row.asdict().items() if v is not None} for row in result]  # type: ignore[union-attr]

    return load_directory(ask)


def slugs(hits: Iterable[Hit]) -> list[str]:
    return [hit.iri.removeprefix(ID) for hit in hits]


@pytest.mark.parametrize(
    ("text", "first", "how"),
    [
        ("Собянин", "person/sobyanin-sergey", "words"),
        ("Sobjanin", "person/sobyanin-sergey", "words"),
        ("Sobyanin", "person/sobyanin-sergey", "words"),
        ("sobianin", "person/sobyanin-sergey", "words"),
        ("sobyanim", "person/sobyanin-sergey", "exact"),
        ("sergey sobyanin", "person/sobyanin-sergey", "exact"),
        ("Собянин Сергей Семёнович", "person/sobyanin-sergey", "key"),
        ("sob", "person/sobyanin-sergey", "words"),
        ("Sobyatin", "person/sobyanin-sergey", "near"),
        ("Monti Riccardo", "person/monti-riccardo-maria", "key"),
        ("Dott. Riccardo Monti", "person/monti-riccardo-maria", "part"),
        ("Ищенко", "person/ishchenko-igor", "words"),
        ("Trentino Svilupo", "organization/trentino-sviluppo", "key"),
        ("Trentino Sviluppu", "organization/trentino-sviluppo", "near"),
        ("trentino", "region/it-tn", "exact"),
        ("Italian Trade Agency", "organization/ice", "words"),
        ("ICE", "organization/ice", "exact"),
        ("estero", "organization/ice", "words"),
        ("ministero sviluppo economico", "organization/mise", "key"),
        ("firma a Milano", "source/s", "words"),
    ],
)
def test_each_spelling_finds_its_thing_first(names: Directory, text: str, first: str, how: str) -> None:
    hit = search(names, text)[0]
    assert (hit.iri.removeprefix(ID), hit.how) == (first, how)


def test_another_person_of_the_same_given_name_is_not_found(names: Directory) -> None:
    assert slugs(search(names, "Sergey Razov")) == ["person/razov-sergey"]


def test_things_that_must_stay_apart_are_never_equal(names: Directory) -> None:
    hits = search(names, "Ministero dello Sviluppo Economico")
    assert [(hit.iri.rpartition("/")[2], hit.how) for hit in hits] == [
        ("mise", "exact"),
        ("minecon-ru", "words"),
    ]
    assert [hit.how for hit in search(names, "Trentino Sviluppo")] == ["exact", "words"]
    assert "region/it-tn" not in slugs(search(names, "Trentino Sviluppo"))


def test_a_hit_shows_the_label_the_most_specific_type_and_the_form_that_matched(names: Directory) -> None:
    hit = search(names, "Italian Trade Agency (ITA) - ICE", languages=("it",))[0]
    assert hit.label.startswith("ICE – Agenzia per la promozione")
    assert (hit.type, hit.matched, hit.how) == (
        COOP + "PublicBody",
        "Italian Trade Agency (ITA) – ICE",
        "key",
    )
    assert search(names, "собянин", languages=("ru",))[0].label == "Сергей Собянин"


def test_actors_come_before_the_rest_where_names_match_alike(names: Directory) -> None:
    assert slugs(search(names, "trent")) == ["organization/trentino-sviluppo", "region/it-tn", "source/s"]


@pytest.mark.parametrize(
    ("text", "first", "how"),
    [
        ("ООО Трентино Свилуппо", "organization/trentino-sviluppo", "key"),
        ("Trentino Sviluppo S.p.A.", "organization/trentino-sviluppo", "key"),
        ("Trentino Sviluppo SRL", "organization/trentino-sviluppo", "key"),
        ("Серджей Собьянин", "person/sobyanin-sergey", "key"),
        ("Rikardo Monty", "person/monti-riccardo-maria", "key"),
        ("Sergey Sobianyn sindaco", "person/sobyanin-sergey", "part"),
        ("Ищенка Игор", "person/ishchenko-igor", "near"),
    ],
)
def test_legal_forms_slips_and_hearing_do_not_hide_a_thing(
    names: Directory, text: str, first: str, how: str
) -> None:
    hit = search(names, text)[0]
    assert (hit.iri.removeprefix(ID), hit.how) == (first, how)


def test_only_things_of_the_types_asked_for_come_back(names: Directory) -> None:
    assert slugs(search(names, "trentino", types=["Region"])) == ["region/it-tn"]
    assert slugs(search(names, "ICE", types=[COOP + "Organization"])) == ["organization/ice"]
    assert search(names, "ICE", types=["Person"]) == ()
    with pytest.raises(ParameterError, match=r"the types of named things are: .*Region"):
        search(names, "ICE", types=["Ship"])


def test_hits_are_counted_by_every_class_they_are_in(names: Directory) -> None:
    counts = names.counts(names.find("ministero"))
    assert counts == {COOP + "PublicBody": 2}
    assert names.classes[COOP + "Region"] == {"": "Region"}


def test_everything_comes_back_unless_a_limit_is_given() -> None:
    rossi = [
        Name(f"{ID}person/{n:03}", f"Anna Rossi {n}", f"Anna Rossi {n}", COOP + "Person") for n in range(300)
    ]
    index = NameIndex.build(rossi)
    assert len(index.find("rossi")) == 300
    assert index.find("rossi", limit=7) == index.find("rossi")[:7]
    with pytest.raises(ValueError, match="ask for 1 hit or more"):
        index.find("rossi", limit=0)


def test_a_name_that_nobody_has_finds_nothing(names: Directory) -> None:
    assert search(names, "nobody of that name") == ()


@pytest.mark.parametrize("text", ["", "   ", "…", "a", "*", '"} DROP ALL #'])
def test_odd_input_finds_nothing_and_does_no_harm(names: Directory, text: str) -> None:
    assert search(names, text) == ()


def test_the_order_depends_on_the_names_alone(names: Directory) -> None:
    index = names.index
    again = NameIndex.build(reversed(index.names))
    for text in ("sergey", "trentino", "ministero", "mi", "Riccardo Maria Monti"):
        assert index.find(text) == again.find(text)


def test_every_surface_form_of_the_gold_annotation_finds_its_entity_first() -> None:
    path = SHARED / "gold" / "seed-gold.yaml"
    if not path.is_file():
        pytest.skip("the gold annotation is not beside this checkout (../shared/gold/seed-gold.yaml)")
    gold = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    forms: dict[str, set[str]] = {}
    for kind, local_name in (("persons", "Person"), ("institutions", "Organization")):
        for entity in gold[kind]:
            mentions = {m["text"] for m in entity["mentions"] if m.get("kind") != "surname only"}
            surnames = {m["text"] for m in entity["mentions"] if m.get("kind") == "surname only"}
            known = {entity["normalised"], *entity.get("variants", ()), *mentions}
            forms[f"{local_name} {entity['id']}"] = known | {
                "\0" + form for form in surnames | set(entity.get("forms_external", ()))
            }
    names = [
        Name(key.split()[1], form, form, COOP + key.split()[0])
        for key, known in forms.items()
        for form in known
        if not form.startswith("\0")
    ]
    index = NameIndex.build(names)
    missed = {
        form.lstrip("\0"): key
        for key, known in forms.items()
        for form in known
        if not (hits := index.find(form.lstrip("\0"))) or hits[0].iri != key.split()[1]
    }
    # A name in other words: no spelling leads there, a curator records it.
    assert set(missed) == {"Istituto nazionale per il Commercio Estero (predecessor)"}
