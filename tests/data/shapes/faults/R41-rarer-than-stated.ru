#> R41 figure:gazette-rate gazette
# Twice a year since April 2010 would be eleven by November 2015; three were held.
DELETE DATA { GRAPH from:gazette { figure:gazette-rate coop:value 0.6 ; coop:lowerBound 0.55 ; coop:upperBound 0.65 . figure:gazette-held coop:upperBound 2 } } ;
INSERT DATA { GRAPH from:gazette { figure:gazette-rate coop:value 2 ; coop:lowerBound 2 ; coop:upperBound 2 } }
