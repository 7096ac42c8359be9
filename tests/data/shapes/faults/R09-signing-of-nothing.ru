#> R09 signing:empty gazette
INSERT DATA { GRAPH graph:entities { signing:empty a coop:Signing ; skos:prefLabel "signing of nothing"@en } } ;
INSERT DATA { GRAPH from:gazette { signing:empty coop:date "2015-10-14"^^edtf:EDTF } }
