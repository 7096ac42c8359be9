"""The columns of ``SELECT *`` in the order in which a reader meets them.

SPARQL leaves the order open, and Oxigraph's is that of the alphabet: ``?s ?p ?o`` comes out as o, p, s.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from coopgraph.sparql.lexer import significant, tokens

_STAR = re.compile(r"SELECT\s+(?:(?:DISTINCT|REDUCED)\s+)?\*", re.IGNORECASE)


def spell_out(text: str, columns_of: Callable[[str], Sequence[str]]) -> str:
    """Return the query with the ``*`` of its outermost SELECT replaced by its variables as they appear in the text.

    Any other text is returned as it is.

    Args:
        text: a SPARQL request.
        columns_of: tells the names of a query's columns, in any order.

    Raises:
        QuerySyntaxError: as ``tokens``; and what ``columns_of`` raises.
    """
    if "*" not in text or not _STAR.search(text):
        return text
    found = significant(tokens(text))
    words = [token.text.upper() if token.kind == "word" else token.text for token in found]
    select = words.index("SELECT") if "SELECT" in words else len(words)
    star = select + 1 + (words[select + 1 : select + 2] in (["DISTINCT"], ["REDUCED"]))
    if words[star : star + 1] != ["*"] or "{" in words[:select]:
        return text
    columns = set(columns_of(text))
    met = dict.fromkeys(token.text[1:] for token in found if token.kind == "variable")
    if len(columns) < 2 or not columns <= met.keys():
        return text
    named = " ".join(f"?{name}" for name in met if name in columns)
    return f"{text[: found[star].start]} {named} {text[found[star].end :]}"
