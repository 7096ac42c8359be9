#> R09 signing:wind gazette
INSERT DATA { GRAPH graph:entities { agreement:two a coop:Agreement ; skos:prefLabel "second agreement"@en } } ;
INSERT DATA { GRAPH from:gazette { signing:wind coop:signs agreement:two .
  party-role:two-xa a coop:PartyRole ; coop:undertaking agreement:two ; coop:party org:harbour-agency ; coop:statedIn source:gazette ; coop:hasEvidence ev:gazette .
  party-role:two-xb a coop:PartyRole ; coop:undertaking agreement:two ; coop:party org:energy-institute ; coop:statedIn source:gazette ; coop:hasEvidence ev:gazette } }
