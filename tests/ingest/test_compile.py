"""What dossiers become: plain facts with claims, situations, evidence, dates."""

import pytest
from rdflib import DCTERMS, OWL, Literal, URIRef
from rdflib import SKOS as SKOS_

from coopgraph.errors import DossierError
from coopgraph.namespaces import CONCEPT, COOP, GRAPH, GRAPH_ONTOLOGY, ID, OA, PROV, RDF, SKOS, XSD

SOURCE_GRAPH = URIRef(GRAPH + "source/doc-1")
TYPE = URIRef(RDF + "type")


def coop(name):
    return URIRef(COOP + name)


def thing(tail):
    return URIRef(ID + tail)


def facts(compiled, subject, graph=SOURCE_GRAPH):
    return {(p, o) for s, p, o, g in compiled.quads if s == subject and g == graph}


def values(compiled, subject, name):
    return {o for p, o in facts(compiled, subject) if p == coop(name)}


def nodes(compiled, kind):
    return {s for s, p, o, _ in compiled.quads if p == TYPE and o == coop(kind)}


def test_a_plain_claim_is_a_triple_in_the_graph_of_its_source_and_a_claim_with_evidence(world):
    compiled = world.compile()
    firma, torino = thing("signing/firma"), thing("city/torino")
    assert (coop("takesPlaceIn"), torino) in facts(compiled, firma)
    (claim,) = [c for c in nodes(compiled, "Claim") if values(compiled, c, "claimObject") == {torino}]
    assert values(compiled, claim, "claimSubject") == {firma}
    assert values(compiled, claim, "claimPredicate") == {coop("takesPlaceIn")}
    assert values(compiled, claim, "statedIn") == {thing("source/doc-1")}
    (evidence,) = values(compiled, claim, "hasEvidence")
    text = (world.texts / "doc.txt").read_text(encoding="utf-8")
    start = text.index("a Torino")
    assert facts(compiled, evidence) >= {
        (URIRef(OA + "exact"), Literal("a Torino")),
        (URIRef(OA + "start"), Literal(start)),
        (URIRef(OA + "end"), Literal(start + len("a Torino"))),
    }


def test_a_list_of_objects_is_several_claims_with_one_passage(world):
    compiled = world.compile()
    sectors = {
        c for c in nodes(compiled, "Claim") if values(compiled, c, "claimPredicate") == {coop("hasSector")}
    }
    assert len(sectors) == 2
    assert len({e for c in sectors for e in values(compiled, c, "hasEvidence")}) == 1


def test_a_signature_names_the_signing_the_party_and_the_capacity(world):
    compiled = world.compile()
    (signature,) = nodes(compiled, "Signature")
    assert signature == thing("signature/firma--neri-ada")
    assert values(compiled, signature, "inEvent") == {thing("signing/firma")}
    assert values(compiled, signature, "onBehalfOf") == {thing("organization/alfa")}
    assert values(compiled, signature, "inCapacity") == {
        thing("role-holding/neri-ada--alfa--president--2014-05-11")
    }
    assert values(compiled, signature, "side") == {thing("country/it")}


def test_a_capacity_is_one_that_the_same_source_states(world):
    world.write(
        "doc-2.yaml",
        f"""\
coopgraph: dossier/1
source: {{ key: doc-2, title: "Un altro giornale", file: doc-2.txt, sha256: {"0" * 64}, language: it }}
claims:
  - {{ s: firma, p: participant, o: neri-ada, role: speaker, for: alfa, capacity: president, q: "Ada Neri" }}
""",
    )
    with pytest.raises(
        DossierError, match=r"doc-2\.yaml:4:.* no line says that the participant is president"
    ):
        world.compile()


def test_a_planned_participation_is_another_node_than_an_actual_one(world):
    world.add('{ s: firma, p: participant, o: beta, role: attendee, modality: planned, q: "a Torino" }')
    world.add('{ s: firma, p: participant, o: beta, role: attendee, q: "Presenti" }')
    assert nodes(world.compile(), "Participation") == {
        thing("participation/firma--beta--attendee"),
        thing("participation/firma--beta--attendee--planned"),
    }


