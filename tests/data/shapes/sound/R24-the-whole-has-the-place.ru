# The signing has no place of its own; the table is held where its session is.
INSERT DATA { GRAPH from:bulletin { table:3-1 coop:eventStatus event-status:held } }
