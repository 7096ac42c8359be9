INSERT DATA { GRAPH from:gazette { holding:a1 a coop:RoleHolding ; coop:holder person:amari ; coop:inOrganization org:harbour-trade ; coop:role role:director ;
  coop:attestedOn "2015-10-14"^^xsd:date ; coop:statedIn source:gazette ; coop:hasEvidence ev:gazette .
  holding:a2 a coop:RoleHolding ; coop:holder person:amari ; coop:inOrganization org:harbour-agency ; coop:role role:manager ;
  coop:attestedOn "2015-10-14"^^xsd:date ; coop:statedIn source:gazette ; coop:hasEvidence ev:gazette } }
