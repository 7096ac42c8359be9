#> R54 figure:gazette-age gazette
INSERT DATA { GRAPH from:gazette { figure:gazette-age a coop:ReportedFigure ; coop:figureOf series:sessions ; coop:measure measure:age-years ;
  coop:value 12 ; coop:lowerBound 12 ; coop:upperBound 12 ; coop:qualifier qualifier:exactly ; coop:statedIn source:gazette ; coop:hasEvidence ev:gazette } }
