#> R38 figure:bulletin-firms bulletin
#> R50 discrepancy:other notes
# A discrepancy that holds one of the two does not cover their conflict.
INSERT DATA { GRAPH from:gazette { figure:gazette-firms a coop:ReportedFigure ; coop:figureOf session:3 ; coop:measure measure:participating-organizations ;
  coop:value 50 ; coop:lowerBound 50 ; coop:qualifier qualifier:more-than ; coop:statedIn source:gazette ; coop:hasEvidence ev:gazette } } ;
INSERT DATA { GRAPH graph:editorial { discrepancy:other a coop:Discrepancy ; coop:discrepancyType conflict:value ; coop:statedIn source:notes ;
  coop:conflictingItem figure:gazette-firms , figure:bulletin-total ; coop:explanation "Not these two."@en } }
