"""The official shapes of DCAT-AP 3 as a judge of descriptions."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from rdflib import RDF, SH, Graph

SHAPES = Path(__file__).parent / "data" / "dcat-ap" / "dcat-ap-SHACL.jsonld"


@lru_cache(maxsize=1)
def shapes() -> Graph:
    return Graph().parse(data=SHAPES.read_text(encoding="utf-8"), format="json-ld")


def faults(description: Graph) -> list[str]:
    """Return what pySHACL finds in a description, under RDFS entailment: the shapes ask that URLs be rdfs:Resource."""
    import pyshacl

    whole = Graph() + description  # it writes into what it is given
    _, report, _ = pyshacl.validate(whole, shacl_graph=shapes(), inference="rdfs")
    return sorted(
        " ".join(str(report.value(result, part)) for part in (SH.focusNode, SH.resultPath, SH.resultMessage))
        for result in report.subjects(RDF.type, SH.ValidationResult)
    )
