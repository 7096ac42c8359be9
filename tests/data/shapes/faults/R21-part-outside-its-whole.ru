#> R21 table:3-1 bulletin
DELETE WHERE { GRAPH from:bulletin { table:3-1 coop:earliest ?from ; coop:latest ?to } } ;
INSERT DATA { GRAPH from:bulletin { table:3-1 coop:earliest "2015-11-02"^^xsd:date ; coop:latest "2015-11-03"^^xsd:date } }
