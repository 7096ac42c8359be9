"""What a worker does when the API is asked."""

from __future__ import annotations

from contextlib import suppress

from coopgraph.errors import NetworkError
from coopgraph.network.measures import MEASURES
from coopgraph.store.embedded import EmbeddedStore
from coopgraph.web.addresses.formats import JSON
from coopgraph.web.addresses.json_text import as_json
from coopgraph.web.api.checking import CHECK
from coopgraph.web.api.connections import PAIR, PATH, WHY
from coopgraph.web.api.networks import NETWORK, NETWORKS, prepare_engines
from coopgraph.web.api.operation import Operation, links
from coopgraph.web.api.things import NEIGHBOURS, THINGS
from coopgraph.web.place import Place
from coopgraph.web.workers.answering import unchanged
from coopgraph.web.workers.question import Question
from coopgraph.web.workers.reply import Reply

OPERATIONS: dict[str, Operation] = {
    one.name: one for one in (THINGS, NEIGHBOURS, PAIR, PATH, NETWORKS, NETWORK, WHY, CHECK)
}
"""By name. The question's text is the name."""


def answer(store: EmbeddedStore, version: str, question: Question, reply: Reply) -> None:
    """Write the answer of an operation.

    Raises:
        CoopgraphError: it has none.
    """
    operation = OPERATIONS[question.text]
    place = Place.among(dict(question.arguments), "")
    beside = {"", *dict(place.arguments())}
    given = [(name, value) for name, value in question.arguments if name not in beside]
    (path,) = (value for name, value in question.arguments if name == "")
    if unchanged(version, question, JSON, reply):
        return
    found = operation.answer(store, version, operation.values(given))
    reply.headers["type"] = found.type
    inside = {parameter.name for parameter in operation.parameters if parameter.place == "path"}
    kept = [pair for pair in given if pair[0] not in inside]
    if link := links(path, kept + place.in_query(), found):
        reply.headers["more"] = {"Link": link}
    reply.write(found.data or as_json(found.document))


def prepare(store: EmbeddedStore) -> None:
    """Ask every operation once of a small world, for what that reads and imports."""
    with EmbeddedStore.in_memory() as sample:
        sample.load_trig(_SAMPLE)
        for operation in OPERATIONS.values():
            given = [(p.name, p.example) for p in operation.parameters if p.required]
            operation.answer(sample, "", operation.values(given))
        for measure in MEASURES:
            with suppress(NetworkError):  # not every measure is defined for this network
                NETWORK.answer(
                    sample, "", NETWORK.values([("name", "co-participation"), ("measure", measure)])
                )
        prepare_engines(store)


_SAMPLE = b"""
@prefix coop: <https://w3id.org/coopgraph/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix modality: <https://w3id.org/coopgraph/concept/modality/> .
@prefix edtf: <http://id.loc.gov/datatypes/edtf/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix country: <https://w3id.org/coopgraph/id/country/> .
@prefix person: <https://w3id.org/coopgraph/id/person/> .
@prefix source: <https://w3id.org/coopgraph/id/source/> .
@prefix event: <https://w3id.org/coopgraph/id/event/> .
@prefix agreement: <https://w3id.org/coopgraph/id/agreement/> .
@prefix participation: <https://w3id.org/coopgraph/id/participation/> .
<https://w3id.org/coopgraph/graph/source/sample> {
  country:it a coop:Country ; coop:isoCode "IT" ; skos:prefLabel "Italy"@en .
  country:ru a coop:Country ; coop:isoCode "RU" ; skos:prefLabel "Russia"@en .
  person:casotto-mauro a coop:Person ; skos:prefLabel "One"@en .
  person:monti-riccardo-maria a coop:Person ; skos:prefLabel "Another"@en .
  agreement:trentino-sviluppo-technopolis-2015 a coop:Agreement ; skos:prefLabel "An agreement"@en .
  source:sample a coop:Source ; dct:title "A source"@en .
  event:sample a coop:Event ; skos:prefLabel "An event"@en ; coop:date "2015-10-15"^^edtf:EDTF ;
    coop:earliest "2015-10-15"^^xsd:date ; coop:latest "2015-10-15"^^xsd:date .
  participation:one a coop:Participation , coop:Situation ; coop:modality modality:actual ;
    coop:statedIn source:sample ;
    coop:participant person:casotto-mauro ; coop:inEvent event:sample ; coop:side country:it .
  participation:other a coop:Participation , coop:Situation ; coop:modality modality:actual ;
    coop:statedIn source:sample ;
    coop:participant person:monti-riccardo-maria ; coop:inEvent event:sample ; coop:side country:ru .
}
<https://w3id.org/coopgraph/graph/shortcuts> {
  person:casotto-mauro coop:participatedIn event:sample .
}
"""
"""A world in which every example of a required value means something."""
