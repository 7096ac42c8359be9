DELETE WHERE { GRAPH from:bulletin { session:4 coop:earliest ?from } } ;
INSERT DATA { GRAPH from:bulletin { session:4 coop:earliest "2015-10-20"^^xsd:date ; coop:latest "2015-10-25"^^xsd:date } } ;
INSERT DATA { GRAPH from:gazette { session:4 coop:eventStatus event-status:postponed } }
