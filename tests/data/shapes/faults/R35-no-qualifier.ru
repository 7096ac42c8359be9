#> R35 figure:bulletin-firms bulletin
DELETE DATA { GRAPH from:bulletin { figure:bulletin-firms coop:qualifier qualifier:exactly } }
