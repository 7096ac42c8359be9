#> D04 coop:party -
DELETE WHERE { GRAPH graph:ontology { coop:party <http://www.w3.org/2000/01/rdf-schema#isDefinedBy> ?ontology } }
