"""The traps of the engines under the check, each shut by a test."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

import pytest
from rdflib import Literal, URIRef

from coopgraph.errors import QuerySyntaxError, SettingsError
from coopgraph.store.embedded import EmbeddedStore
from coopgraph.validation import ENGINES, Report, check

ReportOn = Callable[[str, str], Report]
THING = URIRef("http://example.org/thing")


def query_shape(select: str, message: str = '"found {?value}"@en') -> str:
    return (
        "shapes:T01-query a sh:NodeShape ; sh:targetClass ex:Thing ; sh:severity sh:Warning ;"
        f' sh:sparql [ sh:message {message} ; sh:select """{select}""" ] .'
    )


def property_shape(constraint: str) -> str:
    """A rule that asks ``constraint`` of ex:p on every ex:Thing."""
    return (
        "shapes:T01-p a sh:NodeShape ; sh:targetClass ex:Thing ;"
        f" sh:property [ sh:path ex:p ; {constraint} ] ."
    )


def test_a_check_leaves_the_store_as_it_was(store_of: Callable[[str], EmbeddedStore]) -> None:
    store = store_of("ex:g { ex:thing a ex:Thing ; ex:p 1 }")
    before = store.dump_nquads(), store.count()
    check(store)
    assert (store.dump_nquads(), store.count()) == before


def test_a_fact_in_three_graphs_counts_once(report_on: ReportOn) -> None:
    facts = "ex:thing a ex:Thing ; ex:p 4 ."
    shape = query_shape(
        "SELECT $this (SUM(?n) AS ?value) WHERE { $this <http://example.org/p> ?n } GROUP BY $this"
    )
    report = report_on(f"ex:g1 {{ {facts} }} ex:g2 {{ {facts} }} ex:g3 {{ {facts} }}", shape)
    assert [result.value for result in report.results] == [Literal(4)]


def test_a_query_can_ask_which_graph_states_a_fact(report_on: ReportOn) -> None:
    shape = query_shape("SELECT $this ?value WHERE { GRAPH ?value { $this <http://example.org/p> 4 } }")
    report = report_on("ex:g1 { ex:thing a ex:Thing } ex:g2 { ex:thing ex:p 4 }", shape)
    assert [str(result.value) for result in report.results] == ["http://example.org/g2"]


def test_a_plain_string_equals_the_same_string_in_a_list(report_on: ReportOn) -> None:
    shape = property_shape('sh:in ( "a" "b" )')
    report = report_on('ex:g { ex:thing a ex:Thing ; ex:p "a" . ex:other a ex:Thing ; ex:p "c" }', shape)
    assert [str(result.value) for result in report.results] == ["c"]


def test_instances_of_subclasses_are_checked_by_way_of_the_ontology(report_on: ReportOn) -> None:
    shape = property_shape("sh:minCount 1")
    report = report_on("ex:o { ex:Kind rdfs:subClassOf ex:Thing } ex:g { ex:thing a ex:Kind }", shape)
    assert [result.focus for result in report.results] == [THING]


def test_a_message_keeps_its_language_and_its_backslashes(report_on: ReportOn) -> None:
    shape = query_shape(
        "SELECT $this ?value ?said WHERE { $this <http://example.org/p> ?value ; <http://example.org/q> ?said }",
        '"it says {?said}"@en , "dice {$said}"@it',
    )
    report = report_on(r'ex:g { ex:thing a ex:Thing ; ex:p 1 ; ex:q "C:\\1 {?value}" }', shape)
    assert report.results[0].message == {"en": r"it says C:\1 {?value}", "it": r"dice C:\1 {?value}"}


def test_what_a_query_leaves_unbound_is_a_dash(report_on: ReportOn) -> None:
    shape = query_shape(
        "SELECT $this ?value WHERE { $this a <http://example.org/Thing> "
        "OPTIONAL { $this <http://example.org/p> ?value } }"
    )
    assert report_on("ex:g { ex:thing a ex:Thing }", shape).results[0].message == {"en": "found –"}


def test_two_rows_of_one_query_are_two_results(report_on: ReportOn) -> None:
    shape = query_shape("SELECT $this ?value WHERE { $this <http://example.org/p> ?value }")
    report = report_on("ex:g { ex:thing a ex:Thing ; ex:p 1 , 2 }", shape)
    assert [result.message["en"] for result in report.results] == ["found 1", "found 2"]


def test_a_result_belongs_to_the_rule_that_its_property_shape_is_part_of(report_on: ReportOn) -> None:
    shape = (
        "shapes:T07-p a sh:NodeShape ; sh:targetClass ex:Thing ; sh:severity sh:Info ;"
        " sh:property [ sh:path [ sh:inversePath ex:p ] ; sh:minCount 1 ; sh:severity sh:Info ;"
        ' sh:message "none"@en ] .'
    )
    (result,) = report_on("ex:g { ex:thing a ex:Thing }", shape).results
    assert (result.rule, result.severity, result.path) == ("T07", "Info", "^<http://example.org/p>")
    assert result.message == {"en": "none"}


def test_a_result_names_the_sources_that_state_its_focus(report_on: ReportOn) -> None:
    shape = property_shape("sh:minCount 1")
    data = (
        "ex:g { ex:g prov:wasDerivedFrom ex:s1 . ex:thing a ex:Thing } ex:h { ex:thing coop:statedIn ex:s2 }"
    )
    (result,) = report_on(data, shape).results
    assert result.sources == ("http://example.org/s1", "http://example.org/s2")


def test_an_impossible_date_is_a_result_and_not_a_line_in_the_log(
    report_on: ReportOn, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    shape = property_shape("sh:datatype xsd:date")
    with caplog.at_level(logging.DEBUG):
        report = report_on('ex:g { ex:thing a ex:Thing ; ex:p "2015-13-45"^^xsd:date }', shape)
    assert len(report.results) == 1
    assert not caplog.records
    assert capsys.readouterr() == ("", "")


def test_a_later_folder_replaces_a_file_of_the_same_name(
    store_of: Callable[[str], EmbeddedStore], shapes_folder: Callable[..., Path]
) -> None:
    shape = (
        "shapes:%s a sh:NodeShape ; sh:targetClass ex:Thing ; sh:property [ sh:path ex:p ; sh:minCount 1 ] ."
    )
    first = shapes_folder(shape % "T01-old", folder="first")
    second = shapes_folder(shape % "T02-new", folder="second")
    shapes_folder(shape % "T03-other", name="other.ttl", folder="first")
    report = check(store_of("ex:g { ex:thing a ex:Thing }"), [first, second])
    assert [result.rule for result in report.results] == ["T02", "T03"]


def test_a_folder_without_shapes_is_refused(store_of: Callable[[str], EmbeddedStore], tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="holds no shape file"):
        check(store_of("ex:g { ex:thing a ex:Thing }"), [tmp_path])


def test_a_shape_file_that_is_not_turtle_is_named(report_on: ReportOn) -> None:
    with pytest.raises(SettingsError, match=r"own\.ttl is not Turtle"):
        report_on("ex:g { ex:thing a ex:Thing }", "this is not Turtle")


def test_a_shape_that_is_not_shacl_is_refused(report_on: ReportOn) -> None:
    shape = property_shape('sh:minCount "many"')
    with pytest.raises(SettingsError, match="not valid SHACL"):
        report_on("ex:g { ex:thing a ex:Thing }", shape)


def test_a_query_that_is_not_sparql_is_refused(report_on: ReportOn) -> None:
    with pytest.raises(QuerySyntaxError, match="not SPARQL"):
        report_on("ex:g { ex:thing a ex:Thing }", query_shape("SELECT $this WHERE { $this a }"))


def test_a_query_with_a_comment_is_understood(report_on: ReportOn) -> None:
    shape = query_shape("SELECT $this ?value WHERE { # all of them\n $this <http://example.org/p> ?value }")
    assert len(report_on("ex:g { ex:thing a ex:Thing ; ex:p 1 }", shape).results) == 1


class SelectOnly:
    """A store of another kind: only SELECT, as a remote one would answer it."""

    def __init__(self, inner: EmbeddedStore) -> None:
        self.select = inner.select


def test_a_store_of_another_kind_gives_the_same_report(
    store_of: Callable[[str], EmbeddedStore], shapes_folder: Callable[..., Path]
) -> None:
    folder = shapes_folder(query_shape("SELECT $this ?value WHERE { $this <http://example.org/p> ?value }"))
    store = store_of("ex:g { ex:thing a ex:Thing ; ex:p 1 }")
    assert check(SelectOnly(store), [folder]) == check(store, [folder])  # type: ignore[arg-type]


def test_a_plain_string_is_the_same_value_for_both_engines_and_fills_the_message(
    store_of: Callable[[str], EmbeddedStore], shapes_folder: Callable[..., Path]
) -> None:
    folder = shapes_folder(query_shape("SELECT $this ?value WHERE { $this <http://example.org/p> ?value }"))
    store = store_of('ex:g { ex:thing a ex:Thing ; ex:p "word" }')
    ours, reference = (check(store, [folder], engine=engine) for engine in ENGINES)
    assert ours == reference
    assert ours.results[0].message == {"en": "found word"}


def test_an_engine_that_is_not_there_is_refused(store_of: Callable[[str], EmbeddedStore]) -> None:
    with pytest.raises(SettingsError, match="choose one of compiled, pyshacl"):
        check(store_of("ex:g { ex:thing a ex:Thing }"), engine="fast")  # type: ignore[arg-type]


def test_what_cannot_be_compiled_is_checked_by_pyshacl_and_said_so(
    store_of: Callable[[str], EmbeddedStore],
    shapes_folder: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from coopgraph.validation.compiled import Findings, HandedOver

    shape = URIRef("https://w3id.org/coopgraph/shapes#T01-p")
    monkeypatch.setattr(
        "coopgraph.validation.compiled.find", lambda *_: Findings((), (HandedOver(shape, "too deep"),))
    )
    report = check(store_of("ex:g { ex:thing a ex:Thing }"), [shapes_folder(property_shape("sh:minCount 1"))])
    assert [(one.shape, one.reason) for one in report.handed_over] == [(str(shape), "too deep")]
