#> R43 person:bron -
INSERT DATA { GRAPH from:gazette { holding:bron-press a coop:RoleHolding ; coop:holder person:bron ; coop:inOrganization org:press ;
  coop:role role:member ; coop:attestedOn "2015-10-14"^^xsd:date ; coop:statedIn source:gazette ; coop:hasEvidence ev:gazette } }
