# A day in words only is never compared.
DELETE DATA { GRAPH from:bulletin { figure:bulletin-total coop:value 220 ; coop:lowerBound 220 ; coop:upperBound 220 } } ;
INSERT DATA { GRAPH from:bulletin { figure:bulletin-total coop:value 500 ; coop:lowerBound 500 ; coop:upperBound 500 ; coop:dateAsWritten "the day before" } }
