#> R20 table:3-1 bulletin
DELETE DATA { GRAPH from:bulletin { table:3-1 coop:date "2015-10-14"^^edtf:EDTF } } ;
INSERT DATA { GRAPH from:bulletin { table:3-1 coop:date "2015-10-14" } }
