#> R39 figure:bulletin-hosts bulletin
# Both countries together: at least two were counted, exactly one now.
DELETE DATA { GRAPH from:bulletin { figure:bulletin-hosts coop:lowerBound 2 } } ;
INSERT DATA { GRAPH from:bulletin { figure:bulletin-hosts coop:lowerBound 1 ; coop:upperBound 1 } }
