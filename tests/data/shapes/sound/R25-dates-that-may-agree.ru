INSERT DATA { GRAPH from:bulletin { session:4 coop:earliest "2015-01-01"^^xsd:date ; coop:latest "2016-12-31"^^xsd:date } }
