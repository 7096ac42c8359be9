INSERT DATA { GRAPH from:bulletin { event:summit coop:date "2010-04-12"^^edtf:EDTF ; coop:earliest "2010-04-12"^^xsd:date ; coop:latest "2010-04-12"^^xsd:date } }
