#> R12 provision:wind-hosting gazette
DELETE DATA { GRAPH from:gazette { provision:wind-hosting coop:statedIn source:gazette } }
