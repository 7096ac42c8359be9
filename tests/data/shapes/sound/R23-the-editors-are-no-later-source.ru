# Past by the date of the notes only.
INSERT DATA { GRAPH from:bulletin { session:4 coop:latest "2016-06-30"^^xsd:date } }
