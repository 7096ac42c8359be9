"""The facade: what the README shows, on the bundled graph."""

import pytest
from rdflib import URIRef

import coopgraph
from coopgraph.errors import NotFoundError, StoreUnavailableError
from coopgraph.namespaces import COOP, ID

AGREEMENT = URIRef(ID + "agreement/trentino-sviluppo-technopolis-2015")


@pytest.fixture(scope="module")
def kg(bundled_store):
    with coopgraph.open(bundled_store) as graph:
        yield graph


def test_a_question_answers_by_name_with_parameters(kg):
    rows = kg.query("agreements/signatories", agreement=AGREEMENT)
    assert {str(row["person"]).rsplit("/", 1)[1] for row in rows} == {"casotto-mauro", "ishchenko-igor"}


def test_sparql_of_every_form_answers(kg):
    assert len(kg.sparql(f"SELECT ?a WHERE {{ ?a a <{COOP}Agreement> }}")) == 1
    assert kg.ask(f"ASK {{ <{AGREEMENT}> a <{COOP}Agreement> }}")
    assert (AGREEMENT, URIRef(COOP + "signedBy"), URIRef(ID + "person/casotto-mauro")) in set(
        kg.construct(f"CONSTRUCT WHERE {{ <{AGREEMENT}> <{COOP}signedBy> ?person }}")
    )


def test_a_question_nobody_wrote_names_the_closest(kg):
    with pytest.raises(NotFoundError, match="agreements/signatories"):
        kg.query("agreements/signatorys")


def test_solutions_become_a_data_frame(kg):
    frame = kg.query("agreements/signatories", agreement=AGREEMENT).to_pandas()
    assert list(frame["personLabel"]) == sorted(frame["personLabel"])
    assert len(frame) == 2


def test_why_separates_who_signed_from_who_was_named(kg):
    signed = kg.why(AGREEMENT, URIRef(COOP + "signedBy"))
    assert {passage.quotation for testimony in signed for passage in testimony.passages} >= {
        "da Mauro Casotto, dirigente di Trentino Sviluppo"
    }
    assert not kg.why(AGREEMENT, URIRef(COOP + "signedBy"), URIRef(ID + "person/farella-raffaele"))


def test_check_conforms(kg):
    assert kg.check().conforms


def test_a_network_carries_the_version_of_the_graph(kg):
    assert kg.network("co-participation").metadata()["graph_version"] == kg.version


def test_a_store_that_is_not_there_says_how_to_make_one(tmp_path):
    with pytest.raises(StoreUnavailableError, match="coopgraph build"):
        coopgraph.open(tmp_path / "nothing")
