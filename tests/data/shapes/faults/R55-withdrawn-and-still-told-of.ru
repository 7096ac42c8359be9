#> R55 person:conti-c -
INSERT DATA { GRAPH graph:entities { person:conti-c owl:deprecated true ; skos:note "A misreading."@en ; skos:altLabel "C. Conti"@en } }
