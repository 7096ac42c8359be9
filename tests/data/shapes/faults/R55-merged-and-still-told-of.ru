#> R55 person:conti-c -
INSERT DATA { GRAPH graph:entities { person:conti-c dct:isReplacedBy person:conti ; skos:altLabel "C. Conti"@en } }
