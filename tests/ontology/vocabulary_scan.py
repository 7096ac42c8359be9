"""Which terms of the ontology a text uses: for the closed-vocabulary tests of any room.

from ontology.vocabulary_scan import coop_terms_in
assert coop_terms_in(text) <= declared_terms()
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from coopgraph.namespaces import COOP
from coopgraph.resources import resource

# ``coop:Name`` as a prefixed name, the full IRI, or ``COOP + "Name"`` and ``coop("Name")`` in Python.
_TERM = re.compile(
    r"(?<![\w:/-])coop:(?P<prefixed>[A-Za-z]\w*)"
    rf"|{re.escape(COOP)}(?P<full>[A-Za-z]\w*)"
    r"|\bCOOP\s*\+\s*[\"'](?P<added>[A-Za-z]\w*)[\"']"
    r"|\bcoop\([\"'](?P<called>[A-Za-z]\w*)[\"']"
)
_DECLARED = re.compile(r"^coop:(\w+) a owl:", re.MULTILINE)


def coop_terms_in(text: str) -> set[str]:
    """Return the local names of all ``coop:`` terms that ``text`` names."""
    return {match[match.lastgroup or 0] for match in _TERM.finditer(text)}


@cache
def declared_terms() -> frozenset[str]:
    """Return the local names that ``ontology/coopgraph.ttl`` declares."""
    return frozenset(_DECLARED.findall((resource("ontology") / "coopgraph.ttl").read_text(encoding="utf-8")))


def undeclared_terms(paths: list[Path]) -> dict[str, set[str]]:
    """Return, for each file that uses any, the terms it uses that the ontology does not declare."""
    found = {
        path.as_posix(): coop_terms_in(path.read_text(encoding="utf-8")) - declared_terms() for path in paths
    }
    return {path: terms for path, terms in found.items() if terms}
