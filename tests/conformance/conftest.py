"""The W3C's SPARQL 1.1 suites of queries, updates and syntax, unpacked and run once."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from conformance.w3c import QUERY, SYNTAX, UPDATE, Outcome, extracted, run
from conftest import SHARED

ARCHIVE = SHARED / "suites" / "w3c-sparql-tests" / "sparql.tar.gz"


@pytest.fixture(scope="session")
def suites(tmp_path_factory) -> Path:
    """The folder of the suites."""
    if not ARCHIVE.is_file():
        pytest.skip("the W3C's tests (../shared/suites/w3c-sparql-tests) are not here")
    return extracted(ARCHIVE, tmp_path_factory.mktemp("w3c"))


@pytest.fixture(scope="session")
def areas(suites) -> Mapping[str, Sequence[Outcome]]:
    """The outcomes of every test: of queries, of updates, of syntax."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # rdflib's, of the odd literals the tests are about
        return {
            "query evaluation": run(suites, QUERY),
            "update evaluation": run(suites, UPDATE),
            "syntax": run(suites, SYNTAX),
        }
