#> R23 session:4 bulletin
# The last possible day of the plan is before the later of the two papers.
DELETE WHERE { GRAPH from:bulletin { session:4 coop:earliest ?from } } ;
INSERT DATA { GRAPH from:bulletin { session:4 coop:earliest "2015-10-20"^^xsd:date ; coop:latest "2015-10-25"^^xsd:date } }
