"""A remote store keeps the contract on a real Virtuoso 7, and what can be read of it on our own endpoint."""

from __future__ import annotations

import pytest

from coopgraph.errors import QueryRefusedError
from coopgraph.store.embedded import EmbeddedStore
from coopgraph.store.remote import RemoteStore
from store_contract import SOURCE_1, TERM_TRIPLES, ReadingContract, StoreContract, toy_nquads


class TestOnVirtuoso(StoreContract):
    refusal = (
        QueryRefusedError,
        "nothing was changed",
    )  # it would keep the operations before the one that fails

    @pytest.fixture
    def store(self, empty_virtuoso):
        return empty_virtuoso


@pytest.fixture(scope="module")
def toy_endpoint(served):
    return served(toy_nquads())


@pytest.fixture(scope="module")
def terms_endpoint(served):
    with EmbeddedStore.in_memory() as store:
        store.add((*triple, SOURCE_1) for triple in TERM_TRIPLES)
        return served(store.dump_nquads())


class TestOnOurOwnEndpoint(ReadingContract):
    @pytest.fixture
    def toy(self, toy_endpoint):
        with RemoteStore(toy_endpoint) as store:
            yield store

    @pytest.fixture
    def terms(self, terms_endpoint):
        with RemoteStore(terms_endpoint) as store:
            yield store
