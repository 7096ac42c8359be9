#> R16 participation:conti bulletin gazette
DELETE DATA { GRAPH from:gazette { participation:conti coop:statedIn source:gazette } } ;
INSERT DATA { GRAPH from:bulletin { participation:conti coop:statedIn source:gazette } }
