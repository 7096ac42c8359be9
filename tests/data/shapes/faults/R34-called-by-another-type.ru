#> R34 claim:gazette-type gazette
INSERT DATA { GRAPH graph:entities { region:xa-01 coop:placeType place-type:oblast } } ;
INSERT DATA { GRAPH from:gazette { region:xa-01 coop:placeType place-type:republic .
  claim:gazette-type a coop:Claim ; coop:claimSubject region:xa-01 ; coop:claimPredicate coop:placeType ;
    coop:claimObject place-type:republic ; coop:claimStatus claim-status:asserted ; coop:statedIn source:gazette ; coop:hasEvidence ev:gazette } }
