#> R17 source:bulletin bulletin
DELETE DATA { GRAPH from:bulletin { source:bulletin dct:publisher org:press ; dct:language "en" } }
