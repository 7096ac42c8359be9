#> R38 figure:bulletin-firms bulletin
INSERT DATA { GRAPH from:gazette { figure:gazette-firms a coop:ReportedFigure ; coop:figureOf session:3 ; coop:measure measure:participating-organizations ;
  coop:value 50 ; coop:lowerBound 50 ; coop:qualifier qualifier:more-than ; coop:statedIn source:gazette ; coop:hasEvidence ev:gazette } }
