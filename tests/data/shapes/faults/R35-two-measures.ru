#> R35 figure:bulletin-firms bulletin
INSERT DATA { GRAPH from:bulletin { figure:bulletin-firms coop:measure measure:b2b-meetings } }
