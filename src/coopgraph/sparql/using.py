"""An update under the dataset that the protocol gives it, as ``USING`` clauses in its text.

Reference: SPARQL 1.1 Protocol, section 2.2.3 (using-graph-uri, using-named-graph-uri).
"""

from __future__ import annotations

from collections.abc import Sequence

from coopgraph.errors import QueryRefusedError
from coopgraph.sparql.lexer import brackets, readings
from coopgraph.sparql.terms import iri


def with_dataset(update: str, default: Sequence[str], named: Sequence[str]) -> str:
    """Return ``update`` with the graphs that the WHERE of each of its operations sees.

    Raises:
        QueryRefusedError: it names graphs itself by USING or WITH, which the protocol forbids beside these, or it
            holds the short form DELETE WHERE, which takes no dataset.
        ParameterError: a name is no absolute IRI.
        QuerySyntaxError: the text has no tokens.
    """
    clauses = "".join(f"USING {iri(g)} " for g in default) + "".join(f"USING NAMED {iri(g)} " for g in named)
    found = next(readings(update))
    text = "".join(token.text for token in found)
    pieces: list[str] = []
    written, before = 0, ""
    for token, around in brackets(found):
        keyword = token.text.upper() if token.kind == "word" and not around else ""
        if keyword in ("USING", "WITH"):
            raise QueryRefusedError(
                f"the update says {keyword} and the request using-graph-uri or using-named-graph-uri; keep one of them"
            )
        if keyword == "WHERE":
            if before == "DELETE":
                raise QueryRefusedError(
                    "DELETE WHERE takes no dataset; write DELETE { … } WHERE { … }, or leave using-graph-uri out"
                )
            pieces += [text[written : token.start], clauses]
            written = token.start
        before = keyword
    return "".join(pieces) + text[written:]
