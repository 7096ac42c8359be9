"""What every store must do, whatever engine is behind it. A backend's test class inherits this.

``ReadingContract`` needs two fixtures, stores that hold something already: ``toy``, the toy world, and
``terms``, the triples of ``TERM_TRIPLES``. ``StoreContract`` is the whole promise; it needs ``store``: an
empty, writable store.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from rdflib import RDF, XSD, Literal, URIRef

from coopgraph.errors import QueryRefusedError, QuerySyntaxError, StoreError, StoreUnavailableError
from coopgraph.store.embedded import EmbeddedStore
from coopgraph.store.protocol import RdfDataset

TOY = Path(__file__).parent / "data" / "toy.trig"
COOP = "PREFIX coop: <https://w3id.org/coopgraph/ontology#>\n"
SOURCE_1, SOURCE_2 = "http://example.org/graph/1", "http://example.org/graph/2"

A, P, B = (URIRef(f"http://example.org/{name}") for name in "apb")
FACT, OTHER = (A, P, B), (A, P, Literal("only one source says so"))

TERMS = [
    B,
    URIRef("http://example.org/città"),
    Literal("plain"),
    Literal(""),
    Literal('quotes " and \\ backslash, tab \t and\r\nnew lines <http://x> .'),
    Literal("Пётр, città, 北京, 🚄"),
    Literal("Sergej Sobjanin", lang="it"),
    Literal("Sergey", lang="ru-latn"),
    Literal("1", datatype=XSD.integer),
    Literal("1.5", datatype=XSD.decimal),
    Literal("2015-10-14", datatype=XSD.date),
    Literal("2015-10-14T09:00:00Z", datatype=XSD.dateTime, normalize=False),
    Literal("true", datatype=XSD.boolean),
    Literal("2013-23", datatype=URIRef("http://id.loc.gov/datatypes/edtf/EDTF")),
    Literal("XXXX-02-04", datatype=URIRef("http://id.loc.gov/datatypes/edtf/EDTF")),
]
TERM_TRIPLES = [(A, URIRef(f"http://example.org/p{n}"), term) for n, term in enumerate(TERMS)]


def text(pieces: Iterator[bytes]) -> str:
    return b"".join(pieces).decode()


def comparable(term):
    """Return a term without what rdflib and XML change in reading: the spelling of dates, carriage returns."""
    if isinstance(term, Literal) and term.datatype == XSD.dateTime:
        return term.toPython()
    return str(term).replace("\r\n", "\n"), getattr(term, "language", None), getattr(term, "datatype", None)


@cache
def toy_nquads() -> bytes:
    with EmbeddedStore.in_memory() as store:
        store.load_trig(TOY)
        return store.dump_nquads()


def toy_graphs() -> list[str]:
    return sorted({line.rsplit(b"<", 1)[1].split(b">")[0].decode() for line in toy_nquads().splitlines()})


class ReadingContract:
    # terms

    @pytest.mark.parametrize("triple", TERM_TRIPLES, ids=lambda triple: repr(triple[2]))
    def test_every_kind_of_term_comes_back_equal(self, terms, triple):
        subject, predicate, term = triple
        (row,) = terms.select(f"SELECT ?o WHERE {{ <{subject}> <{predicate}> ?o }}")
        assert row["o"] == term
        assert type(row["o"]) is type(term)
        query = f"CONSTRUCT {{ ?s <{predicate}> ?o }} WHERE {{ ?s <{predicate}> ?o }}"
        assert list(terms.construct(query)) == [triple]

    @pytest.mark.parametrize(
        "media_type", ["application/sparql-results+json", "application/sparql-results+xml"]
    )
    def test_every_kind_of_term_is_serialised_so_that_others_read_it(self, terms, media_type):
        from rdflib.query import Result

        query = "SELECT ?p ?o WHERE { <http://example.org/a> ?p ?o }"
        body = b"".join(terms.answer(query, media_type))
        read = Result.parse(BytesIO(body), format=media_type.rsplit("+", 1)[1])
        found = {str(row.p): row.o for row in read}
        assert len(found) == len(TERM_TRIPLES)
        for _, predicate, term in TERM_TRIPLES:
            assert comparable(found[str(predicate)]) == comparable(term)

    # answers

    def test_an_unbound_column_is_absent_from_its_row(self, toy):
        where = "{ ?s coop:participant ?who OPTIONAL { ?s coop:onBehalfOf ?for } }"
        answer = toy.select(COOP + "SELECT ?who ?for WHERE " + where)
        assert answer.variables == ("who", "for")
        assert len(answer) == 3
        assert [str(row["who"]).rsplit("/", 1)[1] for row in answer if "for" not in row] == ["conti-carla"]

    def test_rows_keep_the_order_the_query_asks_for(self, toy):
        answer = toy.select(COOP + "SELECT ?n WHERE { ?f coop:value ?n } ORDER BY DESC(?n)")
        assert [int(row["n"]) for row in answer] == [40, 38]

    def test_ask_answers_yes_and_no(self, toy):
        assert toy.ask(COOP + "ASK { ?x a coop:Agreement }") is True
        assert toy.ask(COOP + "ASK { ?x a coop:Partnership }") is False

    def test_construct_gives_each_triple_once(self, toy):
        query = COOP + "CONSTRUCT { ?a a coop:Agreement } WHERE { GRAPH ?g { ?s coop:signs ?a } }"
        triples = list(toy.construct(query))
        assert len(triples) == 1
        assert triples[0][1] == RDF.type

    def test_describe_tells_about_the_thing(self, toy):
        query = "DESCRIBE <https://w3id.org/coopgraph/id/country/xa>"
        assert {str(o) for _, _, o in toy.construct(query)} >= {"Ardonia", "Ардония", "XA"}

    @pytest.mark.parametrize(
        ("media_type", "start"),
        [
            ("text/csv", "code\r\nXA\r\n"),
            ("text/tab-separated-values", '?code\n"XA"\n'),
            ("application/sparql-results+xml", "<?xml"),
        ],
    )
    def test_a_select_is_serialised_as_the_specification_says(self, toy, media_type, start):
        query = COOP + "SELECT ?code WHERE { ?c coop:isoCode ?code } ORDER BY ?code"
        assert text(toy.answer(query, media_type)).startswith(start)

    def test_a_select_is_serialised_in_json(self, toy):
        query = COOP + "SELECT ?code ?none WHERE { ?c coop:isoCode ?code } ORDER BY ?code"
        document = json.loads(text(toy.answer(query, "application/sparql-results+json")))
        assert document["head"]["vars"] == ["code", "none"]
        assert document["results"]["bindings"][0] == {"code": {"type": "literal", "value": "XA"}}

    def test_an_ask_is_serialised(self, toy):
        assert json.loads(text(toy.answer("ASK {}", "application/sparql-results+json")))["boolean"] is True
        assert "<boolean>true</boolean>" in text(toy.answer("ASK {}", "application/sparql-results+xml"))

    @pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own JSON-LD parser
    @pytest.mark.parametrize(
        "media_type", ["text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml"]
    )
    def test_a_graph_is_serialised_in_each_of_the_four_formats(self, toy, media_type):
        from rdflib import Graph

        query = COOP + "CONSTRUCT { ?c coop:isoCode ?code } WHERE { ?c coop:isoCode ?code }"
        body = text(toy.answer(query, media_type))
        graph = Graph().parse(data=body, format=media_type)
        assert {str(o) for o in graph.objects()} == {"XA", "XB"}

    def test_a_select_is_not_answered_in_a_graph_format(self, toy):
        with pytest.raises(QueryRefusedError, match="ask for one of application/sparql-results"):
            toy.answer("SELECT * WHERE { ?s ?p ?o }", "text/turtle")

    def test_a_verb_refuses_the_other_forms_of_query(self, toy):
        with pytest.raises(QueryRefusedError, match="SELECT"):
            toy.select("ASK {}")
        with pytest.raises(QueryRefusedError, match="ASK"):
            toy.ask("SELECT * WHERE {}")
        with pytest.raises(QueryRefusedError, match="CONSTRUCT"):
            toy.construct("ASK {}")

    def test_a_query_need_not_declare_the_prefixes_everybody_here_knows(self, toy):
        declared = toy.select(COOP + "SELECT ?a WHERE { ?s coop:signs ?a }")
        assert declared.rows
        assert toy.select("SELECT ?a WHERE { ?s coop:signs ?a }") == declared
        assert not toy.ask("PREFIX coop: <https://example.org/> ASK { ?s coop:signs ?a }")
        with pytest.raises(QuerySyntaxError):
            toy.ask("ASK { ?s wdt:P31 ?a ; coop:signs ?b }")

    def test_a_syntax_error_names_the_line(self, toy):
        with pytest.raises(QuerySyntaxError, match="line 2"):
            toy.select("SELECT ?s WHERE {\n ?s ?p }")

    # the merged default graph

    def test_a_fact_two_sources_state_counts_once(self, toy):
        count = COOP + "SELECT (COUNT(*) AS ?n) WHERE { ?s coop:signs ?a }"
        (row,) = toy.select(count)
        assert int(row["n"]) == 1
        (row,) = toy.select(COOP + "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s coop:signs ?a } }")
        assert int(row["n"]) == 2

    def test_graph_tells_who_says_so(self, toy):
        answer = toy.select(COOP + "SELECT ?g WHERE { GRAPH ?g { ?s coop:ordinal 3 } } ORDER BY ?g")
        assert [str(row["g"]).rsplit("/", 1)[1] for row in answer] == ["bulletin-2", "gazette-1"]

    def test_graph_and_plain_patterns_meet_in_one_query(self, toy):
        query = COOP + "SELECT ?g ?a WHERE { GRAPH ?g { ?s coop:signs ?a } ?a a coop:Agreement } ORDER BY ?g"
        assert [str(row["g"]).rsplit("/", 1)[1] for row in toy.select(query)] == ["bulletin-2", "gazette-1"]

    def test_a_graph_can_be_named(self, toy):
        gazette = "<https://w3id.org/coopgraph/graph/source/gazette-1>"
        by_name = toy.select(COOP + f"SELECT ?s ?o WHERE {{ GRAPH {gazette} {{ ?s coop:ordinal ?o }} }}")
        both = (
            COOP
            + f"SELECT ?g WHERE {{ GRAPH {gazette} {{ ?s coop:ordinal ?o }} GRAPH ?g {{ ?s coop:ordinal ?o }} }}"
        )
        assert len(by_name) == 1
        assert len(toy.select(both)) == 2

    def test_graph_sees_the_sources_and_nothing_else(self, toy):
        (row,) = toy.select("SELECT (COUNT(DISTINCT ?g) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }")
        assert int(row["n"]) == len(toy_graphs())
        named = toy.select("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g")
        assert [str(row["g"]) for row in named] == toy_graphs()

    def test_a_fact_that_only_the_editors_state_is_found_by_not_exists(self, toy):
        alone = COOP + (
            "SELECT ?s WHERE { GRAPH ?g { ?s coop:signs ?a } "
            "FILTER NOT EXISTS { GRAPH ?other { ?s coop:signs ?a } FILTER(?other != ?g) } }"
        )
        assert toy.select(alone).rows == ()

    # the dataset of one query

    def test_a_query_can_be_limited_to_graphs_the_store_holds(self, toy):
        gazette = "https://w3id.org/coopgraph/graph/source/gazette-1"
        query = COOP + "SELECT (COUNT(*) AS ?n) WHERE { ?f a coop:ReportedFigure }"
        assert text(toy.answer(query, "text/csv", RdfDataset(default=(gazette,)))) == "n\r\n1\r\n"
        assert text(toy.answer(query, "text/csv", RdfDataset(named=(gazette,)))) == "n\r\n0\r\n"

    def test_a_graph_the_store_does_not_hold_is_refused_and_not_fetched(self, toy):
        with pytest.raises(QueryRefusedError, match="does not fetch"):
            toy.answer("ASK {}", "text/csv", RdfDataset(default=("http://127.0.0.1:9/x",)))

    # refusals and updates

    @pytest.mark.parametrize(
        ("method", "query", "answering"),
        [
            ("select", "ASK {}", "ask"),
            ("select", "DESCRIBE <http://a>", "construct"),
            ("ask", "SELECT * {}", "select"),
            ("construct", "SELECT * {}", "select"),
        ],
    )
    def test_a_query_of_another_form_is_refused_with_the_method_that_answers_it(
        self, toy, method, query, answering
    ):
        with pytest.raises(QueryRefusedError, match=f"expected an? .* give it to {answering} instead"):
            getattr(toy, method)(query)

    @pytest.mark.parametrize(
        "query",
        [
            "SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
            "SELECT * WHERE { { sErViCe SILENT ?x { ?s ?p ?o } } }",
            "ASK { #\n SERVICE\n<http://127.0.0.1:9/>{} }",
        ],
    )
    def test_a_query_that_would_reach_the_network_is_refused(self, toy, query):
        with pytest.raises(QueryRefusedError):
            toy.answer(query, "text/csv")

    @pytest.mark.parametrize(
        "query",
        [
            "ASK " + "{" * 3000 + "}" * 3000,
            "ASK " + "{ FILTER EXISTS " * 1000 + "{}" + "}" * 1000,
            "ASK {" + "OPTIONAL { ?s ?p ?o } " * 3000 + "}",
            "ASK { FILTER(" + "!" * 10_000 + "1) }",
            "ASK { FILTER(1" + "+1" * 10_000 + ") }",
            "ASK { FILTER(1" + " + 1" * 10_000 + ") }",
        ],
        ids=["braces", "exists", "optional", "not", "signed numbers", "plus"],
    )
    def test_a_query_that_would_overflow_the_engine_is_refused(self, toy, query):
        with pytest.raises(QueryRefusedError, match="more than"):
            toy.ask(query)

    @pytest.mark.parametrize("clause", ["FROM", "FROM NAMED"])
    def test_a_graph_in_the_query_that_the_store_does_not_hold_is_refused_too(self, toy, clause):
        with pytest.raises(QueryRefusedError, match="does not fetch"):
            toy.select(f"SELECT * {clause} <file:///etc/passwd> WHERE {{ ?s ?p ?o }}")

    def test_from_limits_a_query_to_the_graphs_it_names(self, toy):
        gazette = "<https://w3id.org/coopgraph/graph/source/gazette-1>"
        query = COOP + f"SELECT ?f FROM {gazette} WHERE {{ ?f a coop:ReportedFigure }}"
        assert len(toy.select(query)) == 1

    def test_long_lists_of_values_are_no_depth(self, toy):
        many = " ".join(str(n) for n in range(5000))
        assert len(toy.select(f"SELECT ?n WHERE {{ VALUES ?n {{ {many} }} }}")) == 5000
        assert toy.select("SELECT * WHERE {" + "?s <http://example.org/none> ?o . " * 40 + "}").rows == ()


class StoreContract(ReadingContract):
    failing_update = (
        "INSERT DATA { <http://a> <http://b> 1 } ; CREATE GRAPH <http://g> ; CREATE GRAPH <http://g>"
    )
    refusal: tuple[type[Exception], str] = (StoreError, "nothing was changed")

    @pytest.fixture
    def toy(self, store):
        store.load_nquads(toy_nquads())
        return store

    @pytest.fixture
    def terms(self, store):
        store.add((*triple, SOURCE_1) for triple in TERM_TRIPLES)
        return store

    # terms

    def test_a_typed_literal_keeps_its_value_though_not_its_spelling(self, store):
        store.add([(A, P, Literal("01", datatype=XSD.integer, normalize=False), SOURCE_1)])
        (row,) = store.select("SELECT ?o WHERE { ?s ?p ?o }")
        assert row["o"].value == 1

    def test_the_words_of_a_source_keep_their_spelling_in_plain_strings(self, store):
        store.add([(A, P, Literal("01"), SOURCE_1)])
        (row,) = store.select("SELECT ?o WHERE { ?s ?p ?o }")
        assert str(row["o"]) == "01"

    # forgetting

    def test_a_fact_stands_until_its_last_source_is_forgotten(self, store):
        store.add([(*FACT, SOURCE_1), (*FACT, SOURCE_2), (*OTHER, SOURCE_1)])
        assert store.count() == 2
        store.forget_graph(SOURCE_1)
        assert list(store.construct("CONSTRUCT WHERE { ?s ?p ?o }")) == [FACT]
        store.forget_graph(SOURCE_2)
        assert store.count() == 0
        assert store.graphs() == ()

    def test_replacing_a_graph_twice_equals_replacing_it_once(self, store):
        store.add([(*FACT, SOURCE_1), (*OTHER, SOURCE_1), (*FACT, SOURCE_2)])
        for _ in range(2):
            store.replace_graph(SOURCE_1, [(A, P, Literal("new"))])
            assert set(store.construct("CONSTRUCT WHERE { ?s ?p ?o }")) == {FACT, (A, P, Literal("new"))}
            assert store.graphs() == (SOURCE_1, SOURCE_2)

    def test_forgetting_a_graph_that_is_not_there_changes_nothing(self, toy):
        before = toy.dump_nquads()
        toy.forget_graph("http://example.org/none")
        assert toy.dump_nquads() == before

    # updates

    def test_an_update_that_would_load_a_file_is_refused(self, store):
        with pytest.raises(QueryRefusedError):
            store.update("LOAD <file:///etc/hostname>")

    def test_an_update_is_all_or_nothing(self, store):
        error, message = self.refusal
        with pytest.raises(error, match=message):
            store.update(self.failing_update)
        assert store.count() == 0

    def test_an_update_of_nothing_changes_nothing(self, store):
        store.update("PREFIX e: <http://e/> # and no operation")
        assert store.count() == 0

    def test_an_update_writes(self, store):
        store.update("INSERT DATA { <http://a> <http://b> 1 }")
        assert store.ask("ASK { <http://a> <http://b> 1 }")

    def test_a_closed_store_says_that_it_is_closed(self, store):
        store.close()
        store.close()
        with pytest.raises(StoreUnavailableError, match="closed"):
            store.ask("ASK {}")
