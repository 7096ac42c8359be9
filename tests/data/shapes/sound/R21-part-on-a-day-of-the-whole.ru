DELETE WHERE { GRAPH from:bulletin { table:3-1 coop:earliest ?from ; coop:latest ?to } } ;
INSERT DATA { GRAPH from:bulletin { table:3-1 coop:earliest "2015-10-20"^^xsd:date ; coop:latest "2015-10-20"^^xsd:date } }
