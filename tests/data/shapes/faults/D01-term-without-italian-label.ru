#> D01 coop:party -
DELETE { GRAPH graph:ontology { coop:party <http://www.w3.org/2000/01/rdf-schema#label> ?label } }
WHERE { GRAPH graph:ontology { coop:party <http://www.w3.org/2000/01/rdf-schema#label> ?label } FILTER ( LANG(?label) = "it" ) }
