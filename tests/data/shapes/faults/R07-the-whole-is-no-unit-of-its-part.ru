#> R07 signature:amari gazette
# The department is the party; the agency it belongs to is not.
DELETE DATA { GRAPH from:gazette { signature:amari coop:onBehalfOf org:harbour-trade . party-role:wind-xa coop:party org:harbour-agency } } ;
INSERT DATA { GRAPH from:gazette { signature:amari coop:onBehalfOf org:harbour-agency . party-role:wind-xa coop:party org:harbour-trade } }
