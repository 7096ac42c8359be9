# The bulletin dates the session after the gazette; the gazette itself dates it before.
DELETE WHERE { GRAPH from:gazette { source:gazette coop:earliest ?from ; coop:latest ?to } } ;
INSERT DATA { GRAPH from:gazette { source:gazette coop:earliest "2015-10-15"^^xsd:date ; coop:latest "2015-10-15"^^xsd:date } } ;
INSERT DATA { GRAPH from:bulletin { session:3 coop:earliest "2015-10-20"^^xsd:date ; coop:latest "2015-10-21"^^xsd:date } }
