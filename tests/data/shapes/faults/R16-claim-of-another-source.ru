#> R16 claim:bulletin-host bulletin gazette
DELETE DATA { GRAPH from:bulletin { claim:bulletin-host coop:statedIn source:bulletin } } ;
INSERT DATA { GRAPH from:bulletin { claim:bulletin-host coop:statedIn source:gazette } }
