#> R14 ev:bulletin bulletin
DELETE DATA { GRAPH from:bulletin { ev:bulletin oa:start 0 } } ;
INSERT DATA { GRAPH from:bulletin { ev:bulletin oa:start 50 } }
