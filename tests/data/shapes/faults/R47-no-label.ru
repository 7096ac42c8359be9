#> R47 person:bron -
DELETE WHERE { GRAPH graph:entities { person:bron skos:prefLabel ?label } }
