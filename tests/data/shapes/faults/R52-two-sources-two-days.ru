#> R52 session:3 bulletin gazette
DELETE WHERE { GRAPH from:bulletin { session:3 coop:date ?date ; coop:earliest ?from ; coop:latest ?to } } ;
INSERT DATA { GRAPH from:bulletin { session:3 coop:date "2015-11-01"^^edtf:EDTF ; coop:earliest "2015-11-01"^^xsd:date ; coop:latest "2015-11-01"^^xsd:date } } ;
DELETE WHERE { GRAPH from:bulletin { table:3-1 coop:date ?date ; coop:earliest ?from ; coop:latest ?to } }
