#> R08 signature:bron gazette
DELETE DATA { GRAPH from:gazette { holding:bron coop:holder person:bron } } ;
INSERT DATA { GRAPH from:gazette { holding:bron coop:holder person:conti } }
