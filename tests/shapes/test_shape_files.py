"""The shape files keep the house rules: one rule, one shape, one severity, words in two languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rdflib import RDF, RDFS, Graph, URIRef
from rdflib.namespace import SH

from coopgraph.namespaces import COOP, SHAPES
from coopgraph.resources import resource
from coopgraph.validation.shapes import Rule, Shapes, load_shapes, texts

FILES = sorted(resource("shapes").glob("*.ttl"))
RULES = load_shapes([resource("shapes")]).rules
QUERY = re.compile(r'sh:select """(.*?)"""|sh:select "([^"\n]*)"', re.DOTALL)
EACH_RULE = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.shape.removeprefix(SHAPES))
EACH_FILE = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)


def constraints(graph: Graph, rule: Rule) -> list[URIRef]:
    """The parts of a rule that carry messages: its property shapes and its queries."""
    shape = URIRef(rule.shape)
    return [node for predicate in (SH.property, SH.sparql) for node in graph.objects(shape, predicate)]


@EACH_RULE
def test_a_rule_has_a_number_names_in_two_languages_a_description_and_a_page(rule: Rule) -> None:
    assert re.fullmatch(r"[RD]\d\d", rule.number)
    assert set(rule.name) == {"en", "it"}
    assert "en" in rule.description
    assert rule.page.endswith(f"#{rule.number}")


@EACH_RULE
def test_a_rule_has_one_severity_in_all_its_parts(rule: Rule, shapes: Shapes) -> None:
    graph = shapes.graph
    assert len(list(graph.objects(URIRef(rule.shape), SH.severity))) == 1
    for part in graph.objects(URIRef(rule.shape), SH.property):
        own = graph.value(part, SH.severity, default=SH.Violation)
        assert own == SH[rule.severity]
    for query in graph.objects(URIRef(rule.shape), SH.sparql):
        assert graph.value(query, SH.severity) is None  # SHACL 1.0 ignores it there


@EACH_RULE
def test_every_part_of_a_rule_says_what_is_wrong_in_two_languages(rule: Rule, shapes: Shapes) -> None:
    parts = constraints(shapes.graph, rule)
    assert parts
    for part in parts:
        assert set(texts(shapes.graph, part, SH.message)) == {"en", "it"}


@EACH_RULE
def test_a_message_names_only_columns_of_its_query(rule: Rule, shapes: Shapes) -> None:
    for query in shapes.graph.objects(URIRef(rule.shape), SH.sparql):
        select = str(shapes.graph.value(query, SH.select))
        columns = set(re.findall(r"[?$](\w+)", select.split("WHERE")[0]))
        for message in texts(shapes.graph, query, SH.message).values():
            assert set(re.findall(r"\{[?$](\w+)\}", message)) <= columns


def test_rules_are_named_shapes_with_unique_iris(shapes: Shapes) -> None:
    assert len({rule.shape for rule in shapes.rules}) == len(shapes.rules)
    blank = [s for s in shapes.graph.subjects(RDF.type, SH.NodeShape) if not str(s).startswith(SHAPES)]
    assert blank == []


def test_the_shapes_are_valid_shapes(shapes: Shapes) -> None:
    from pyshacl import validate

    copy = Graph()
    copy += shapes.graph
    conforms, _, text = validate(Graph(), shacl_graph=copy, meta_shacl=True)
    assert conforms, text


@EACH_FILE
def test_every_coop_term_in_a_shape_file_is_declared(path: Path) -> None:
    ontology = Graph().parse(resource("ontology") / "coopgraph.ttl")
    declared = {str(s).removeprefix(COOP) for s in ontology.subjects(RDF.type) if str(s).startswith(COOP)}
    used = set(re.findall(r"(?<![\w/])coop:(\w+)", path.read_text("utf-8")))
    assert used - declared == set()


@EACH_FILE
def test_every_code_in_a_shape_file_is_in_its_list(path: Path) -> None:
    text = path.read_text("utf-8")
    schemes = {
        "measure": "measure",
        "role": "role",
        "status": "event-status",
        "conflict": "discrepancy-type",
    }
    for prefix, scheme in schemes.items():
        listed = (resource("ontology") / "schemes" / f"{scheme}.ttl").read_text("utf-8")
        for code in set(re.findall(rf"(?<![\w:/-]){prefix}:([a-z][\w-]*)", text)):
            assert f"{scheme}:{code} a skos:Concept" in listed


@EACH_FILE
def test_only_the_cross_source_file_looks_into_named_graphs(path: Path) -> None:
    queries = " ".join(one or two for one, two in QUERY.findall(path.read_text("utf-8")))
    assert (re.search(r"\bGRAPH\b", queries) is not None) == (path.stem == "cross-source")


@EACH_FILE
def test_queries_keep_to_what_shacl_allows_and_what_works_unbound(path: Path) -> None:
    for one, two in QUERY.findall(path.read_text("utf-8")):
        query = one or two
        assert not re.search(r"\b(MINUS|VALUES|SERVICE)\b", query)
        assert re.match(r"\s*SELECT (DISTINCT )?[?$]this\b", query)
        # A target's query (?this) binds the focus nodes itself; only a constraint's ($this) is given them.
        constraint = re.match(r"\s*SELECT (DISTINCT )?\$this\b", query)
        for nested in re.findall(r"SELECT(?! DISTINCT \$this\b)(?! \$this\b)", query if constraint else ""):
            pytest.fail(f"a nested SELECT does not pass $this on: {nested}")
        # Duplicates change counts, sums and averages; they change no minimum and no maximum.
        aggregates = re.findall(r"\b(?:COUNT|SUM|AVG)\s*\(", query)
        assert len(re.findall(r"\bCOUNT\(DISTINCT ", query)) == len(aggregates)


@EACH_FILE
def test_a_file_declares_the_prefixes_of_its_queries_and_no_other(path: Path) -> None:
    text = path.read_text("utf-8")
    queries = " ".join(one or two for one, two in QUERY.findall(text))
    assert set(re.findall(r'sh:prefix "(\w+)"', text)) == set(re.findall(r"\b([a-z]+):", queries))


def test_every_rule_is_seen_also_somewhere(shapes: Shapes) -> None:
    assert all((URIRef(rule.shape), RDFS.seeAlso, None) in shapes.graph for rule in shapes.rules)
