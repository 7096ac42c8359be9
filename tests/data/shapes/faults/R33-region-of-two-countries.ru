#> R33 region:xb-02 -
# Its code begins as both countries' codes do: they share one here.
INSERT DATA { GRAPH graph:entities { region:xb-02 a coop:Region ; skos:prefLabel "March"@en ; coop:isoCode "XB-02" ; coop:within country:xb , country:old .
  country:old a coop:Country ; skos:prefLabel "Old Borduria"@en ; coop:isoCode "XB" } }
