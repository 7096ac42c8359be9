INSERT DATA { GRAPH graph:entities { org:harbour-desk a coop:Organization ; skos:prefLabel "Eastern desk"@en ; coop:subOrganizationOf org:harbour-trade } } ;
DELETE DATA { GRAPH from:gazette { signature:amari coop:onBehalfOf org:harbour-trade . holding:amari coop:inOrganization org:harbour-trade } } ;
INSERT DATA { GRAPH from:gazette { signature:amari coop:onBehalfOf org:harbour-desk . holding:amari coop:inOrganization org:harbour-desk } }
