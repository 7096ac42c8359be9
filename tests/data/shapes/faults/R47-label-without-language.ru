#> R47 person:bron -
INSERT DATA { GRAPH graph:entities { person:bron skos:prefLabel "Boris Bron" } }
