#> R28 series:sessions bulletin
DELETE DATA { GRAPH from:bulletin { session:4 coop:ordinal 4 } } ;
INSERT DATA { GRAPH from:bulletin { session:4 coop:ordinal 6 } }
