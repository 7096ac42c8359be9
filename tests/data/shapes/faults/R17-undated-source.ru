#> R17 source:bulletin bulletin
DELETE WHERE { GRAPH from:bulletin { source:bulletin coop:date ?date } }
