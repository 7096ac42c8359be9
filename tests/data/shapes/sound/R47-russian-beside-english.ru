INSERT DATA { GRAPH graph:entities { person:bron skos:prefLabel "Борис Брон"@ru } }
