#> D03 coop:party -
DELETE WHERE { GRAPH graph:ontology { coop:party skos:example ?text } }
