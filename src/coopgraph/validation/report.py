"""The outcome of a check: results, and their forms for people, programs and RDF tools."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coopgraph.errors import InvalidDataError
from coopgraph.validation.shapes import SEVERITIES, Rule

if TYPE_CHECKING:
    from coopgraph.store.protocol import Term


@dataclass(frozen=True)
class Result:
    """One node that breaks one rule.

    ``rule`` is the number people cite (``R36``), ``shape`` the rule's IRI. ``path`` is a property's
    IRI, or a longer path in SPARQL. ``value`` is absent where it would only repeat ``focus``.
    ``messages`` are (language, text) pairs; ``sources`` the IRIs of the sources that state the focus.
    """

    rule: str
    shape: str
    severity: str
    focus: Term
    path: str | None
    value: Term | None
    messages: tuple[tuple[str, str], ...]
    sources: tuple[str, ...]

    @property
    def message(self) -> Mapping[str, str]:
        """The messages by language."""
        return dict(self.messages)

    def order(self) -> tuple[int, str, str, str, str, str, tuple[tuple[str, str], ...]]:
        """Return the key of the result's place in a report: gravest first, then rule, focus, path, value."""
        value = "" if self.value is None else self.value.n3()
        severity = SEVERITIES.index(self.severity)
        return severity, self.rule, self.shape, self.focus.n3(), self.path or "", value, self.messages


@dataclass(frozen=True)
class Report:
    """What a check found: results in a fixed order, and the rules that were checked."""

    results: tuple[Result, ...]
    rules: tuple[Rule, ...]

    @property
    def conforms(self) -> bool:
        """Whether no rule of severity Violation is broken. (SHACL's own sh:conforms asks for no result.)"""
        return not self.violations

    @property
    def violations(self) -> tuple[Result, ...]:
        """The results that make the graph wrong or unusable."""
        return self._of("Violation")

    @property
    def warnings(self) -> tuple[Result, ...]:
        """The results that are probably wrong, or conflicts between sources that nobody recorded."""
        return self._of("Warning")

    @property
    def infos(self) -> tuple[Result, ...]:
        """The results that show what is incomplete, or a conflict on record."""
        return self._of("Info")

    def _of(self, severity: str) -> tuple[Result, ...]:
        return tuple(result for result in self.results if result.severity == severity)

    def counts(self) -> dict[str, int]:
        """Return the number of results by severity, the gravest first."""
        return {severity: len(self._of(severity)) for severity in SEVERITIES}

    def raise_for_violations(self) -> None:
        """Raise ``InvalidDataError``, with this report, when the graph does not conform."""
        if not self.conforms:
            rules = ", ".join(sorted({result.rule for result in self.violations}))
            count = len(self.violations)
            raise InvalidDataError(
                f"{count} violation{'s' if count > 1 else ''} of {rules}; "
                "the report says of what, and coopgraph check shows it",
                self,
            )

    def iris(self) -> tuple[str, ...]:
        """Return every IRI a reader would see, sorted: what to look up labels for."""
        from coopgraph.validation.render import iris

        return iris(self)

    def to_text(self, language: str = "en", labels: Mapping[str, str] | None = None) -> str:
        """Return the report for people: counts, then rule by rule what breaks it, why, and who says so.

        Args:
            labels: IRI → readable name; an IRI without one is shortened.
        """
        from coopgraph.validation.render import text

        return text(self, language, labels or {})

    def to_json(self) -> str:
        """Return the report as a JSON object: ``conforms``, ``counts`` and ``results``, in order."""
        results = [
            {
                "rule": result.rule,
                "shape": result.shape,
                "severity": result.severity,
                "focus": _term(result.focus),
                "path": result.path,
                "value": None if result.value is None else _term(result.value),
                "message": result.message,
                "sources": list(result.sources),
            }
            for result in self.results
        ]
        body = {"conforms": self.conforms, "counts": self.counts(), "results": results}
        return json.dumps(body, ensure_ascii=False, indent=2)

    def to_turtle(self) -> str:
        """Return the report as a ``sh:ValidationReport`` in Turtle, the same bytes for the same results."""
        from coopgraph.validation.render import turtle

        return turtle(self)


def _term(term: Term) -> dict[str, str]:
    """Return a term as the SPARQL 1.1 Query Results JSON Format writes it."""
    from rdflib import BNode, Literal

    if not isinstance(term, Literal):
        return {"type": "bnode" if isinstance(term, BNode) else "uri", "value": str(term)}
    written = {"type": "literal", "value": str(term)}
    if term.language:
        written["xml:lang"] = term.language
    elif term.datatype:
        written["datatype"] = str(term.datatype)
    return written
