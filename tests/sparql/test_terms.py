from __future__ import annotations

import datetime
from decimal import Decimal

import pyoxigraph
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st

from coopgraph.errors import ParameterError
from coopgraph.sparql import terms
from coopgraph.sparql.iris import is_absolute, resolve
from coopgraph.sparql.lexer import tokens

CHARACTERS = st.characters(exclude_categories=["Cs"])
HOSTILE = st.lists(
    st.one_of(
        st.sampled_from(["\\", "u", "U", "0041", "'", '"', "\n", "\r", "\t", "}", "#", ">", "\x00"]),
        CHARACTERS,
    )
).map("".join)
IRIS = st.one_of(
    st.builds(
        "{}://{}/{}".format,
        st.sampled_from(["http", "https", "x-y+z.1"]),
        st.sampled_from(["w3id.org", "пример.рф", "a:80", "[::1]", "user@host"]),
        st.text(st.sampled_from("abZ09-._~!$&'()*+,;=:@/èЖ😀"), max_size=20),
    ).flatmap(lambda iri: st.sampled_from([iri, iri + "?q=%20/?", iri + "#frag/?", iri + "?" + "#"])),
    st.sampled_from(["urn:a", "urn:isbn:1", "mailto:a@b.c", "tag:x,2016:y", "file:///etc/passwd"]),
)


def oxigraph(term: str) -> pyoxigraph.NamedNode | pyoxigraph.Literal:
    (row,) = pyoxigraph.Store().query(f"SELECT ?v WHERE {{ VALUES ?v {{ {term} }} }}")
    return row["v"]


def rdflib_term(term: str) -> rdflib.term.Node:
    ((value,),) = rdflib.Graph().query(f"SELECT ?v WHERE {{ VALUES ?v {{ {term} }} }}")
    return value


@settings(deadline=None, max_examples=60)
@given(HOSTILE)
def test_any_text_comes_back_from_both_engines_as_it_went_in(value: str) -> None:
    term = terms.string(value)
    assert [token.kind for token in tokens(term)] == ["string"]
    assert oxigraph(term).value == value
    assert str(rdflib_term(term)) == value


@settings(deadline=None, max_examples=60)
@given(IRIS)
def test_any_iri_comes_back_from_both_engines_as_it_went_in(value: str) -> None:
    term = terms.iri(value)
    assert [token.kind for token in tokens(term)] == ["iri"]
    assert oxigraph(term).value == value
    assert str(rdflib_term(term)) == value


@settings(deadline=None, max_examples=60)
@given(HOSTILE)
def test_whatever_passes_for_an_iri_is_one_iri_to_the_engine(value: str) -> None:
    for candidate in (value, "urn:" + value, "http://a/" + value):
        if is_absolute(candidate):
            assert oxigraph(terms.iri(candidate)).value == candidate


@settings(deadline=None, max_examples=60)
@given(st.integers(), st.decimals(allow_nan=False, allow_infinity=False, places=5), st.dates(), st.booleans())
def test_numbers_days_and_truth_values_come_back_equal(
    whole: int, number: Decimal, day: datetime.date, truth: bool
) -> None:
    written = [terms.integer(str(whole)), terms.decimal(f"{number:f}"), terms.date(day.isoformat())]
    written.append(terms.boolean(str(truth)))
    values = [rdflib_term(term).toPython() for term in written]  # type: ignore[attr-defined]
    assert values == [whole, number, day, truth]
    types = [oxigraph(term).datatype.value.rpartition("#")[2] for term in written]  # type: ignore[union-attr]
    assert types == ["integer", "decimal", "date", "boolean"]


@pytest.mark.parametrize(
    ("function", "value", "expected"),
    [
        (terms.integer, "007", "7"),
        (terms.integer, "+5", "5"),
        (terms.integer, "-0", "0"),
        (terms.integer, "-5", '"-5"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        (terms.decimal, "5", "5.0"),
        (terms.decimal, ".50", "0.5"),
        (terms.decimal, "-0.0", "0.0"),
        (terms.boolean, "True", "true"),
        (terms.string, 'a"\n\\', r'"a\"\n\\"'),
        (terms.string, r"\u0041", r'"\\\U000000750041"'),
    ],
)
def test_a_value_has_one_spelling(function: object, value: str, expected: str) -> None:
    assert callable(function)
    assert function(value) == expected


@pytest.mark.parametrize(
    ("function", "value", "words"),
    [
        (terms.iri, "person/x", "not an absolute IRI"),
        (terms.iri, "http://a/b> { ?s ?p ?o } #", "not an absolute IRI"),
        (terms.iri, "http://a/b c", "percent-encoded"),
        (terms.iri, "http://a/b\\u003E", "not an absolute IRI"),
        (terms.iri, "http://a/b\n", "not an absolute IRI"),
        (terms.iri, "http://a/%zz", "not an absolute IRI"),
        (terms.iri, "", "not an absolute IRI"),
        (terms.iri, "http://a/\ud800", "not an absolute IRI"),
        (terms.string, "\ud800", "surrogate"),
        (terms.integer, "1.5", "whole number"),
        (terms.integer, "٣", "whole number"),
        (terms.integer, "1\n", "whole number"),
        (terms.integer, "", "whole number"),
        (terms.decimal, "1e5", "decimal number"),
        (terms.decimal, ".", "decimal number"),
        (terms.decimal, "+", "decimal number"),
        (terms.boolean, "1", "neither true nor false"),
        (terms.date, "2015-02-29", "not a day"),
        (terms.date, "20150228", "not a day"),
        (terms.date, "2015-02-28Z", "not a day"),
    ],
)
def test_what_is_no_value_of_the_kind_is_refused(function: object, value: str, words: str) -> None:
    assert callable(function)
    with pytest.raises(ParameterError, match=words):
        function(value)


# RFC 3986, section 5.4
@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ("g:h", "g:h"), ("g", "http://a/b/c/g"), ("./g", "http://a/b/c/g"), ("g/", "http://a/b/c/g/"),
        ("/g", "http://a/g"), ("//g", "http://g"), ("?y", "http://a/b/c/d;p?y"), ("g?y", "http://a/b/c/g?y"),
        ("#s", "http://a/b/c/d;p?q#s"), ("g#s", "http://a/b/c/g#s"), (";x", "http://a/b/c/;x"),
        ("", "http://a/b/c/d;p?q"), (".", "http://a/b/c/"), ("..", "http://a/b/"), ("../g", "http://a/b/g"),
        ("../..", "http://a/"), ("../../g", "http://a/g"), ("../../../g", "http://a/g"), ("/./g", "http://a/g"),
        ("/../g", "http://a/g"), ("g.", "http://a/b/c/g."), ("./../g", "http://a/b/g"), ("g/./h", "http://a/b/c/g/h"),
        ("g/../h", "http://a/b/c/h"), ("g?y/../x", "http://a/b/c/g?y/../x"), ("g#s/../x", "http://a/b/c/g#s/../x"),
    ],
)  # fmt: skip
def test_relative_iris_resolve_as_the_rfc_shows(reference: str, expected: str) -> None:
    assert resolve(reference, "http://a/b/c/d;p?q") == expected


def test_a_relative_iri_without_base_stays_relative() -> None:
    assert resolve("a/b", None) == "a/b"
