INSERT DATA { GRAPH from:gazette { figure:gazette-firms a coop:ReportedFigure ; coop:figureOf session:3 ; coop:measure measure:participating-organizations ;
  coop:value 40 ; coop:lowerBound 40 ; coop:qualifier qualifier:more-than ; coop:statedIn source:gazette ; coop:hasEvidence ev:gazette } }
