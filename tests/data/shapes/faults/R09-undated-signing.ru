#> R09 signing:wind gazette
DELETE WHERE { GRAPH from:gazette { signing:wind coop:date ?date } }
