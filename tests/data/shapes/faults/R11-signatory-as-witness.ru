#> R11 signature:bron gazette
INSERT DATA { GRAPH from:gazette { participation:bron a coop:Participation ; coop:inEvent signing:wind ; coop:participant person:bron ;
  coop:role role:witness ; coop:modality modality:actual ; coop:statedIn source:gazette ; coop:hasEvidence ev:gazette } }
