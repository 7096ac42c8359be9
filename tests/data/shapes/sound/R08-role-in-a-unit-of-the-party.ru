DELETE DATA { GRAPH from:gazette { signature:amari coop:onBehalfOf org:harbour-trade } } ;
INSERT DATA { GRAPH from:gazette { signature:amari coop:onBehalfOf org:harbour-agency } }
