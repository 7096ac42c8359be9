# The same source says two things: no conflict between sources.
INSERT DATA { GRAPH from:bulletin { figure:bulletin-firms-2 a coop:ReportedFigure ; coop:figureOf session:3 ; coop:measure measure:participating-organizations ;
  coop:value 50 ; coop:lowerBound 50 ; coop:qualifier qualifier:more-than ; coop:statedIn source:bulletin ; coop:hasEvidence ev:bulletin } }
