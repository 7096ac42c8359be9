from __future__ import annotations

import contextlib
import gc
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from coopgraph.errors import QuerySyntaxError
from coopgraph.sparql.lexer import ambiguous, decode_codepoints, place, readings, significant, tokens

PIECES = [
    "SELECT", "?x", "$y", "ex:a", "ex:", ":", ":b", "<urn:a>", "<", ">", "<=", "'", '"', "'''", '"""', "'a'", '"b\\"c"',
    "\\", "\\u0041", "\\U0001F600", "# note", "\n", "\r", "\t", " ", "_:b1", "@it", "@en-GB", "^^", "1", "-2.5", "1e9",
    ".", ";", ",", "{", "}", "(", ")", "[", "]", "&&", "||", "|", "^", "!", "!=", "*", "+", "-", "/", "ex:a\\,b", "%20",
    "ex:%C3%A0", "a", "true", "MD5", "è", "Привет", "\u00a0", "\ufeff", "😀", "?", "a.b", "ex:a.b.",
]  # fmt: skip


def kinds(text: str) -> list[tuple[str, str]]:
    return [(token.kind, token.text) for token in significant(tokens(text))]


@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES)).map("".join)))
@example("SELECT * { ?s ?p '''it's''' }")
@example("'a' 'b")
def test_the_tokens_joined_are_the_text_or_the_text_is_refused(text: str) -> None:
    try:
        found = tokens(text)
    except QuerySyntaxError:
        return
    assert "".join(token.text for token in found) == text
    assert all(text[token.start : token.end] == token.text for token in found)
    assert all(token.text for token in found)


@given(
    st.lists(
        st.sampled_from([p for p in PIECES if p not in ("\\", "\u00a0", "\ufeff", "è", "%20", "'", '"')])
    )
)
def test_pieces_between_spaces_always_have_tokens(pieces: list[str]) -> None:
    text = " ".join(
        piece for piece in pieces if piece not in ("'''", '"""', "\\u0041", "\\U0001F600", "Привет", "😀")
    )
    assert "".join(token.text for token in tokens(text)) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ex:a.", [("name", "ex:a"), ("mark", ".")]),
        ("ex:a.b", [("name", "ex:a.b")]),
        ("ex:a\\,b\\~c", [("name", "ex:a\\,b\\~c")]),
        ("ex:%C3%A0:b", [("name", "ex:%C3%A0:b")]),
        (":", [("name", ":")]),
        ("città:è", [("name", "città:è")]),
        ("?x.", [("variable", "?x"), ("mark", ".")]),
        ("$x?y", [("variable", "$x"), ("variable", "?y")]),
        ("ex:p?", [("name", "ex:p"), ("operator", "?")]),
        ("_:b.c.", [("blank", "_:b.c"), ("mark", ".")]),
        ("'a'@it-IT.", [("string", "'a'"), ("language", "@it-IT"), ("mark", ".")]),
        ('"a"^^xsd:date', [("string", '"a"'), ("operator", "^^"), ("name", "xsd:date")]),
        ("'''it's'''", [("string", "'''it's'''")]),
        ("''''a'''", [("string", "''''a'''")]),
        ('"""a"b""c"""', [("string", '"""a"b""c"""')]),
        ("''", [("string", "''")]),
        (r"'\\'", [("string", r"'\\'")]),
        (r"'a\'b'", [("string", r"'a\'b'")]),
        (r"'\u0027'", [("string", r"'\u0027'")]),
        ("'#' # '", [("string", "'#'")]),
        ("<http://a/#b'c>", [("iri", "<http://a/#b'c>")]),
        ("?a < ?b", [("variable", "?a"), ("operator", "<"), ("variable", "?b")]),
        ("?a<=?b", [("variable", "?a"), ("operator", "<="), ("variable", "?b")]),
        ("1.5e-3", [("number", "1.5e-3")]),
        ("1.", [("number", "1"), ("mark", ".")]),
        (".5", [("number", ".5")]),
        ("1-1", [("number", "1"), ("number", "-1")]),
        ("GROUP_CONCAT", [("word", "GROUP_CONCAT")]),
        ("a^b:c", [("word", "a"), ("operator", "^"), ("name", "b:c")]),
    ],
)
def test_terminals_are_those_of_the_grammar(text: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(text) == expected


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("ASK {\n  ?s ?p 'open }", "line 2, column 9"),
        ("ASK { ?s ?p 'two\nlines' }", "line 1, column 13"),
        ("ASK { ?s ?p '''open }", "line 1, column 15"),
        (r"ASK { ?s ?p 'bad \x escape' }", "line 1, column 13"),
        ("ASK {\r\n\r\n \u00a0}", "line 3, column 2"),
        ("ASK { $ }", "line 1, column 7"),
        ("a.b.c", "line 1, column 1"),
        ("ASK { '\ud800' }", "line 1, column 8"),
    ],
)
def test_a_fault_is_named_with_its_line_and_column(text: str, where: str) -> None:
    with pytest.raises(QuerySyntaxError, match=f"^{where}: "):
        tokens(text)


