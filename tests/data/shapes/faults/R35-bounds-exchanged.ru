#> R35 figure:bulletin-firms bulletin
DELETE DATA { GRAPH from:bulletin { figure:bulletin-firms coop:value 40 ; coop:lowerBound 40 ; coop:upperBound 40 } } ;
INSERT DATA { GRAPH from:bulletin { figure:bulletin-firms coop:lowerBound 45 ; coop:upperBound 35 } }
