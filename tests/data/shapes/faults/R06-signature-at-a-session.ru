#> R06 signature:bron gazette
# A session is no signing.
DELETE DATA { GRAPH from:gazette { signature:bron coop:inEvent signing:wind } } ;
INSERT DATA { GRAPH from:gazette { signature:bron coop:inEvent session:3 } }
