#> R40 figure:gazette-held gazette
DELETE DATA { GRAPH from:gazette { figure:gazette-held coop:value 2 ; coop:lowerBound 2 ; coop:upperBound 2 } } ;
INSERT DATA { GRAPH from:gazette { figure:gazette-held coop:value 5 ; coop:lowerBound 5 ; coop:upperBound 5 } }
