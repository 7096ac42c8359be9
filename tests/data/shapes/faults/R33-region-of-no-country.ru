#> R33 region:xb-02 -
INSERT DATA { GRAPH graph:entities { region:xb-02 a coop:Region ; skos:prefLabel "March"@en ; coop:isoCode "XB-02" } }
