"""What tests of several rooms share."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The folder of the five source texts, which the repository does not carry."""
    folder = SHARED / "seeds"
    if not folder.is_dir():
        pytest.skip("the texts of the sources (../shared/seeds) are not here")
    return folder


@pytest.fixture(scope="session")
def bundled_store(tmp_path_factory) -> Path:
    """A store folder with the bundled graph, built once as a user would. Read it only."""
    from coopgraph.ingest.build import build, bundled_dossiers

    folder = tmp_path_factory.mktemp("bundled") / "coopgraph.store"
    build([bundled_dossiers()], folder)
    return folder
