"""Names for things that have no label."""

from __future__ import annotations

from collections.abc import Callable

from coopgraph.store.embedded import EmbeddedStore
from coopgraph.validation.naming import describe

EX = "http://example.org/"
DATA = """
ex:o {
  coop:Discrepancy rdfs:label "discrepancy"@en , "discordanza"@it . coop:Situation rdfs:label "situation"@en .
  coop:ReportedFigure rdfs:subClassOf coop:Situation ; rdfs:label "reported figure"@en .
  ex:total skos:prefLabel "total against breakdown"@en , "totale contro ripartizione"@it .
  ex:registered skos:prefLabel "registered participants"@en .
}
ex:g {
  ex:italy skos:prefLabel "Italia"@it , "Italy"@en . ex:session skos:prefLabel "25th session"@en .
  ex:figure a coop:ReportedFigure , coop:Situation ; coop:measure ex:registered ; coop:side ex:italy ; coop:figureOf ex:session .
  ex:conflict a coop:Discrepancy ; coop:discrepancyType ex:total ; coop:conflictingItem ex:figure .
  ex:bare a ex:Unlabelled .
}
"""


def test_a_discrepancy_is_called_by_its_kind_and_what_it_is_about(
    store_of: Callable[[str], EmbeddedStore],
) -> None:
    names = describe(store_of(DATA).select, [EX + "conflict"])
    assert names == {EX + "conflict": "discrepancy (total against breakdown): 25th session"}
    italian = describe(store_of(DATA).select, [EX + "conflict"], ("it", "en"))
    assert italian == {EX + "conflict": "discordanza (totale contro ripartizione): 25th session"}


def test_a_statement_is_called_by_its_narrowest_class_and_its_side(
    store_of: Callable[[str], EmbeddedStore],
) -> None:
    names = describe(store_of(DATA).select, [EX + "figure"])
    assert names == {EX + "figure": "reported figure (registered participants, Italy): 25th session"}


def test_what_has_a_label_or_no_known_class_gets_no_other_name(
    store_of: Callable[[str], EmbeddedStore],
) -> None:
    assert describe(store_of(DATA).select, [EX + "session", EX + "bare", EX + "nothing"]) == {}
