"""A report as text for people and as Turtle for RDF tools."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import TYPE_CHECKING

from coopgraph.namespaces import COOP, SH, shorten
from coopgraph.validation.shapes import SEVERITIES

if TYPE_CHECKING:
    from coopgraph.validation.report import Report, Result

_IRI = re.compile(r"https?://[^\s<>\"(),;\[\]{}]*[^\s<>\"(),;\[\]{}.:]")
_WORDS = {
    "en": {
        "Violation": ("violation", "violations"),
        "Warning": ("warning", "warnings"),
        "Info": ("info", "infos"),
        "conforms": "The graph conforms to the {rules} rules",
        "broken": "The graph breaks the rules",
        "source": "source",
    },
    "it": {
        "Violation": ("violazione", "violazioni"),
        "Warning": ("avviso", "avvisi"),
        "Info": ("nota", "note"),
        "conforms": "Il grafo rispetta le {rules} regole",
        "broken": "Il grafo viola le regole",
        "source": "fonte",
    },
}


def text(report: Report, language: str, labels: Mapping[str, str]) -> str:
    """Return the report for people. See ``Report.to_text``."""
    return "\n".join(_lines(report, language, labels))


def _lines(report: Report, language: str, labels: Mapping[str, str]) -> Iterator[str]:
    words = _WORDS.get(language, _WORDS["en"])
    numbers = len({rule.number for rule in report.rules})
    verdict = str(words["conforms"]).format(rules=numbers) if report.conforms else words["broken"]
    counts = report.counts()
    summary = ", ".join(f"{counts[s]} {words[s][counts[s] != 1]}" for s in SEVERITIES)
    yield f"{verdict}: {summary}."
    rules = {rule.shape: rule for rule in report.rules}
    groups = [(rules[shape], list(members)) for shape, members in groupby(report.results, lambda r: r.shape)]
    if groups:
        yield ""
    for rule, members in groups:
        yield f"{len(members):>5}  {words[rule.severity][0]!s:<9}  {rule.number}  {_in(rule.name, language)}"
    for rule, members in groups:
        yield ""
        yield f"{rule.number}  {_in(rule.name, language)} ({len(members)} {words[rule.severity][len(members) != 1]})"
        for result in members:
            yield from _result(result, language, labels, str(words["source"]))


def _result(result: Result, language: str, labels: Mapping[str, str], source: str) -> Iterator[str]:
    focus = str(result.focus)
    name = _name(focus, labels)
    short = shorten(focus) if focus.startswith("http") else focus
    yield f"  {name}" + (f"  [{short}]" if short != name else "")
    message = _IRI.sub(lambda match: _name(match[0], labels), _in(result.message, language))
    if message:
        yield f"      {message}"
    if result.value is not None and str(result.value) not in _in(result.message, language):
        value = _name(str(result.value), labels)
        yield f"      {_name(result.path, labels) if result.path else '='}: {value}"
    if result.sources and result.sources != (focus,):
        yield f"      {source}: " + "; ".join(_name(iri, labels) for iri in result.sources)


def _in(texts: Mapping[str, str], language: str) -> str:
    return texts.get(language) or texts.get("en") or next(iter(texts.values()), "")


def _name(iri: str, labels: Mapping[str, str]) -> str:
    return labels.get(iri) or (shorten(iri) if _IRI.fullmatch(iri) else iri)


def iris(report: Report) -> tuple[str, ...]:
    """Return every IRI a reader would see, sorted. See ``Report.iris``."""
    seen: set[str] = set()
    for result in report.results:
        seen.update(result.sources)
        for words in (
            str(result.focus),
            str(result.value),
            result.path or "",
            *dict(result.messages).values(),
        ):
            seen.update(_IRI.findall(words))
    return tuple(sorted(seen))


def turtle(report: Report) -> str:
    """Return the report as Turtle. See ``Report.to_turtle``.

    A path longer than one property is left out, as the shape named by ``sh:sourceShape`` has it.
    """
    head = f"@prefix coop: <{COOP}> .\n@prefix sh: <{SH}> .\n\n"
    conforms = "false" if report.results else "true"
    results = " ,\n".join(_turtle_result(result) for result in report.results)
    body = f" ;\n    sh:result\n{results}" if results else ""
    return f"{head}[] a sh:ValidationReport ;\n    sh:conforms {conforms}{body} .\n"


def _turtle_result(result: Result) -> str:
    from rdflib import Literal, URIRef

    facts = [
        "a sh:ValidationResult",
        f"sh:resultSeverity sh:{result.severity}",
        f"sh:sourceShape <{result.shape}>",
        f"sh:focusNode {result.focus.n3()}",
    ]
    if result.path and _IRI.fullmatch(result.path):
        facts.append(f"sh:resultPath {URIRef(result.path).n3()}")
    if result.value is not None:
        facts.append(f"sh:value {result.value.n3()}")
    facts += [f"sh:resultMessage {Literal(text, lang=lang or None).n3()}" for lang, text in result.messages]
    facts += [f"coop:statedIn {URIRef(source).n3()}" for source in result.sources]
    return "        [ " + " ;\n          ".join(facts) + " ]"
