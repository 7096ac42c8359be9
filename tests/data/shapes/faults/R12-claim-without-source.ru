#> R12 claim:gazette-status gazette
DELETE DATA { GRAPH from:gazette { claim:gazette-status coop:statedIn source:gazette } }
