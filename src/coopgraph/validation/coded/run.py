"""Asking a store about every rule that code keeps."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coopgraph.validation.coded.finding import CodedFinding
from coopgraph.validation.coded.names import shared_names
from coopgraph.validation.coded.places import unknown_codes
from coopgraph.validation.coded.shortcuts import wrong_shortcuts

if TYPE_CHECKING:
    from coopgraph.store.protocol import Store


def find_coded(store: Store) -> Iterator[CodedFinding]:
    """Yield what breaks the rules kept by code in ``store``, in no order."""
    yield from unknown_codes(store)
    yield from shared_names(store)
    yield from wrong_shortcuts(store)
