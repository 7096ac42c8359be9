#> R05 party-role:wind-xb gazette
#> R05 party-role:wind-xa gazette
# The two sides are exchanged: every side still has a party.
DELETE DATA { GRAPH from:gazette { party-role:wind-xb coop:side country:xb . party-role:wind-xa coop:side country:xa } } ;
INSERT DATA { GRAPH from:gazette { party-role:wind-xb coop:side country:xa . party-role:wind-xa coop:side country:xb } }
