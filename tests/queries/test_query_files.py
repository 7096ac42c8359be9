"""A query file is refused unless header and body say the same."""

from __future__ import annotations

import pytest

from coopgraph.errors import ParameterError, QuerySyntaxError
from coopgraph.queries.query import parse

GOOD = """#: title = "Who signed for whom"
#: title_it = "Chi ha firmato per chi"
#: about = "Signatories of an agreement."
#: number = [1, 2]
#: [parameters]
#: agreement = { kind = "iri", about = "the agreement" }
#: role = { kind = "code", scheme = "role", about = "the role", default = "signatory" }
#: since = { kind = "date", about = "first day", optional = true }
#: [columns]
#: person = "who signed"
#: times = "how often"
PREFIX coop: <https://w3id.org/coopgraph/ontology#>
# $agreement and ?agreement in a comment are only words
SELECT DISTINCT ?person (COUNT(DISTINCT ?x) AS ?times) WHERE {
  VALUES ?since_ { $since }
  ?x coop:inEvent $agreement ; coop:role $role ; coop:participant ?person ; coop:earliest ?day .
  FILTER(!BOUND(?since_) || ?day >= ?since_)
  FILTER(?person != "$agreement ?agreement")
} GROUP BY ?person
"""


def query(header: str, body: str, name: str = "agreements/x") -> None:
    lines = 'title = "T"\nabout = "A"\n' + header
    parse(name, "".join(f"#: {line}\n" for line in lines.splitlines()) + body)


def test_a_query_file_says_its_name_form_parameters_and_columns() -> None:
    found = parse("agreements/signatories", GOOD)
    assert (found.name, found.family, found.form) == ("agreements/signatories", "agreements", "select")
    assert (found.title, found.about) == ("Who signed for whom", "Signatories of an agreement.")
    assert found.declaration.titles == {"en": "Who signed for whom", "it": "Chi ha firmato per chi"}
    assert found.declaration.numbers == (1, 2)
    assert [(p.name, p.kind, p.required) for p in found.parameters] == [
        ("agreement", "iri", True),
        ("role", "code", False),
        ("since", "date", False),
    ]
    assert list(found.columns) == ["person", "times"]
    assert found.header["title_it"] == "Chi ha firmato per chi"
    assert found.source == GOOD
    assert found.body.startswith("PREFIX coop:")


def test_a_byte_order_mark_before_the_header_does_no_harm() -> None:
    assert parse("agreements/x", "\ufeff" + GOOD).title == "Who signed for whom"


COLUMN = '[columns]\na = "A"'
IRI = '[parameters]\np = { kind = "iri", about = "P" }\n'


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("title =", "the header is not TOML"),
        ('about = "A"', "the title is missing"),
        ('title = "T"', "the about is missing"),
        ('title = "T"\nabout = ""', "the about is missing"),
        ('title = 3\nabout = "A"', "the title is missing or is not a text"),
        ('title = "T"\nabout = "A"\ntitel_it = "T"', "unknown key 'titel_it'; did you mean 'title'"),
        ('title = "T"\nabout = "A"\nmode = "one"', "unknown key 'mode'"),
        ('title = "T"\nabout = "A"\nnumber = "1"', "number is not a competency question's number"),
        ('title = "T"\nabout = "A"\ncolumns = "a"', r"columns is not a table; write \[columns\]"),
        ('title = "T"\nabout = "A"\n[columns]\na = 1', "column 'a' is missing or is not a text"),
        ('title = "T"\nabout = "A"\n[columns]\na-b = "A"', "'a-b' is no name"),
        ('title = "T"\nabout = "A"\n[parameters]\np = "iri"', "parameter 'p' is not a table"),
        (
            'title = "T"\nabout = "A"\n[parameters]\np = { about = "P" }',
            "has the kind None; the kinds are iri, code",
        ),
        ('title = "T"\nabout = "A"\n[parameters]\np = { kind = "uri", about = "P" }', "has the kind 'uri'"),
        ('title = "T"\nabout = "A"\n[parameters]\np = { kind = "iri" }', "about of parameter 'p' is missing"),
        (
            'title = "T"\nabout = "A"\n[parameters]\np = { kind = "iri", about = "P", defualt = "a" }',
            "unknown key 'defualt'; did you mean 'default'",
        ),
        (
            'title = "T"\nabout = "A"\n[parameters]\np = { kind = "code", about = "P" }',
            "the kind code has a scheme",
        ),
        (
            'title = "T"\nabout = "A"\n[parameters]\np = { kind = "iri", about = "P", scheme = "role" }',
            "no other kind has",
        ),
        (
            'title = "T"\nabout = "A"\n[parameters]\np = { kind = "date", about = "P", default = "2015" }',
            "the default of parameter 'p'.*is not a day",
        ),
        (
            'title = "T"\nabout = "A"\n[parameters]\np = { kind = "integer", about = "P", example = "x" }',
            "the example of parameter 'p'.*whole number",
        ),
        (
            'title = "T"\nabout = "A"\n[parameters]\np = { kind = "integer", about = "P", default = 2, optional = true }',
            "is optional and has a default",
        ),
        (
            'title = "T"\nabout = "A"\n[parameters]\np = { kind = "iri", about = "P", optional = "yes" }',
            "optional and many are true or false",
        ),
        (
            'title = "T"\nabout = "A"\n[parameters]\np = { kind = "iri", about = "P", many = true, optional = true }',
            "takes many values, so it has no default",
        ),
        (
            'title = "T"\nabout = "A"\n[parameters]\na = { kind = "iri", about = "P" }\n[columns]\na = "A"',
            "'a' is both a parameter and a column",
        ),
    ],
)
def test_a_malformed_header_is_refused(header: str, words: str) -> None:
    source = "".join(f"#: {line}\n" for line in header.splitlines()) + "ASK {}"
    with pytest.raises(QuerySyntaxError, match=f"query 'agreements/x': .*{words}"):
        parse("agreements/x", source)


