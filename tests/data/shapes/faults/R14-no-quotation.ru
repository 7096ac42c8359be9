#> R14 ev:bulletin bulletin
DELETE WHERE { GRAPH from:bulletin { ev:bulletin oa:exact ?quotation } }
