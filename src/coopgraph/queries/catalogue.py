"""INTERIM by the lead, so that everyone can run; the owner of this room replaces it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from coopgraph.errors import NotFoundError, ParameterError
from coopgraph.sparql.lexer import tokens


@dataclass(frozen=True)
class Parameter:
    name: str
    kind: str
    about: str
    default: str | None = None
    optional: bool = False
    scheme: str | None = None


@dataclass(frozen=True)
class Query:
    name: str
    title: str
    about: str
    parameters: tuple[Parameter, ...]
    columns: tuple[str, ...]
    text: str
    header: Mapping[str, object]
    source: str = ""

    def bind(self, values: Mapping[str, str]) -> str:
        known = {p.name: p for p in self.parameters}
        for name in values:
            if name not in known:
                raise ParameterError(f"the query {self.name} has no parameter '{name}'; it has: {', '.join(known) or 'none'}")
        out = []
        for token in tokens(self.text):
            if token.kind == "variable" and token.text.startswith("$") and token.text[1:] in known:
                p = known[token.text[1:]]
                value = values.get(p.name, p.default)
                if value is None:
                    if not p.optional:
                        raise ParameterError(f"the query {self.name} needs the parameter '{p.name}': {p.about}")
                    out.append("UNDEF")
                    continue
                out.append(_term(p, str(value)))
            else:
                out.append(token.text)
        return "".join(out)


def _term(p: Parameter, value: str) -> str:
    if p.kind == "iri":
        if "://" not in value:
            value = "https://w3id.org/coopgraph/" + (value if value.startswith("id/") else "id/" + value)
        return f"<{value}>"
    if p.kind == "code":
        if "://" not in value:
            value = f"https://w3id.org/coopgraph/concept/{p.scheme}/{value}"
        return f"<{value}>"
    if p.kind in ("integer", "decimal", "boolean"):
        return value
    if p.kind == "date":
        return f'"{value}"^^<http://www.w3.org/2001/XMLSchema#date>'
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def string_term(value: str) -> str:
    return _term(Parameter("x", "string", ""), value)


class Catalogue:
    def __init__(self, queries: dict[str, Query]) -> None:
        self._queries = queries

    @classmethod
    def load(cls, folders: Sequence[Path]) -> Catalogue:
        found = {}
        for folder in folders:
            for path in sorted(folder.rglob("*.rq")):
                name = path.relative_to(folder).with_suffix("").as_posix()
                source = path.read_text(encoding="utf-8")
                lines = source.splitlines()
                head = "\n".join(line[2:] for line in lines if line.startswith("#:"))
                h = tomllib.loads(head)
                parameters = tuple(
                    Parameter(n, str(d.get("kind")), str(d.get("about")), d.get("default"), bool(d.get("optional")), d.get("scheme"))
                    for n, d in h.get("parameters", {}).items()
                )
                found[name] = Query(name, h["title"], h["about"], parameters, tuple(h.get("columns", {})), source, h, source)
        return cls(found)

    def get(self, name: str) -> Query:
        if name not in self._queries:
            raise NotFoundError(f"there is no query '{name}'; list them with: coopgraph query --list")
        return self._queries[name]

    def family(self, folder: str) -> tuple[Query, ...]:
        return tuple(q for n, q in sorted(self._queries.items()) if n.startswith(folder + "/"))

    def questions(self) -> tuple[Query, ...]:
        machine = ("networks/", "shortcuts/", "checks/", "pages/", "mappings/")
        return tuple(q for n, q in sorted(self._queries.items()) if not n.startswith(machine))
