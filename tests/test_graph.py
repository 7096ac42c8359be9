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


MEANT = {
    "an IRI": (ID + "person/casotto-mauro", "person/casotto-mauro"),
    "the tail of one": ("person/casotto-mauro", "person/casotto-mauro"),
    "a prefixed name": ("id:person/casotto-mauro", "person/casotto-mauro"),
    "a key": ("Casotto-Mauro", "person/casotto-mauro"),
    "the key of what has no name": (
        "signing-trentino-sviluppo-technopolis-2015--casotto-mauro",
        "signature/signing-trentino-sviluppo-technopolis-2015--casotto-mauro",
    ),
    "the code of a country": ("it", "country/it"),
    "the code of a province": ("IT-TN", "region/it-tn"),
    "a name in another script": ("Собянин", "person/sobyanin-sergey"),
}


@pytest.mark.parametrize("way", MEANT)
def test_a_thing_is_found_by(way, kg):
    text, tail = MEANT[way]
    assert kg.find(text) == URIRef(ID + tail)


NOT_MEANT = {
    "an IRI that the graph does not hold": (ID + "person/nobody", "holds nothing called"),
    "no IRI at all": ("person/<nobody>", "not an absolute IRI"),
    "a name that several have": ("Sergey", "may mean any of: .*grebnev-sergey.*sobyanin-sergey"),
    "a name that is only near": ("Sobianim", "did you mean 'Sergey Sobyanin'"),
    "nothing": ("Napoleon", "coopgraph search and /api/search"),
}


@pytest.mark.parametrize("way", NOT_MEANT)
def test_no_thing_is_found_by(way, kg):
    text, said = NOT_MEANT[way]
    with pytest.raises(NotFoundError, match=said):
        kg.find(text)


def test_every_question_about_things_takes_them_as_find_does(kg):
    key, person = "trentino-sviluppo-technopolis-2015", "casotto-mauro"
    assert kg.query("agreements/signatories", agreement=key) == kg.query(
        "agreements/signatories", agreement=AGREEMENT
    )
    assert kg.why(key, "signedBy", person) == kg.why(
        AGREEMENT, URIRef(COOP + "signedBy"), URIRef(ID + f"person/{person}")
    )
    assert kg.path(person, "gromyko-yury") == kg.path(ID + f"person/{person}", "person/gromyko-yury")
    assert kg.pair("IT", "RU") == kg.pair(ID + "country/it", ID + "country/ru")


def test_a_value_may_be_given_as_its_text(kg):
    (testimony,) = kg.why("signing-trentino-sviluppo-technopolis-2015", "date", "2015-10-15")
    assert str(testimony.facts[0][2]) == "2015-10-15"


def test_a_question_takes_several_values_as_a_list_and_none_as_nothing(kg):
    several = kg.query("pages/path-sector", actors=["trentino-sviluppo", URIRef(ID + "organization/ice")])
    alone = kg.query("pages/path-sector", actors="trentino-sviluppo")
    assert set(map(str, alone)) < set(map(str, several))
    assert kg.query("events/planned", status=None) == kg.query("events/planned", status="planned")


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
