#> R36 figure:gazette-registered gazette
# At least 300, but 125 and 100 at most. The bulletin's total goes, or R38 would speak too.
DELETE WHERE { GRAPH from:bulletin { figure:bulletin-total ?p ?o } } ;
DELETE DATA { GRAPH from:gazette { figure:gazette-registered coop:value 200 ; coop:lowerBound 200 } } ;
INSERT DATA { GRAPH from:gazette { figure:gazette-registered coop:value 300 ; coop:lowerBound 300 } }
