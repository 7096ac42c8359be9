#> R19 table:3-1 bulletin
# A second dating ends before anything can have begun.
INSERT DATA { GRAPH from:bulletin { table:3-1 coop:latest "2015-09-30"^^xsd:date } }
