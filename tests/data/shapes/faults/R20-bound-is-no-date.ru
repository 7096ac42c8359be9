#> R20 holding:bron gazette
INSERT DATA { GRAPH from:gazette { holding:bron coop:earliest "2015" } }
