"""Texts that try to reach the network, and texts that only look so. ``{}`` stands for an address."""

from __future__ import annotations

PREFIXES = "PREFIX ex: <{}> PREFIX : <{}> "

SERVICE_CALLS = {
    "plain": "ASK {{ SERVICE <{}> {{}} }}",
    "lower case": "ask {{ service <{}> {{}} }}",
    "mixed case": "ASK {{ SeRvIcE <{}> {{}} }}",
    "silent": "ASK {{ SERVICE SILENT <{}> {{}} }}",
    "no spaces": "ASK{{SERVICE<{}>{{}}}}",
    "a comment between": "ASK {{ SERVICE#\n#\n<{}>{{}} }}",
    "a comment that ends in a carriage return": "ASK {{ #x\rSERVICE <{}> {{}} \n}}",
    "a variable target": "ASK {{ BIND(<{}> AS ?e) SERVICE ?e {{}} }}",
    "a dollar target": "ASK {{ VALUES $e {{<{}>}} SERVICE $e {{}} }}",
    "a prefixed target": PREFIXES + "ASK {{ SERVICE ex:a {{}} }}",
    "nested groups": "ASK {{{{{{ SERVICE <{}> {{}} }}}}}}",
    "in OPTIONAL": "ASK {{ OPTIONAL{{SERVICE<{}>{{}}}} }}",
    "in MINUS": "ASK {{ ?s ?p ?o MINUS {{ SERVICE <{}> {{}} }} }}",
    "in UNION": "ASK {{ {{}} UNION {{ SERVICE <{}> {{}} }} }}",
    "in EXISTS": "ASK {{ FILTER EXISTS {{ SERVICE <{}> {{}} }} }}",
    "in EXISTS, keywords run together": "ASK {{ FILTEREXISTS{{SERVICE<{}>{{}}}} }}",
    "in a sub-select": "ASK {{ {{ SELECT * {{ SERVICE <{}> {{}} }} }} }}",
    "in CONSTRUCT": "CONSTRUCT {{}} WHERE {{ SERVICE <{}> {{}} }}",
    "in DESCRIBE": "DESCRIBE ?x {{ BIND(<urn:a> AS ?x) SERVICE <{}> {{}} }}",
    "after GRAPH": "ASK {{ GRAPH ?g {{}} SERVICE <{}> {{}} }}",
    "the keyword run into a prefix": PREFIXES + "ASK {{ SERVICEex:foo {{}} }}",
    "the keyword run into the empty prefix": PREFIXES + "ASK {{ SERVICE:foo {{}} }}",
    "both keywords run together": "ASK {{ SERVICESILENT<{}> {{}} }}",
    "both keywords run into a prefix": PREFIXES + "ASK {{ SERVICESILENTex:foo {{}} }}",
    "a prefix of that name declared": PREFIXES + "PREFIX SERVICEex: <urn:a> ASK {{ SERVICEex:foo {{}} }}",
    "run into true": "ASK {{ OPTIONAL {{ ?s ?p trueSERVICE<{}>{{}} }} }}",
    "run into true and a dot": PREFIXES + "ASK {{ OPTIONAL {{ ?s ?p true.SERVICEex:foo{{}} }} }}",
    "run into a number": "ASK {{ OPTIONAL {{ ?s ?p 1SERVICE<{}> {{}} }} }}",
    "run into a number's exponent": "ASK {{ OPTIONAL {{ ?s ?p 1e5SERVICE<{}> {{}} }} }}",
    "run into a language": "ASK {{ OPTIONAL {{ ?s ?p 'a'@en.SERVICE<{}> {{}} }} }}",
    "run into a language with direction": "ASK {{ OPTIONAL {{ ?s ?p 'a'@en--ltr.SERVICE<{}> {{}} }} }}",
    "run into UNDEF": "ASK {{ VALUES ?x {{UNDEF}}SERVICE <{}> {{}} }}",
    "after a semicolon": PREFIXES + "ASK {{ OPTIONAL {{ ?s ?p ex:b;SERVICE <{}> {{}} }} }}",
    "after a string of four quotes": "ASK {{ BIND(''''a''' AS ?x) SERVICE <{}> {{}} }}",
    "after an empty string": "ASK {{ BIND('' AS ?x) SERVICE <{}> {{}} #'' \n}}",
    "after three quotes that open nothing": "ASK {{ VALUES ?x {{'''a' }} SERVICE <{}> {{}} }}",
    "after a string with an escaped quote": "ASK {{ BIND('a\\'' AS ?x) SERVICE <{}> {{}} #' \n}}",
    "after a string with escaped escapes": "ASK {{ BIND('a\\\\' AS ?x) SERVICE <{}> {{}} #' \n}}",
    "after an escaped line break": "ASK {{ BIND('a\\u000A' AS ?x) SERVICE <{}> {{}} }}",
    "in a comparison that looks like an IRI": "ASK {{ FILTER(1<'>' || true) SERVICE <{}> {{}} #'\n}}",
    "in one after a variable": "ASK {{ BIND(1 AS ?a) FILTER(?a<'>' || true) SERVICE <{}> {{}} #'\n}}",
    "in one after an IRI": "ASK {{ FILTER(<urn:a><'>' || true) SERVICE <{}> {{}} #'\n}}",
    "in one after true": "ASK {{ FILTER(true<'>' || true) SERVICE <{}> {{}} #'\n}}",
    "in one after EXISTS": "ASK {{ FILTER(EXISTS{{}}<'>' || true) SERVICE <{}> {{}} #'\n}}",
    "in one after COUNT": "SELECT (COUNT(*)<'>' AS ?a) {{ SERVICE <{}> {{}} #' AS ?a) {{\n }}",
    "in one after a triple term": (
        "ASK {{ FILTER(<<(<urn:a> <urn:a> 1)>><'>' || true) SERVICE <{}> {{}} #'\n}}"
    ),
    "in the second of two projections": "SELECT (1 AS ?b) (1<'>' AS ?a) {{ SERVICE <{}> {{}} #' AS ?a) {{\n }}",
    "in the arguments of a function": (
        "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> ASK {{ FILTER xsd:boolean(1<'>') SERVICE <{}> {{}} #'\n}}"
    ),
    "in an IN list": "ASK {{ FILTER(1 IN (1<'>') || true) SERVICE <{}> {{}} #'\n}}",
    "behind a comment that looks like an IRI": "ASK {{ FILTER(1<1#>'''\n || true) SERVICE <{}> {{}} #'''\n}}",
    "a keyword SPARQL has not": "ASK {{ LATERAL{{ SERVICE <{}> {{}} }} }}",
    "a prologue SPARQL 1.1 has not": "VERSION '1.2' ASK {{ SERVICE <{}> {{}} }}",
    "an annotation": "ASK {{ OPTIONAL {{ ?s ?p ?o {{| ?a ?b |}} }} SERVICE <{}> {{}} }}",
}

