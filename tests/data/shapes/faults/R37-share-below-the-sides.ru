#> R37 figure:gazette-share gazette
DELETE DATA { GRAPH from:gazette { figure:gazette-share coop:value 0.4 ; coop:lowerBound 0.4 } } ;
INSERT DATA { GRAPH from:gazette { figure:gazette-share coop:value 0.3 ; coop:upperBound 0.3 } }
