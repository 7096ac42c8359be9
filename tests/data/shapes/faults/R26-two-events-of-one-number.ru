#> R26 session:4 bulletin
INSERT DATA { GRAPH graph:entities { session:4-again a coop:Session ; skos:prefLabel "fourth session, again"@en } } ;
INSERT DATA { GRAPH from:bulletin { session:4-again coop:inSeries series:sessions ; coop:ordinal 4 } }
