#> R49 session:2 bulletin
DELETE DATA { GRAPH from:bulletin { session:2 coop:eventStatus event-status:held } } ;
INSERT DATA { GRAPH from:bulletin { session:2 coop:eventStatus claim-status:asserted } }
