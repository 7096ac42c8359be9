#> R36 figure:bulletin-total bulletin
DELETE DATA { GRAPH from:bulletin { figure:bulletin-total coop:value 220 ; coop:lowerBound 220 ; coop:upperBound 220 } } ;
INSERT DATA { GRAPH from:bulletin { figure:bulletin-total coop:value 210 ; coop:lowerBound 210 ; coop:upperBound 210 .
  figure:bulletin-total coop:date "2015-10"^^edtf:EDTF ; coop:earliest "2015-10-01"^^xsd:date ; coop:latest "2015-10-31"^^xsd:date .
  figure:bulletin-xa coop:date "2015-10-14"^^edtf:EDTF ; coop:earliest "2015-10-14"^^xsd:date ; coop:latest "2015-10-14"^^xsd:date .
  figure:bulletin-xb coop:date "2015-10-14/.."^^edtf:EDTF ; coop:earliest "2015-10-14"^^xsd:date } }
