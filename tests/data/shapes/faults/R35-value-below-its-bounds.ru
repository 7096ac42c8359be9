#> R35 figure:bulletin-firms bulletin
DELETE DATA { GRAPH from:bulletin { figure:bulletin-firms coop:value 40 } } ;
INSERT DATA { GRAPH from:bulletin { figure:bulletin-firms coop:value 39 } }
