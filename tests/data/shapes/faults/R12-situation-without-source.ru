#> R12 participation:conti gazette
# Its graph still tells where it comes from.
DELETE DATA { GRAPH from:gazette { participation:conti coop:statedIn source:gazette } }
