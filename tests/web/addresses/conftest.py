"""The bundled graph, to ask what is true."""

from __future__ import annotations

import pytest

from coopgraph.graph import KnowledgeGraph


@pytest.fixture(scope="session")
def bundled(bundled_store):
    with KnowledgeGraph.open(bundled_store, memory=True) as kg:
        yield kg
