#> R37 figure:gazette-share gazette
# More than half, but 100 of at least 215 are from Borduria.
DELETE DATA { GRAPH from:gazette { figure:gazette-share coop:value 0.4 ; coop:lowerBound 0.4 } } ;
INSERT DATA { GRAPH from:gazette { figure:gazette-share coop:value 0.5 ; coop:lowerBound 0.5 } }
