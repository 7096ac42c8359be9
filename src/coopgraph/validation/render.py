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
        "remedy": "what to do",
        "since": "Only what is new since {baseline}.",
        "handed": "Checked by pySHACL, because no query says it: {rule} ({reason})",
    },
    "it": {
        "Violation": ("violazione", "violazioni"),
        "Warning": ("avviso", "avvisi"),
        "Info": ("nota", "note"),
        "conforms": "Il grafo rispetta le {rules} regole",
        "broken": "Il grafo viola le regole",
        "source": "fonte",
        "remedy": "che fare",
        "since": "Solo ciò che è nuovo da {baseline}.",
        "handed": "Verificata da pySHACL, perché nessuna query la esprime: {rule} ({reason})",
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
    if report.baseline:
        yield str(words["since"]).format(baseline=report.baseline)
    for one in report.handed_over:
        yield str(words["handed"]).format(rule=shorten(one.shape), reason=one.reason)
    rules = {rule.shape: rule for rule in report.rules}
    groups = [(rules[shape], list(members)) for shape, members in groupby(report.results, lambda r: r.shape)]
    if groups:
        yield ""
    for rule, members in groups:
        yield f"{len(members):>5}  {words[rule.severity][0]!s:<9}  {rule.number}  {in_language(rule.name, language)}"
    for rule, members in groups:
        yield ""
        count = f"{len(members)} {words[rule.severity][len(members) != 1]}"
        yield f"{rule.number}  {in_language(rule.name, language)} ({count})"
        for result in members:
            yield from _result(result, language, labels, str(words["source"]))
        if rule.remedy:
            yield f"  {words['remedy']}: {in_language(rule.remedy, language)}"


def _result(result: Result, language: str, labels: Mapping[str, str], source: str) -> Iterator[str]:
    focus = str(result.focus)
    name = named(focus, labels)
    short = shorten(focus) if focus.startswith("http") else focus
    yield f"  {name}" + (f"  [{short}]" if short != name else "")
    message = with_labels(in_language(result.message, language), labels)
    if message:
        yield f"      {message}"
    if result.value is not None and str(result.value) not in in_language(result.message, language):
        value = named(str(result.value), labels)
        yield f"      {named(result.path, labels) if result.path else '='}: {value}"
    if result.place:
        yield f"      {result.place.file}:{result.place.line}"
    if result.sources and result.sources != (focus,):
        yield f"      {source}: " + "; ".join(named(iri, labels) for iri in result.sources)


def in_language(texts: Mapping[str, str], language: str) -> str:
    """Return the text of a language, else the English one, else any."""
    return texts.get(language) or texts.get("en") or next(iter(texts.values()), "")


def named(iri: str, labels: Mapping[str, str]) -> str:
    """Return the label of an IRI, else its short form; other text as it is."""
    return labels.get(iri) or (shorten(iri) if _IRI.fullmatch(iri) else iri)


def with_labels(message: str, labels: Mapping[str, str]) -> str:
    """Return a message with names in the place of IRIs."""
    return _IRI.sub(lambda match: named(match[0], labels), message)


def iris_in(message: str) -> list[str]:
    """Return the IRIs that a message holds."""
    return _IRI.findall(message)


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
            seen.update(iris_in(words))
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
