#> R50 discrepancy:share notes
DELETE DATA { GRAPH from:gazette { figure:gazette-share coop:value 0.4 ; coop:lowerBound 0.4 } } ;
INSERT DATA { GRAPH from:gazette { figure:gazette-share coop:value 0.5 ; coop:lowerBound 0.5 } } ;
INSERT DATA { GRAPH graph:editorial { discrepancy:share a coop:Discrepancy ; coop:discrepancyType conflict:share-vs-breakdown ; coop:statedIn source:notes ;
  coop:conflictingItem figure:gazette-share , figure:bulletin-xb ; coop:explanation "Both stay."@en } }