SERVICE_IN_THE_SPECIFICATIONS_READING = {
    "the first letter escaped": "ASK {{ \\u0053ERVICE <{}> {{}} }}",
    "a letter escaped in full": "ASK {{ SERV\\U00000049CE <{}> {{}} }}",
    "a quote escaped": "ASK {{ BIND('\\u0027 AS ?x) SERVICE <{}> {{}} }}",
    "a line break escaped in a comment": "ASK {{ # \\u000A SERVICE <{}> {{}} \n }}",
}

LOADS = {
    "plain": "LOAD <{}>",
    "lower case": "load silent <{}> into graph <urn:g>",
    "after another operation": "INSERT DATA {{}};LOAD<{}>",
    "keywords run together": "LOADSILENT<{}>",
    "run into a prefix": PREFIXES + "CLEAR DEFAULT;LOADex:foo",
    "run into the empty prefix": PREFIXES + "CLEAR DEFAULT; LOAD:foo",
    "run into a prefix, into a graph": PREFIXES + "LOADex:foo INTOGRAPHex:g",
    "all run together": PREFIXES + "CLEAR DEFAULT;LOADSILENTex:a",
    "run into a prefix first": PREFIXES + "LOADex:foo",
    "after a version": PREFIXES + "VERSION'1.2'LOADex:foo",
    "SERVICE in a WHERE": "INSERT {{}} WHERE {{ SERVICE <{}> {{}} }}",
    "SERVICE in a DELETE": "DELETE {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o . SERVICE <{}> {{}} }}",
}

HARMLESS = {
    "a string": "ASK { ?s ?p 'SERVICE <http://x> {}' }",
    "a long string": "ASK { ?s ?p '''\nSERVICE <http://x> {}\n''' }",
    "a string with a quote before": 'ASK { ?s ?p "it\'s SERVICE" }',
    "a comment": "ASK { ?s ?p ?o # SERVICE <http://x> {}\n}",
    "an IRI": "ASK { ?s <http://example.org/SERVICE> ?o }",
    "a variable": "ASK { ?service ?LOAD $SERVICE }",
    "a local name": "PREFIX ex: <urn:> ASK { ?s ex:SERVICE ex:LOAD }",
    "a prefix": "PREFIX service: <urn:> ASK { ?s service:name ?o . service:a service:b service:c }",
    "a graph under that prefix": "PREFIX service: <urn:> SELECT * FROM service:a { GRAPH service:g { ?s ?p ?o } }",
    "a graph of the dataset under that prefix": "PREFIX service: <urn:> SELECT * FROM NAMED service:a { ?s ?p ?o }",
    "a blank node": "ASK { _:SERVICE ?p _:load }",
    "a language": "ASK { ?s ?p 'a'@service }",
    "IRIs with a hash among values": "ASK { VALUES (?a ?b) { (<urn:a#b> <urn:c#d'e>) } }",
    "an IRI with an apostrophe": "ASK { ?s ?p <http://dbpedia.org/resource/L'Aquila> , <urn:x> }",
    "a comparison that looks like a plain IRI": "ASK { FILTER(?a<?b&&?c>?d) }",
    "an escaped letter in a string": "ASK { ?s ?p 'citt\\u00E0' }",
    "a property list under the prefix load": "PREFIX load: <urn:> ASK { ?s ?p ?o ; load:weight 5 }",
}

HARMLESS_UPDATES = {
    "data under the prefix load": "PREFIX load: <urn:> INSERT DATA { load:a load:b load:c ; load:weight 5 }",
    "data with the word": "INSERT DATA { <urn:a> <urn:b> 'LOAD <http://x>' }",
    "several operations": "INSERT DATA { <urn:a> <urn:b> 1 } ; DELETE WHERE { <urn:a> <urn:b> 2 } ;",
}
