#> R50 discrepancy:total notes
# The conflict of R36-total-below-the-sides, recorded: no warning, a note.
DELETE DATA { GRAPH from:bulletin { figure:bulletin-total coop:value 220 ; coop:lowerBound 220 ; coop:upperBound 220 } } ;
INSERT DATA { GRAPH from:bulletin { figure:bulletin-total coop:value 210 ; coop:lowerBound 210 ; coop:upperBound 210 } } ;
INSERT DATA { GRAPH graph:editorial { discrepancy:total a coop:Discrepancy ; coop:discrepancyType conflict:total-vs-breakdown ; coop:statedIn source:notes ;
  coop:conflictingItem figure:bulletin-total , figure:bulletin-xa , figure:bulletin-xb ; coop:explanation "A misprint, perhaps."@en , "Forse un refuso."@it } }
