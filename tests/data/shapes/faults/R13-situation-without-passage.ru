#> R13 participation:conti gazette
DELETE DATA { GRAPH from:gazette { participation:conti coop:hasEvidence ev:gazette } }
