INSERT DATA { GRAPH graph:entities { country:xc a coop:Country ; skos:prefLabel "Curland"@en ; coop:isoCode "XC" . event:fair a coop:Event ; skos:prefLabel "world fair"@en } } ;
INSERT DATA { GRAPH from:gazette { event:fair coop:takesPlaceIn country:xc } }
