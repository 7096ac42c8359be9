# The total is of another day than the sides: true on different days.
DELETE DATA { GRAPH from:bulletin { figure:bulletin-total coop:value 220 ; coop:lowerBound 220 ; coop:upperBound 220 } } ;
INSERT DATA { GRAPH from:bulletin { figure:bulletin-total coop:value 500 ; coop:lowerBound 500 ; coop:upperBound 500 ;
  coop:date "2015-10-01"^^edtf:EDTF ; coop:earliest "2015-10-01"^^xsd:date ; coop:latest "2015-10-01"^^xsd:date .
  figure:bulletin-xa coop:date "2015-10-14"^^edtf:EDTF ; coop:earliest "2015-10-14"^^xsd:date ; coop:latest "2015-10-14"^^xsd:date .
  figure:bulletin-xb coop:date "2015-10-14"^^edtf:EDTF ; coop:earliest "2015-10-14"^^xsd:date ; coop:latest "2015-10-14"^^xsd:date } }
