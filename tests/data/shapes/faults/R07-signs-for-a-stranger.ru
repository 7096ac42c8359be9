#> R07 signature:bron gazette
DELETE DATA { GRAPH from:gazette { signature:bron coop:onBehalfOf org:energy-institute } } ;
INSERT DATA { GRAPH from:gazette { signature:bron coop:onBehalfOf org:press . holding:bron-press a coop:RoleHolding ;
  coop:holder person:bron ; coop:inOrganization org:press ; coop:earliest "2015-10-01"^^xsd:date ; coop:role role:member ;
  coop:statedIn source:gazette ; coop:hasEvidence ev:gazette } }
