#> R14 ev:bulletin bulletin
INSERT DATA { GRAPH from:bulletin { ev:bulletin oa:exact "another passage" } }
