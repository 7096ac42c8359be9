#> D02 coop:party -
DELETE WHERE { GRAPH graph:ontology { coop:party skos:definition ?text } }
