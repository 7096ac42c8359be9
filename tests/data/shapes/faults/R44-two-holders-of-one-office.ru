#> R44 office:secretary -
INSERT DATA { GRAPH from:gazette { holding:conti a coop:RoleHolding ; coop:holder person:conti ; coop:inOrganization org:energy-institute ;
  coop:holdsOffice office:secretary ; coop:role role:director ; coop:attestedOn "2015-10-14"^^xsd:date ; coop:statedIn source:gazette ; coop:hasEvidence ev:gazette } }
