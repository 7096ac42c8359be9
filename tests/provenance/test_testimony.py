"""Who says so: every statement that involves a thing, source by source, with its words."""

from pathlib import Path

import pytest
from rdflib import URIRef

from coopgraph.namespaces import COOP, ID
from coopgraph.network.paths import evidence
from coopgraph.network.paths.asking import Asker
from coopgraph.provenance.labels import labels
from coopgraph.provenance.testimony import asserted_class, find_testimony
from coopgraph.queries import Catalogue
from coopgraph.resources import resource
from coopgraph.store.embedded import EmbeddedStore
from coopgraph.store.revisions import StoreFolder

TOY = Path(__file__).parents[1] / "data" / "toy.trig"


def thing(tail):
    return URIRef(ID + tail)


@pytest.fixture(scope="module")
def store(bundled_store):
    with StoreFolder(bundled_store).open() as opened:
        yield opened


@pytest.fixture(scope="module")
def ask(store):
    catalogue = Catalogue.load([resource("queries")])

    def ask(subject, predicate=None, value=None):
        verb = URIRef(COOP + predicate) if predicate else None
        return find_testimony(store, catalogue, thing(subject), verb, value)

    return ask


def test_two_sources_of_one_session_are_two_testimonies(ask):
    found = ask("session/tf-it-ru-sme-25", "ordinal")
    assert {str(t.source).rsplit("/", 1)[1] for t in found} == {"bergamo-tf-2016", "mise-tf-it-ru"}
    assert all(t.passages for t in found)


def test_the_speaker_is_not_the_source(ask):
    (turin,) = ask("session/tf-it-ru-sme-2013-torino", "takesPlaceIn")
    assert turin.speakers == (thing("person/cota-roberto"),)
    assert str(turin.source).endswith("piemonte-tf-2013")


def test_a_signature_is_found_from_the_agreement_and_from_the_signatory(ask):
    signature = thing("signature/signing-trentino-sviluppo-technopolis-2015--casotto-mauro")
    from_agreement = ask("agreement/trentino-sviluppo-technopolis-2015", "signedBy")
    assert signature in {t.statement for t in from_agreement}
    assert signature in {t.statement for t in ask("person/casotto-mauro")}
    assert asserted_class(next(t for t in from_agreement if t.statement == signature)) == "Signature"


def test_cooperation_rests_on_the_party_roles_of_both(ask):
    found = ask("organization/trentino-sviluppo", "cooperatesWith", thing("organization/technopolis-moscow"))
    assert {asserted_class(t) for t in found} == {"PartyRole"}
    assert len(found) == 2


def test_passages_come_in_the_order_of_the_text(ask):
    for testimony in ask("person/monti-riccardo-maria"):
        starts = [p.start for p in testimony.passages]
        assert starts == sorted(starts)


def test_what_nobody_states_has_no_testimony(ask):
    assert (
        ask(
            "agreement/trentino-sviluppo-technopolis-2015",
            "hasParty",
            thing("organization/provincia-autonoma-trento"),
        )
        == ()
    )


def test_a_label_is_in_the_first_language_that_has_one_and_else_a_short_name(store):
    found = labels(
        store.select,
        [thing("person/sobyanin-sergey"), URIRef(COOP + "Signature"), "https://example.org/nobody"],
        ("ru", "en"),
    )
    assert found[str(thing("person/sobyanin-sergey"))] == "Сергей Собянин"
    assert found["https://example.org/nobody"] == "<https://example.org/nobody>"


@pytest.fixture(scope="module")
def signed_in_two_sources():
    """The toy world, where the bulletin speaks of Amari's signature too: not for whom, and by other words."""
    store = EmbeddedStore.in_memory()
    store.load_trig(TOY)
    base, signature = "https://w3id.org/coopgraph/", f"<{ID}signature/wind-farms-amari>"
    said = {
        "inEvent": f"<{ID}signing/wind-farms>",
        "participant": f"<{ID}person/amari-ada>",
        "asWritten": '"Mrs Amari"',
        "statedBy": f"<{ID}person/bron-boris>",
        "statedIn": f"<{ID}source/bulletin-2>",
        "hasEvidence": f"<{ID}evidence/bulletin-2-signed>",
    }
    graph = f"<{base}graph/source/bulletin-2>"
    store.load_nquads("".join(f"{signature} <{COOP}{p}> {o} {graph} .\n" for p, o in said.items()).encode())
    with store:
        yield store


def said_of_the_signature(found):
    return {
        str(t.source).rsplit("/", 1)[1]: (
            {str(p).removeprefix(COOP) for _, p, _ in t.facts} & {"onBehalfOf", "asWritten", "participant"},
            t.speakers,
        )
        for t in found
        if str(t.statement).endswith("signature/wind-farms-amari")
    }


EACH_ITS_OWN = {
    "gazette-1": ({"participant", "onBehalfOf"}, ()),
    "bulletin-2": ({"participant", "asWritten"}, (URIRef(ID + "person/bron-boris"),)),
}


def test_of_a_shared_situation_each_source_is_shown_what_it_says_itself(signed_in_two_sources):
    catalogue = Catalogue.load([resource("queries")])
    found = find_testimony(signed_in_two_sources, catalogue, thing("person/amari-ada"))
    assert said_of_the_signature(found) == EACH_ITS_OWN


def test_a_path_shows_of_a_shared_situation_what_each_source_says_itself(signed_in_two_sources):
    asker = Asker(signed_in_two_sources, Catalogue.load([resource("queries")]))
    signature = ID + "signature/wind-farms-amari"
    assert said_of_the_signature(evidence.testimonies(asker, [signature])[signature]) == EACH_ITS_OWN
