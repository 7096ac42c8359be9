#> R47 person:bron -
DELETE WHERE { GRAPH graph:entities { person:bron skos:prefLabel ?label } } ;
INSERT DATA { GRAPH graph:entities { person:bron skos:prefLabel "Борис Брон"@ru } }
