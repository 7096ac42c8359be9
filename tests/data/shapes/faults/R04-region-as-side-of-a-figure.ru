#> R04 figure:bulletin-hosts-xb bulletin
# A side is a country; the relation is found through the series and its body.
DELETE DATA { GRAPH from:bulletin { figure:bulletin-hosts-xb coop:side country:xb } } ;
INSERT DATA { GRAPH from:bulletin { figure:bulletin-hosts-xb coop:side region:xb-01 } }
