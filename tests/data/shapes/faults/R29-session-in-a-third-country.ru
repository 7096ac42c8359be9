#> R29 session:4 bulletin
DELETE DATA { GRAPH from:bulletin { session:4 coop:takesPlaceIn city:bortown } } ;
INSERT DATA { GRAPH from:bulletin { session:4 coop:takesPlaceIn country:xc } } ;
INSERT DATA { GRAPH graph:entities { country:xc a coop:Country ; skos:prefLabel "Curland"@en ; coop:isoCode "XC" } }
