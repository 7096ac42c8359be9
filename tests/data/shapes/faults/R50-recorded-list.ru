#> R50 discrepancy:hosts notes
DELETE DATA { GRAPH from:bulletin { figure:bulletin-hosts-xb coop:value 1 ; coop:lowerBound 1 ; coop:upperBound 1 } } ;
INSERT DATA { GRAPH from:bulletin { figure:bulletin-hosts-xb coop:value 2 ; coop:lowerBound 2 ; coop:upperBound 2 } } ;
INSERT DATA { GRAPH graph:editorial { discrepancy:hosts a coop:Discrepancy ; coop:discrepancyType conflict:value ; coop:statedIn source:notes ;
  coop:conflictingItem figure:bulletin-hosts-xb , claim:bulletin-host ; coop:explanation "One name is missing."@en } }
