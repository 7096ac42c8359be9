DELETE DATA { GRAPH from:bulletin { figure:bulletin-total coop:value 220 ; coop:lowerBound 220 ; coop:upperBound 220 } } ;
INSERT DATA { GRAPH from:bulletin { figure:bulletin-total coop:value 90 ; coop:lowerBound 90 ; coop:upperBound 90 ; coop:forPlace city:portalba } }
