#> R26 session:4 bulletin
INSERT DATA { GRAPH from:bulletin { session:4 coop:ordinal 5 } }
