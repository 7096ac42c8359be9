#> R33 city:inner -
#> R33 city:outer -
INSERT DATA { GRAPH graph:entities { city:inner a coop:City ; skos:prefLabel "Inner"@en ; coop:within city:outer .
  city:outer a coop:City ; skos:prefLabel "Outer"@en ; coop:within city:inner } }
