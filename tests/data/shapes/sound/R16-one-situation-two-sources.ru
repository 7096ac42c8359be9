# Two sources state the same participation: each graph names its own source.
INSERT DATA { GRAPH from:bulletin { participation:conti a coop:Participation ; coop:statedIn source:bulletin ; coop:hasEvidence ev:bulletin } }
