#> R48 participation:conti gazette
INSERT DATA { GRAPH from:gazette { participation:conti coop:onBehalfof org:press } }
