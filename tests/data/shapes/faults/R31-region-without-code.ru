#> R31 region:xb-01 -
DELETE DATA { GRAPH graph:entities { region:xb-01 coop:isoCode "XB-01" } }
