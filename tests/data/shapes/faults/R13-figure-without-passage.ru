#> R13 figure:bulletin-firms bulletin
DELETE DATA { GRAPH from:bulletin { figure:bulletin-firms coop:hasEvidence ev:bulletin } }
