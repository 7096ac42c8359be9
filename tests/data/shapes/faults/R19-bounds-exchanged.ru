#> R19 table:3-1 bulletin
DELETE DATA { GRAPH from:bulletin { table:3-1 coop:earliest "2015-10-14"^^xsd:date } } ;
INSERT DATA { GRAPH from:bulletin { table:3-1 coop:earliest "2015-10-15"^^xsd:date } }
