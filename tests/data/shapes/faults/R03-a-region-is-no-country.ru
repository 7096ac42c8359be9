#> R03 relation:regional -
INSERT DATA { GRAPH graph:entities { relation:regional a coop:BilateralRelation ; skos:prefLabel "regional"@en ;
  coop:pairsCountry country:xa , region:xb-01 } }
