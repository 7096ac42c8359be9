#> R30 session:3 bulletin gazette
DELETE DATA { GRAPH from:bulletin { session:4 coop:takesPlaceIn city:bortown } } ;
INSERT DATA { GRAPH from:bulletin { session:4 coop:takesPlaceIn city:portalba } }
