#> R48 claim:gazette-status gazette
DELETE DATA { GRAPH from:gazette { claim:gazette-status coop:claimPredicate coop:eventStatus } } ;
INSERT DATA { GRAPH from:gazette { claim:gazette-status coop:claimPredicate coop:status } }
