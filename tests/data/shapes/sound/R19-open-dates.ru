INSERT DATA { GRAPH from:bulletin { holding:chair-xa coop:date "../2013"^^edtf:EDTF ; coop:latest "2013-12-31"^^xsd:date .
  holding:chair-xb coop:date "2014/.."^^edtf:EDTF ; coop:earliest "2014-01-01"^^xsd:date } }
