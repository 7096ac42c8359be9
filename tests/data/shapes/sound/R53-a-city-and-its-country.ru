INSERT DATA { GRAPH from:bulletin { event:summit coop:takesPlaceIn country:xa } }
