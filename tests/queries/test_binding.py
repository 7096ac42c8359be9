"""No value changes a query."""

from __future__ import annotations

import pyoxigraph
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st

from coopgraph.errors import ParameterError
from coopgraph.queries.query import Query, parse
from coopgraph.sparql.lexer import significant, tokens

ATTACKS = [
    "x> . ?s ?p ?o } #", '" . ?s ?p ?o } #', "'", '"""', "\\", "\\u0022", "\\\\u0022", "\n", "} UNION { ?s ?p ?o", "$q",
    "?q", "UNDEF", "1) || (1=1", "http://a/> } #", "http://a/\\u003E", "#", "<", "' }", "5 . ?s ?p ?o", "$p", "\r", "\x00",
]  # fmt: skip
VALUES = st.one_of(
    st.sampled_from(ATTACKS),
    st.text(),
    st.lists(st.sampled_from([*ATTACKS, "http://a/", "2015-01-01", "5", "-", "true"])).map("".join),
)


def query(kind: str, body: str) -> Query:
    header = '#: title = "T"\n#: about = "A"\n#: [parameters]\n'
    for name in ("p", "q"):
        if f"${name}" in body:
            scheme = ', scheme = "role"' if kind == "code" else ""
            header += f'#: {name} = {{ kind = "{kind}"{scheme}, about = "P" }}\n'
    return parse("x", header + body)


KINDS = st.sampled_from(["iri", "code", "string", "integer", "decimal", "boolean", "date"])
BODY = "ASK { ?s ?o $p.?s ex:a$p,'$p' FILTER(?x+$p>1&&?y <$q) # $p\n }"


@given(KINDS, VALUES, VALUES)
def test_every_token_but_the_parameter_stays_as_it_was(kind: str, p: str, q: str) -> None:
    template = query(kind, BODY)
    try:
        bound = template.bind({"p": p, "q": q})
        terms = {
            "$p": [t.text for t in significant(tokens(template.parameters[0].term(p)))],
            "$q": [t.text for t in significant(tokens(template.parameters[1].term(q)))],
        }
    except ParameterError:
        return
    expected: list[str] = []
    for token in significant(tokens(template.body)):
        expected += terms.get(token.text, [token.text]) if token.kind == "variable" else [token.text]
    assert [token.text for token in significant(tokens(bound))] == expected


@settings(deadline=None, max_examples=60)
@given(st.one_of(st.sampled_from(ATTACKS), st.text()))
def test_a_text_reaches_the_engines_as_it_was_given(value: str) -> None:
    template = query(
        "string", "ASK { VALUES ?v { $p } FILTER(STRLEN(?v) = $q) }".replace("$q", str(len(value)))
    )
    try:
        asked = template.bind({"p": value})
    except ParameterError:
        return
    assert bool(pyoxigraph.Store().query(asked))
    assert rdflib.Graph().query(asked).askAnswer


def test_a_term_never_runs_into_its_neighbours() -> None:
    bound = query("integer", "ASK { ?s ex:a$p.?s ?o $p,$p;?y 'a' FILTER(?x+$p>$p) }").bind({"p": "5"})
    assert bound == "ASK { ?s ex:a 5 .?s ?o 5 , 5 ;?y 'a' FILTER(?x+ 5 > 5 ) }"


def test_parameters_in_strings_comments_and_iris_are_only_letters() -> None:
    body = "ASK { ?s <urn:$p> '$p' . ?s ?o $p # $p\n }"
    assert query("integer", body).bind({"p": "5"}) == "ASK { ?s <urn:$p> '$p' . ?s ?o 5 # $p\n }"


def test_an_optional_value_left_out_gives_the_rows_of_the_query_without_it() -> None:
    store = pyoxigraph.Store()
    store.load(b"<urn:a> <urn:p> 1 . <urn:b> <urn:p> 2 .", format=pyoxigraph.RdfFormat.TURTLE)
    found = parse(
        "x",
        '#: title = "T"\n#: about = "A"\n#: [parameters]\n'
        '#: p = { kind = "integer", about = "P", optional = true }\n'
        '#: [columns]\n#: s = "S"\nSELECT ?s { VALUES ?v { $p } ?s <urn:p> ?v }',
    )
    assert len(list(store.query(found.bind({})))) == 2
    assert len(list(store.query(found.bind({"p": "2"})))) == 1
