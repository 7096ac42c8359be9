#> R08 signature:amari gazette
INSERT DATA { GRAPH from:gazette { holding:amari coop:latest "2014-12-31"^^xsd:date } }
