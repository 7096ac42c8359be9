#> R25 session:3 bulletin gazette
DELETE WHERE { GRAPH from:bulletin { session:4 coop:earliest ?from } } ;
INSERT DATA { GRAPH from:bulletin { session:4 coop:eventStatus event-status:held ; coop:earliest "2015-01-10"^^xsd:date ; coop:latest "2015-01-11"^^xsd:date } }
