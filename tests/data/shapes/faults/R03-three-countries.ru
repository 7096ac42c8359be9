#> R03 relation:crowd -
INSERT DATA { GRAPH graph:entities { relation:crowd a coop:BilateralRelation ; skos:prefLabel "crowd"@en ;
  coop:pairsCountry country:xa , country:xb , country:xc . country:xc a coop:Country ; skos:prefLabel "Curland"@en ; coop:isoCode "XC" } }
