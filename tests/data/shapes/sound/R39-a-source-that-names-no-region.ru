INSERT DATA { GRAPH from:gazette { figure:gazette-hosts a coop:ReportedFigure ; coop:figureOf series:sessions ; coop:measure measure:host-regions ;
  coop:value 7 ; coop:lowerBound 7 ; coop:upperBound 7 ; coop:qualifier qualifier:exactly ; coop:statedIn source:gazette ; coop:hasEvidence ev:gazette } }
