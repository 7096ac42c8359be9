#> R39 figure:bulletin-hosts-xb bulletin
DELETE DATA { GRAPH from:bulletin { figure:bulletin-hosts-xb coop:value 1 ; coop:lowerBound 1 ; coop:upperBound 1 } } ;
INSERT DATA { GRAPH from:bulletin { figure:bulletin-hosts-xb coop:value 2 ; coop:lowerBound 2 ; coop:upperBound 2 } }
