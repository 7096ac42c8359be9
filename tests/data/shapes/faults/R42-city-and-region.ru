#> R42 region:xb-01 -
INSERT DATA { GRAPH graph:entities { region:xb-01 a coop:City } }
