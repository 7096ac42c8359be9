#> R06 signature:bron gazette
INSERT DATA { GRAPH from:gazette { signature:bron coop:participant person:amari . holding:amari-too a coop:RoleHolding ;
  coop:holder person:amari ; coop:inOrganization org:energy-institute ; coop:earliest "2015-10-01"^^xsd:date ;
  coop:role role:member ; coop:statedIn source:gazette ; coop:hasEvidence ev:gazette } }
