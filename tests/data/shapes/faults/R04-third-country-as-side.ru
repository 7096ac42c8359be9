#> R04 signature:bron gazette
# The signing is within the agreement's relation, Ardonia and Borduria.
DELETE DATA { GRAPH from:gazette { signature:bron coop:side country:xb } } ;
INSERT DATA { GRAPH from:gazette { signature:bron coop:side country:xc } } ;
INSERT DATA { GRAPH graph:entities { country:xc a coop:Country ; skos:prefLabel "Curland"@en ; coop:isoCode "XC" } }
