"""Lexical forms in SPARQL: whether a literal is one of its datatype, with casts of SPARQL 1.1 only.

A date has no cast there; it becomes a dateTime, which has one and knows how long months are.
"""

from __future__ import annotations

from coopgraph.namespaces import RDF, RDFS, XSD

_ZONE = "(Z|[+-](0[0-9]|1[0-4]):[0-5][0-9])?$"

WELL_FORMED: dict[str, str] = {
    f"<{XSD}string>": "true",
    f"<{RDF}langString>": "true",
    f"<{RDF}HTML>": "true",
    f"<{XSD}anyURI>": "true",
    f"<{XSD}date>": f'REGEX(STR(%s), "^[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}{_ZONE}")'
    f' && isLiteral(<{XSD}dateTime>(CONCAT(SUBSTR(STR(%s), 1, 10), "T00:00:00")))',
    f"<{XSD}time>": f'REGEX(STR(%s), "^([01][0-9]|2[0-3])(:[0-5][0-9]){{2}}([.][0-9]+)?{_ZONE}")',
    **{
        f"<{XSD}{name}>": f"isLiteral(<{XSD}{name}>(STR(%s)))"
        for name in ("integer", "decimal", "float", "double", "boolean", "dateTime")
    },
}
"""Datatype → a test, with ``%s`` where the literal goes."""


def unchecked(datatype: str) -> bool:
    """Return whether SPARQL knows no lexical forms of a datatype, so that any is as good as another."""
    return not datatype.startswith((f"<{XSD}", f"<{RDF}", f"<{RDFS}"))
