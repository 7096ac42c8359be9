#> R56 person:conti-c -
INSERT DATA { GRAPH graph:entities { person:conti-c dct:isReplacedBy person:nobody } }
