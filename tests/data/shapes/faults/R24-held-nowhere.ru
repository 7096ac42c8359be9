#> R24 event:summit gazette
DELETE DATA { GRAPH from:gazette { event:summit coop:takesPlaceIn city:portalba } }
