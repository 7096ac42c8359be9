"""A network that the revision keeps is answered as it would be drawn, and only where it is the one asked for."""

from __future__ import annotations

import zlib

import pytest

from coopgraph.network.standing import materialise
from coopgraph.store.revisions import StoreFolder
from coopgraph.web.resources import catalogue

NAMES = [name.removeprefix("networks/") for name in catalogue().names("networks")]


@pytest.fixture(scope="module")
def folders(bundled_store, tmp_path_factory):
    """The bundled graph twice: with its networks kept, and without."""
    found = []
    for kept in (True, False):
        folder = StoreFolder(tmp_path_factory.mktemp("networks") / "store")
        revision = folder.adopt(StoreFolder(bundled_store).current())
        assert not (revision.path / "networks").exists()
        if kept:
            materialise(revision, catalogue())
        found.append(folder)
    return found


def test_a_kept_network_is_the_one_that_would_be_drawn(serving, folders):
    kept, drawn = folders
    with serving(kept, workers=1) as one, serving(drawn, workers=1) as other:
        for name in NAMES:
            answers = [server.get(f"/api/network/{name}") for server in (one, other)]
            assert answers[0].status == 200
            assert answers[0].body == answers[1].body, name


def test_it_is_taken_only_for_the_whole_network_unmeasured_in_json(serving, folders):
    kept, _ = folders
    (home,) = (kept.current().path / "networks").glob("networks-co-participation-????????????")
    whole = home / "network.json.z"
    before = whole.read_bytes()
    whole.write_bytes(zlib.compress(b'{"kept": true}'))
    try:
        with serving(kept, workers=1) as server:
            path = "/api/network/co-participation"
            assert server.get(path).json == {"kept": True}
            assert server.get(f"{path}?seed=3&reading=possibly").json == {"kept": True}
            for more in ("side=IT", "measure=degree", "since=2010", "format=cyjs", "exclude_disputed=true"):
                assert "kept" not in server.get(f"{path}?{more}").json, more
    finally:
        whole.write_bytes(before)


def test_what_another_version_kept_is_drawn_anew(serving, folders, tmp_path):
    kept, _ = folders
    (home,) = (kept.current().path / "networks").glob("networks-co-participation-????????????")
    about, whole = home / "about.json", home / "network.json.z"
    before = about.read_text(), whole.read_bytes()
    about.write_text(before[0].replace('"coopgraph": "', '"coopgraph": "0.'))
    whole.write_bytes(zlib.compress(b'{"kept": true}'))
    try:
        with serving(kept, workers=1) as server:
            assert "kept" not in server.get("/api/network/co-participation").json
    finally:
        about.write_text(before[0])
        whole.write_bytes(before[1])
