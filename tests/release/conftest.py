"""A small graph, its successor, and a release of the bundled one."""

from __future__ import annotations

import pytest

from coopgraph.release.diff import State
from coopgraph.release.edition import Edition
from coopgraph.release.export import version
from coopgraph.release.writing import write_release
from coopgraph.store.revisions import StoreFolder


@pytest.fixture(scope="session")
def bundled(bundled_store):
    with StoreFolder(bundled_store).open() as store:
        yield store


@pytest.fixture(scope="session")
def now(bundled):
    return State("now", bundled.dump_nquads())


@pytest.fixture(scope="session")
def before(now):
    """The bundled graph without Igor Ishchenko, with a misspelt ambassador."""
    lines = [line for line in now.nquads.splitlines(keepends=True) if b"ishchenko" not in line]
    return State("before", b"".join(lines).replace(b'"Sergey Razov"@en', b'"Sergej Razow"@en'))


@pytest.fixture(scope="session")
def edition(now):
    return Edition("2026.1", version(now.nquads), "2026-11-30")


@pytest.fixture(scope="session")
def released(bundled, edition, before, tmp_path_factory):
    return write_release(tmp_path_factory.mktemp("releases") / "2026.1", edition, bundled, before)
