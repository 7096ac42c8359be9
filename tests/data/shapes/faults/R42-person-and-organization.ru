#> R42 org:press -
INSERT DATA { GRAPH graph:entities { org:press a coop:Person } }