def test_a_date_has_the_words_of_the_source_and_its_first_and_last_day(world):
    compiled = world.compile()
    firma = thing("signing/firma")
    day = Literal("2014-05-11", datatype=URIRef(XSD + "date"))
    assert values(compiled, firma, "dateAsWritten") == {Literal("ieri", lang="it")}
    assert values(compiled, firma, "earliest") == values(compiled, firma, "latest") == {day}


def test_a_date_without_a_year_has_no_bounds(world):
    world.change("doc-1.yaml", "o: 2014-05-11, as", "o: XXXX-05-11, as")
    compiled = world.compile()
    firma = thing("signing/firma")
    assert len(values(compiled, firma, "date")) == 1
    assert not values(compiled, firma, "earliest") | values(compiled, firma, "latest")


def test_a_figure_keeps_its_bounds_its_qualifier_and_its_words(world):
    compiled = world.compile()
    (figure,) = nodes(compiled, "ReportedFigure")
    assert figure == thing("figure/doc-1--firma--attendance")
    assert (
        values(compiled, figure, "value")
        == values(compiled, figure, "lowerBound")
        == {Literal("40", datatype=URIRef(XSD + "decimal"))}
    )
    assert not values(compiled, figure, "upperBound")
    assert str(*values(compiled, figure, "qualifier")).endswith("/qualifier/more-than")


def test_a_header_fact_without_a_passage_is_the_editors_and_not_the_sources(world):
    compiled = world.compile()
    source = thing("source/doc-1")
    publisher = (URIRef("http://purl.org/dc/terms/publisher"), thing("organization/alfa"))
    assert publisher not in facts(compiled, source)
    assert publisher in facts(compiled, source, URIRef(GRAPH + "editorial"))
    assert values(compiled, source, "date")


CC_BY = "https://creativecommons.org/licenses/by/4.0/"


@pytest.mark.parametrize(
    ("written", "predicate", "value"),
    [(CC_BY, "license", URIRef(CC_BY)), ("not stated", "rights", Literal("not stated", lang="en"))],
)
def test_the_licence_of_a_document_is_told_of_it_or_that_it_names_none(world, written, predicate, value):
    world.change("doc-1.yaml", "  publisher: alfa", f"  publisher: alfa\n  licence: {written}")
    said = facts(world.compile(), thing("source/doc-1"), URIRef(GRAPH + "editorial"))
    assert {(p, o) for p, o in said if p in (DCTERMS.license, DCTERMS.rights)} == {
        (DCTERMS[predicate], value)
    }


def test_a_licence_that_the_document_prints_is_the_documents_own_fact(world):
    world.change("doc-1.yaml", "  publisher: alfa", f"  publisher: alfa\n  licence: {CC_BY}")
    world.change("doc-1.yaml", "quotes: {", 'quotes: { licence: "a Torino",')
    compiled = world.compile()
    assert (DCTERMS.license, URIRef(CC_BY)) in facts(compiled, thing("source/doc-1"))
    assert any(
        values(compiled, claim, "claimPredicate") == {DCTERMS.license} for claim in nodes(compiled, "Claim")
    )


ENTITIES = URIRef(GRAPH + "entities")


def test_a_thing_that_was_merged_says_into_what_and_nothing_else(world):
    world.write("more.yaml", "coopgraph: entities/1\nentities:\n  neri-a: { is: Person, merged: neri-ada }\n")
    compiled = world.compile()
    former = thing("person/neri-a")
    assert facts(compiled, former, ENTITIES) == {(DCTERMS.isReplacedBy, thing("person/neri-ada"))}
    assert {q for q in compiled.quads if former in q[:3]} == {
        (former, DCTERMS.isReplacedBy, thing("person/neri-ada"), ENTITIES)
    }


def test_a_thing_that_was_withdrawn_says_why_and_nothing_else(world):
    world.write(
        "more.yaml",
        "coopgraph: entities/1\nentities:\n  gamma: { is: Organization, withdrawn: { en: A misreading., it: Una svista. } }\n",
    )
    assert facts(world.compile(), thing("organization/gamma"), ENTITIES) == {
        (OWL.deprecated, Literal(True)),
        (SKOS_.note, Literal("A misreading.", lang="en")),
        (SKOS_.note, Literal("Una svista.", lang="it")),
    }