def test_a_file_without_header_is_refused() -> None:
    with pytest.raises(QuerySyntaxError, match="there is no header"):
        parse("agreements/x", "SELECT ?a { ?a ?b ?c }")


@pytest.mark.parametrize(
    ("header", "body", "words"),
    [
        (COLUMN, "SELECT ?a { ?a ?b $p }", r"line 1, column 19: \$p is not among \[parameters\]"),
        (IRI + COLUMN, "SELECT ?a { ?a ?b ?c }", r"declares 'p' and the query never uses \$p"),
        (IRI + COLUMN, "SELECT ?a { ?a $p ?c . ?a ?p ?d }", r"\?p is spelt like the parameter \$p"),
        (IRI + COLUMN, "SELECT ?a { ?a ?b '$p' }", r"never uses \$p"),
        (COLUMN, "SELECT ?b { ?a ?b ?c }", r"\[columns\] says a and SELECT gives b"),
        (COLUMN, "SELECT ?a ?b { ?a ?b ?c }", "SELECT gives a, b"),
        (COLUMN + '\nb = "B"', "SELECT ?b ?a { ?a ?b ?c }", "says a, b and SELECT gives b, a"),
        (COLUMN, "SELECT * { ?a ?b ?c }", r"SELECT \* has no fixed columns"),
        ("", "SELECT ?a { ?a ?b ?c }", "says nothing and SELECT gives a"),
        (COLUMN, "ASK { ?a ?b ?c }", "ASK has no columns"),
        (COLUMN, "CONSTRUCT { ?a ?b ?c } WHERE { ?a ?b ?c }", "CONSTRUCT has no columns"),
        ("", "DESCRIBE <urn:a>", "DESCRIBE answers differ"),
        (COLUMN, "SELECT ?a FROM <urn:g> { ?a ?b ?c }", "FROM fixes the dataset"),
        (COLUMN, "SELECT ?a { SERVICE <urn:g> { ?a ?b ?c } }", "would ask another endpoint"),
        ("", "INSERT DATA { <urn:a> <urn:b> 1 }", "this is an update"),
        (COLUMN, "SELECT ?a { ?a ?b 'open }", "does not end"),
        (COLUMN, "SELECT ?a { ?a ?b ?c FILTER(?a<?b&&?c>1) }", "put a space after <"),
        (COLUMN, "SELECT ?a { ?a ?b 'a\\u0020' , \\u003Curn:a> }", "a backslash outside"),
        (IRI + COLUMN, "SELECT $p ?a { ?a ?b ?c }", r"\$p stands where SPARQL wants a variable's name"),
        (IRI + COLUMN, "SELECT ?a { ?a ?b ?c BIND(1 AS $p) }", r"\$p stands where"),
        (IRI + COLUMN, "SELECT ?a { VALUES $p { 1 } ?a ?b ?c }", r"\$p stands where"),
        (IRI + COLUMN, "SELECT ?a { VALUES (?x $p) { (1 1) } ?a ?b ?c }", r"\$p stands where"),
        (IRI + COLUMN, "SELECT ?a { ?a ?b ?c } GROUP BY $p", r"\$p stands where"),
        (IRI + COLUMN, "SELECT ?a { ?a ?b ?c } LIMIT $p", r"\$p stands where"),
        (
            '[parameters]\np = { kind = "iri", about = "P", optional = true }\n' + COLUMN,
            "SELECT ?a { ?a ?b $p }",
            r"\$p is optional, so it may stand only in the data of VALUES",
        ),
        (
            '[parameters]\np = { kind = "iri", about = "P", many = true }\n' + COLUMN,
            "SELECT ?a { VALUES (?a ?b) { ($p 1) } }",
            r"\$p takes many values",
        ),
    ],
)
def test_a_body_that_says_other_than_its_header_is_refused(header: str, body: str, words: str) -> None:
    with pytest.raises(QuerySyntaxError, match=f"query 'agreements/x': .*{words}"):
        query(header, body)


