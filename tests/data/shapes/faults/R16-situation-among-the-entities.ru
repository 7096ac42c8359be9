#> R16 participation:conti gazette
INSERT DATA { GRAPH graph:entities { participation:conti coop:statedIn source:gazette } }