def test_names_live_in_the_entities_graph_only(world):
    compiled = world.compile()
    named = {g for s, p, o, g in compiled.quads if p == URIRef(SKOS + "prefLabel")}
    assert named == {URIRef(GRAPH + "entities")}
    assert (URIRef(SKOS + "altLabel"), Literal("Alpha", lang="en")) in facts(
        compiled, thing("organization/alfa"), URIRef(GRAPH + "entities")
    )


def test_the_graph_of_a_source_says_what_it_derives_from(world):
    assert (URIRef(PROV + "wasDerivedFrom"), thing("source/doc-1")) in facts(world.compile(), SOURCE_GRAPH)


def test_the_order_of_lines_and_files_changes_nothing(world):
    before = world.compile().quads
    lines = (world.folder / "doc-1.yaml").read_text(encoding="utf-8").splitlines()
    head = lines.index("claims:") + 1
    world.write("doc-1.yaml", "\n".join([*lines[:head], *reversed(lines[head:])]) + "\n")
    (world.folder / "entities.yaml").rename(world.folder / "zz.yaml")
    assert world.compile().quads == before


def test_the_lock_file_gives_a_reader_without_the_texts_the_same_graph(world):
    with_texts = world.compile(lock=True)
    without = world.compile(texts=False)
    assert without.quads == with_texts.quads
    assert (without.passages.checked, without.passages.unlocated) == (0, 0)
    assert without.passages.locked == with_texts.passages.checked > 0


def test_without_text_or_lock_a_passage_has_no_offsets_and_is_counted(world):
    compiled = world.compile(texts=False)
    assert compiled.passages.unlocated > 0
    assert not any(p == URIRef(OA + "start") for _, p, _, _ in compiled.quads)


def test_an_inference_is_a_claim_and_never_a_plain_fact(world):
    world.write(
        "editorial.yaml",
        """\
coopgraph: editorial/1
source: { key: notes, title: Notes, language: en, published: 2026-01-01, publisher: alfa }
claims:
  - { s: accordo, p: hasSector, o: aerospace, from: ["doc-1#present"], why: { en: "Because." } }
discrepancies:
  - { key: d-1, type: value, items: ["doc-1#present", "doc-1#present"], explanation: { en: "Why." } }
""",
    )
    compiled = world.compile()
    editorial = URIRef(GRAPH + "editorial")
    inferred = [s for s in nodes(compiled, "Claim") if "/claim/notes--" in s]
    assert len(inferred) == 1
    assert (URIRef(PROV + "wasDerivedFrom"), thing("figure/doc-1--firma--attendance")) in facts(
        compiled, inferred[0], editorial
    )
    assert not [
        s for s, p, o, _ in compiled.quads if str(o).endswith("/sector/aerospace") and p == coop("hasSector")
    ]
    assert (coop("conflictingItem"), thing("figure/doc-1--firma--attendance")) in facts(
        compiled, thing("discrepancy/d-1"), editorial
    )


CODES = """\
codes:
  sector:
    tourism: { label: { en: tourism, it: turismo }, also: ["hospitality@en"], about: { en: Travel. } }
    spas: { label: { it: terme }, broader: tourism }
"""


def test_a_code_of_ones_own_is_a_concept_of_its_list_and_lines_name_it(world):
    world.write("codes.yaml", "coopgraph: entities/1\n" + CODES)
    world.change("doc-1.yaml", "o: [mechanics, energy]", "o: [mechanics, spas]")
    quads = world.compile().quads
    tourism, spas = (URIRef(f"{CONCEPT}sector/{key}") for key in ("tourism", "spas"))
    said = {(s, p, str(o)) for s, p, o, graph in quads if str(graph) == GRAPH_ONTOLOGY}
    assert said >= {
        (tourism, SKOS_.prefLabel, "turismo"),
        (tourism, SKOS_.altLabel, "hospitality"),
        (tourism, SKOS_.definition, "Travel."),
        (tourism, SKOS_.notation, "tourism"),
        (tourism, SKOS_.topConceptOf, CONCEPT + "sector"),
        (spas, SKOS_.broader, str(tourism)),
        (spas, SKOS_.inScheme, CONCEPT + "sector"),
    }
    assert any(o == spas and p == URIRef(COOP + "hasSector") for _, p, o, _ in quads)
