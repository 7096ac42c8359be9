#> D05 coop:party -
DELETE WHERE { GRAPH graph:ontology { coop:party <http://www.w3.org/2003/06/sw-vocab-status/ns#term_status> ?status } }
