#> R24 session:2 bulletin
DELETE WHERE { GRAPH from:bulletin { session:2 coop:date ?date } }
