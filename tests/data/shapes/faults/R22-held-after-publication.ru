#> R22 session:3 bulletin gazette
# The gazette appears before the session it calls held.
DELETE WHERE { GRAPH from:gazette { source:gazette coop:earliest ?from ; coop:latest ?to } } ;
INSERT DATA { GRAPH from:gazette { source:gazette coop:earliest "2015-09-01"^^xsd:date ; coop:latest "2015-09-01"^^xsd:date } } ;
DELETE DATA { GRAPH from:gazette { signing:wind coop:eventStatus event-status:held } }
