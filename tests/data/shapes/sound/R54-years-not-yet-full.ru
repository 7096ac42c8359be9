# April 2010 to February 2015: four full years, or five by the calendar.
INSERT DATA { GRAPH from:bulletin { figure:bulletin-age a coop:ReportedFigure ; coop:figureOf series:sessions ; coop:measure measure:age-years ;
  coop:value 4 ; coop:lowerBound 4 ; coop:upperBound 4 ; coop:qualifier qualifier:exactly ; coop:statedIn source:bulletin ; coop:hasEvidence ev:bulletin ;
  coop:date "2015-02"^^edtf:EDTF ; coop:earliest "2015-02-01"^^xsd:date ; coop:latest "2015-02-28"^^xsd:date } }
