#> R45 body:council gazette
DELETE DATA { GRAPH from:gazette { holding:chair-xb coop:role role:co-chair } } ;
INSERT DATA { GRAPH from:gazette { holding:chair-xb coop:role role:member } }
