#> R06 signature:bron gazette
DELETE DATA { GRAPH from:gazette { signature:bron coop:participant person:bron } } ;
INSERT DATA { GRAPH from:gazette { signature:bron coop:participant org:energy-institute . holding:institute a coop:RoleHolding ;
  coop:holder org:energy-institute ; coop:inOrganization org:energy-institute ; coop:attestedOn "2015-10-14"^^xsd:date ;
  coop:role role:member ; coop:statedIn source:gazette ; coop:hasEvidence ev:gazette } }
