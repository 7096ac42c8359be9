"""The outcome of a check: results, and their forms for people, programs and RDF tools."""

from __future__ import annotations

import json
from collections.abc import Container, Mapping
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

from coopgraph.errors import InvalidDataError
from coopgraph.validation.shapes import SEVERITIES, Rule

if TYPE_CHECKING:
    from coopgraph.dossier import Position
    from coopgraph.store.protocol import Term


@dataclass(frozen=True)
class Result:
    """One node that breaks one rule.

    ``rule`` is the number people cite (``R36``), ``shape`` the rule's IRI. ``path`` is a property's
    IRI, or a longer path in SPARQL. ``value`` is absent where it would only repeat ``focus``.
    ``messages`` are (language, text) pairs; ``sources`` the IRIs of the sources that state the focus.
    ``place`` is the line of the input file that says what is wrong, where files were checked.
    """

    rule: str
    shape: str
    severity: str
    focus: Term
    path: str | None
    value: Term | None
    messages: tuple[tuple[str, str], ...]
    sources: tuple[str, ...]
    place: Position | None = None

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
class HandedOver:
    """A rule, by its shape's IRI, that the fast engine left to pySHACL, and why."""

    shape: str
    reason: str


@dataclass(frozen=True)
class Report:
    """What a check found: results in a fixed order, and the rules that were checked.

    ``handed_over`` are the rules that were checked by pySHACL because they cannot be compiled.
    ``baseline`` names the revision of which the results are left out, when only news were asked for.
    """

    results: tuple[Result, ...]
    rules: tuple[Rule, ...]
    handed_over: tuple[HandedOver, ...] = ()
    baseline: str = ""

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

    def since(self, former: Report, baseline: str) -> Report:
        """Return what is new: the report without the results that ``former`` has too.

        Args:
            baseline: the name of what ``former`` is the report of.
        """
        known = {_identity(result) for result in former.results}
        new = tuple(result for result in self.results if _identity(result) not in known)
        return replace(self, results=new, baseline=baseline)

    def only(self, rules: Container[str]) -> Report:
        """Return the report with the results of these rules, named by their shapes' IRIs."""
        return replace(self, results=tuple(r for r in self.results if r.shape in rules))

    def iris(self) -> tuple[str, ...]:
        """Return every IRI a reader would see, sorted: what to look up labels for."""
        from coopgraph.validation.render import iris

        return iris(self)

    def to_text(self, language: str = "en", labels: Mapping[str, str] | None = None) -> str:
        """Return the report for people: counts, then rule by rule what breaks it, why, who says so and a remedy.

        Args:
            labels: IRI → readable name; an IRI without one is shortened.
        """
        from coopgraph.validation.render import text

        return text(self, language, labels or {})

    def to_json(self) -> str:
        """Return the report as a JSON object: ``conforms``, ``counts``, ``results`` in order, ``handedOver``."""
        rules = {rule.shape: rule for rule in self.rules}
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
                "place": None if result.place is None else asdict(result.place),
                "remedy": dict(rules[result.shape].remedy),
                "page": rules[result.shape].page,
            }
            for result in self.results
        ]
        body = {
            "conforms": self.conforms,
            "counts": self.counts(),
            "results": results,
            "handedOver": [asdict(one) for one in self.handed_over],
        }
        if self.baseline:
            body["since"] = self.baseline
        return json.dumps(body, ensure_ascii=False, indent=2)

    def to_sarif(self, language: str = "en") -> str:
        """Return the report as SARIF 2.1.0, for editors and code hosts."""
        from coopgraph.validation.sarif import sarif

        return sarif(self, language)

    def to_turtle(self) -> str:
        """Return the report as a ``sh:ValidationReport`` in Turtle, the same bytes for the same results."""
        from coopgraph.validation.render import turtle

        return turtle(self)


def _identity(result: Result) -> tuple[object, ...]:
    """Return what makes a result the same in two reports: not who states it, nor on which line.

    The words count only where there is no value, as for what a source lacks: with one, they may change
    because something else did (the latest source, say, that is silent on a plan).
    """
    words = result.messages if result.value is None else ()
    return result.shape, result.focus, result.path, result.value, words


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
