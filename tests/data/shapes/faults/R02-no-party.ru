#> R02 agreement:wind gazette
# No party at all, and no relation that would ask for one on each side.
DELETE WHERE { GRAPH from:gazette { ?r coop:undertaking agreement:wind ; ?p ?o } } ;
DELETE DATA { GRAPH from:gazette { agreement:wind coop:withinRelation relation:xa-xb .
  signature:bron coop:onBehalfOf org:energy-institute . signature:amari coop:onBehalfOf org:harbour-trade } }
