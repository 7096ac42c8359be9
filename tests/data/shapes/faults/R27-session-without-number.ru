#> R27 session:extra bulletin
INSERT DATA { GRAPH graph:entities { session:extra a coop:Session ; skos:prefLabel "extraordinary session"@en } } ;
INSERT DATA { GRAPH from:bulletin { session:extra coop:inSeries series:sessions } }
