#> R50 discrepancy:firms notes
INSERT DATA { GRAPH from:gazette { figure:gazette-firms a coop:ReportedFigure ; coop:figureOf session:3 ; coop:measure measure:participating-organizations ;
  coop:value 50 ; coop:lowerBound 50 ; coop:qualifier qualifier:more-than ; coop:statedIn source:gazette ; coop:hasEvidence ev:gazette } } ;
INSERT DATA { GRAPH graph:editorial { discrepancy:firms a coop:Discrepancy ; coop:discrepancyType conflict:value ; coop:statedIn source:notes ;
  coop:conflictingItem figure:gazette-firms , figure:bulletin-firms ; coop:explanation "Both stay."@en } }
