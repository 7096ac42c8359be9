INSERT DATA { GRAPH from:bulletin { event:summit coop:earliest "2011-01-01"^^xsd:date ; coop:latest "2011-01-31"^^xsd:date } }
