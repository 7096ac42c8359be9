"""The sizes that growth is measured at, and the files of large worlds, which are made without holding them in memory."""

from __future__ import annotations

import pytest
from runners import growth, made


@pytest.mark.parametrize(
    ("quads", "sizes"),
    [
        (30_000, [3_000, 10_000, 30_000]),
        (1_000_000, [100_000, 300_000, 1_000_000]),
        (2_000_000, [100_000, 300_000, 1_000_000, 2_000_000]),
        (10_000_000, [100_000, 300_000, 1_000_000, 3_000_000, 10_000_000]),
    ],
)
def test_growth_is_measured_at_sizes_that_grow_by_about_three(quads, sizes):
    assert growth.sizes(quads) == sizes


def test_the_merged_graph_is_every_triple_once_and_sorted(tmp_path):
    whole = tmp_path / "world.all.nq"
    whole.write_bytes(
        b'<s> <p> "b" <g> .\n<s> <p> "a <x> ." <h> .\n<s> <p> "b" <h> .\n<s> <p> "\xc3\xa9" <g> .\n<S> <p> "b" <g> .\n'
    )
    merged = made.merged(whole)
    assert merged.read_bytes() == b'<S> <p> "b" .\n<s> <p> "a <x> ." .\n<s> <p> "b" .\n<s> <p> "\xc3\xa9" .\n'
    assert sorted(path.name for path in tmp_path.iterdir()) == ["world.all.nq", merged.name]


def test_a_file_that_was_broken_off_is_not_taken_for_a_world(tmp_path):
    path = tmp_path / "world.nq"

    def half():
        with made._aside(path) as out:
            out.write(b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        half()
    assert not path.exists()
