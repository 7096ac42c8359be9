#> R47 person:bron gazette
INSERT DATA { GRAPH from:gazette { person:bron skos:prefLabel "Boris Bron"@en } }
