#> R08 signature:bron gazette
DELETE DATA { GRAPH from:gazette { holding:bron coop:attestedOn "2015-10-14"^^xsd:date } } ;
INSERT DATA { GRAPH from:gazette { holding:bron coop:attestedOn "2015-10-13"^^xsd:date } }
