#> R03 relation:lonely -
INSERT DATA { GRAPH graph:entities { relation:lonely a coop:BilateralRelation ; skos:prefLabel "lonely"@en ; coop:pairsCountry country:xa } }
