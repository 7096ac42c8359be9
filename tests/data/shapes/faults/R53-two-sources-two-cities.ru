#> R53 event:summit bulletin gazette
INSERT DATA { GRAPH from:bulletin { event:summit coop:takesPlaceIn city:bortown } }
