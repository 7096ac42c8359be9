#> R36 figure:bulletin-total bulletin
# At most 210, but 115 and 100 at least: within one source.
DELETE DATA { GRAPH from:bulletin { figure:bulletin-total coop:value 220 ; coop:lowerBound 220 ; coop:upperBound 220 } } ;
INSERT DATA { GRAPH from:bulletin { figure:bulletin-total coop:value 210 ; coop:lowerBound 210 ; coop:upperBound 210 } }
