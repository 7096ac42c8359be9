"""Every shipped projection gives the same rows on rdflib as on Oxigraph."""

from __future__ import annotations

import pytest
from rdflib import Dataset

from coopgraph.resources import resource

NAMES = sorted(path.stem for path in (resource("queries") / "networks").glob("*.rq"))


@pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")  # rdflib uses its own deprecated names
@pytest.mark.parametrize("name", NAMES)
def test_a_projection_does_not_depend_on_the_engine(world, projection, name):
    dataset = Dataset(default_union=True)
    dataset.parse(data=world.dump_nquads(), format="nquads")
    text = projection(name).bind({})
    solutions = world.select(text)
    ours = {tuple(str(row.get(column)) for column in solutions.variables) for row in solutions}
    theirs = {tuple(map(str, row)) for row in dataset.query(text)}
    assert ours == theirs
    assert ours