@pytest.mark.parametrize(
    ("name", "header", "body", "words"),
    [
        ("networks/x", COLUMN, "SELECT ?a { ?a ?b ?c }", "columns source, target; missing: source, target"),
        (
            "shortcuts/x",
            COLUMN,
            "SELECT ?a { ?a ?b ?c }",
            "a query in shortcuts/ is a CONSTRUCT, and this is SELECT",
        ),
    ],
)
def test_a_family_has_its_form_and_columns(name: str, header: str, body: str, words: str) -> None:
    with pytest.raises(QuerySyntaxError, match=words):
        query(header, body, name)


def test_a_network_may_declare_what_it_projects() -> None:
    query(
        'directed = false\nmode = "one"\n[columns]\nsource = "S"\ntarget = "T"',
        "SELECT ?source ?target { ?source ?p ?target }",
        "networks/x",
    )


def test_an_answer_of_several_selects_has_the_columns_of_the_outer_one() -> None:
    query(COLUMN, "SELECT (MAX(?x) AS ?a) { { SELECT ?x { ?x ?y (1 AS) } } }".replace(" (1 AS)", " ?z"))


@pytest.mark.parametrize(
    ("kind", "value", "term"),
    [
        ("iri", "person/monti-riccardo-maria", "<https://w3id.org/coopgraph/id/person/monti-riccardo-maria>"),
        ("iri", "id/region/it-25", "<https://w3id.org/coopgraph/id/region/it-25>"),
        ("iri", "https://w3id.org/coopgraph/id/a/b", "<https://w3id.org/coopgraph/id/a/b>"),
        ("iri", "coop:Agreement", "<https://w3id.org/coopgraph/ontology#Agreement>"),
        ("iri", "urn:a:b", "<urn:a:b>"),
        ("string", "a 'b'", "\"a 'b'\""),
        ("integer", "25", "25"),
        ("decimal", "1.5", "1.5"),
        ("boolean", "false", "false"),
        ("date", "2016-12-01", '"2016-12-01"^^<http://www.w3.org/2001/XMLSchema#date>'),
    ],
)
def test_a_value_is_bound_as_one_term(kind: str, value: str, term: str) -> None:
    source = f'#: title = "T"\n#: about = "A"\n#: [parameters]\n#: p = {{ kind = "{kind}", about = "P" }}\nASK {{ ?s ?o $p }}'
    assert parse("x", source).bind({"p": value}) == f"ASK {{ ?s ?o {term} }}"


def test_a_code_is_written_as_its_slug_or_in_full() -> None:
    found = parse("agreements/signatories", GOOD)
    code = "https://w3id.org/coopgraph/concept/role/chair-of-side"
    for value in ("chair-of-side", code):
        assert f"coop:role <{code}> ;" in found.bind({"agreement": "agreement/a", "role": value})
    with pytest.raises(ParameterError, match="not a code of the list 'role'"):
        found.bind({"agreement": "agreement/a", "role": "Chair Of Side"})
    with pytest.raises(ParameterError, match="not a code of the list 'role'"):
        found.bind({"agreement": "agreement/a", "role": "https://w3id.org/coopgraph/concept/sector/energy"})


def test_a_default_is_bound_and_an_optional_parameter_restricts_nothing() -> None:
    bound = parse("agreements/signatories", GOOD).bind({"agreement": "agreement/a"})
    assert "coop:role <https://w3id.org/coopgraph/concept/role/signatory>" in bound
    assert "VALUES ?since_ { UNDEF }" in bound
    assert "#:" not in bound


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (
            {},
            r"needs a value for 'agreement'; its parameters are agreement \(iri, as in .*role \(code, optional",
        ),
        ({"agreement": "agreement/a", "rule": "x"}, "has no parameter 'rule'; its parameters are agreement"),
        (
            {"agreement": "a b"},
            r"parameter 'agreement' \(the agreement\): 'a b' is not an absolute IRI.*person/",
        ),
        (
            {"agreement": "agreement/a", "since": "2015"},
            r"parameter 'since' \(first day\): '2015' is not a day",
        ),
        ({"agreement": ["agreement/a"]}, "takes one value"),
    ],
)
def test_a_value_that_cannot_be_bound_is_explained(values: dict[str, str], words: str) -> None:
    with pytest.raises(ParameterError, match=f"query 'agreements/signatories'.*{words}"):
        parse("agreements/signatories", GOOD).bind(values)


def test_a_parameter_of_many_values_becomes_a_list() -> None:
    found = parse(
        "x",
        '#: title = "T"\n#: about = "A"\n#: [parameters]\n#: p = { kind = "integer", about = "P", many = true }\n'
        "ASK { VALUES ?v { $p } }",
    )
    assert found.bind({"p": ["1", "2"]}) == "ASK { VALUES ?v { 1 2 } }"
    assert found.bind({"p": []}) == "ASK { VALUES ?v {  } }"
    assert found.bind({"p": "3"}) == "ASK { VALUES ?v { 3 } }"
