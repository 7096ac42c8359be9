#> R02 agreement:wind gazette
# One agent, of no country, is party on both sides.
DELETE DATA { GRAPH from:gazette { party-role:wind-xb coop:party org:energy-institute } } ;
INSERT DATA { GRAPH from:gazette { party-role:wind-xb coop:party org:harbour-agency } } ;
DELETE DATA { GRAPH from:gazette { signature:bron coop:onBehalfOf org:energy-institute } } ;
DELETE DATA { GRAPH graph:entities { org:harbour-agency coop:country country:xa } }
