#> R06 signature:bron gazette
DELETE DATA { GRAPH from:gazette { signature:bron coop:participant person:bron } }
