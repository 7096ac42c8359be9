# Without a relation there are no sides to be party on.
DELETE DATA { GRAPH from:gazette { agreement:wind coop:withinRelation relation:xa-xb } }
