#> R14 ev:gazette-lost gazette
DELETE DATA { GRAPH from:gazette { ev:gazette-lost coop:statedIn source:gazette } }