def test_a_comparison_read_as_an_iri_is_told_to_take_a_space() -> None:
    with pytest.raises(
        QuerySyntaxError, match=r"line 1, column 12: .*put a space after < at line 1, column 9"
    ):
        tokens("FILTER(1<'>')")


def test_lines_end_as_sparql_says() -> None:
    assert place("a\r\nb\rc\nd", 8) == "line 4, column 2"
    assert [t.kind for t in tokens("#a\rb #c\u2028d")] == ["comment", "space", "word", "space", "comment"]


def test_codepoint_escapes_are_characters_in_the_reading_of_the_specification() -> None:
    assert decode_codepoints(r"\u0053ELECT \U0001F600") == "SELECT 😀"
    with pytest.raises(QuerySyntaxError, match="names no character"):
        decode_codepoints(r"\uD800")
    with pytest.raises(QuerySyntaxError, match="names no character"):
        decode_codepoints(r"\U00110000")


def test_a_text_with_codepoint_escapes_is_read_in_both_ways() -> None:
    first, second = readings("ASK { ?s ?p '\\u0061' }")
    assert "'a'" in [token.text for token in first]
    assert "'\\u0061'" in [token.text for token in second]
    assert len(list(readings("ASK { ?s ?p 'a' }"))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "FILTER(?a<?b&&?c>?d)",
        "FILTER(1<'>') #'",
        "BIND(<urn:a><?b> AS ?c)",
        "SELECT (1 AS ?b) (?a<?b&&?c>?d AS ?e)",
    ],
)
def test_an_iri_where_an_operator_may_stand_is_ambiguous(text: str) -> None:
    assert len(ambiguous(tokens(text))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "{ ?s <urn:p#x> ?o , <urn:L'Aquila> }",
        "VALUES (?a ?b) { (<urn:a#b> <urn:c#d>) }",
        "FILTER(?a < ?b && ?c > ?d)",
        "FILTER(?a = <urn:a#b>)",
        "FILTER(?a IN (<urn:a#b>, <urn:c#d>))",
        "?s (<urn:a#b>/<urn:c#d>)+ ?o",
        "FILTER(?t = '1'^^<urn:t#x>)",
        "FILTER EXISTS { ?s <urn:p#x> ?o }",
    ],
)
def test_an_iri_where_only_an_iri_may_stand_is_not_ambiguous(text: str) -> None:
    assert ambiguous(tokens(text)) == ()


@pytest.fixture
def uncollected():
    """Keep the collector of garbage, whose time depends on all that other tests have made, out of a measurement."""
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("uncollected")
@pytest.mark.parametrize(
    "unit",
    ["a.", "a-", "a-a ", "<#>", "<", "'", "'''a'", "ex:.", "1.", "_:a.", "a:a.a-", "?", "\\u0041", "a.b "],
)
def test_a_hostile_text_takes_time_in_proportion_to_its_length(unit: str) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        best = 9.0
        for _ in range(3):
            begin = time.process_time()
            with contextlib.suppress(QuerySyntaxError):
                tokens(text)
            best = min(best, time.process_time() - begin)
        return best

    assert seconds(80_000) < 0.02 + 30 * seconds(8_000)  # in proportion would be 10, quadratic 100
