#> R01 agreement:wind gazette
# Both parties stand on one side; the second belongs to no country, so R05 stays silent.
DELETE DATA { GRAPH from:gazette { party-role:wind-xb coop:side country:xb } } ;
INSERT DATA { GRAPH from:gazette { party-role:wind-xb coop:side country:xa } } ;
DELETE DATA { GRAPH graph:entities { org:energy-institute coop:country country:xb } }
