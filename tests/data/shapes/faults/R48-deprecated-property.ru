#> R48 participation:conti gazette
INSERT DATA { GRAPH graph:ontology { coop:formerly a owl:ObjectProperty ; owl:deprecated true ; dct:isReplacedBy coop:role ;
  <http://www.w3.org/2000/01/rdf-schema#label> "formerly"@en , "già"@it ; skos:definition "An old term."@en ; skos:example "None."@en ;
  <http://www.w3.org/2000/01/rdf-schema#isDefinedBy> <https://w3id.org/coopgraph/ontology> ; <http://www.w3.org/2003/06/sw-vocab-status/ns#term_status> "archaic" } } ;
INSERT DATA { GRAPH from:gazette { participation:conti coop:formerly role:witness } }
