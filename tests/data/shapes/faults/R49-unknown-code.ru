#> R49 participation:conti gazette
DELETE DATA { GRAPH from:gazette { participation:conti coop:role role:witness } } ;
INSERT DATA { GRAPH from:gazette { participation:conti coop:role role:wittness } }
