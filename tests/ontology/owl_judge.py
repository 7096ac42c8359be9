"""What the OWL API and HermiT say of ontologies: run in a process of its own, because a JVM lives as long as its host.

python owl_judge.py FILE.rdf …     prints JSON: for each file its violations of OWL 2 DL and of OWL 2 RL, whether it
                                   is consistent, and its unsatisfiable classes

Both come in one jar, HermiT's, which owlready2 carries. HermiT knows neither xsd:date nor EDTF: leave such literals out.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any


def judge(files: list[str]) -> dict[str, dict[str, Any]]:
    """Return the verdict on each file, in RDF/XML, by its name without suffix."""
    import jpype
    import owlready2

    jar = Path(owlready2.__file__).parent / "hermit" / "HermiT.jar"
    jpype.startJVM("-Xmx1g", classpath=[str(jar)])
    manager = jpype.JClass("org.semanticweb.owlapi.apibinding.OWLManager")
    reasoner = jpype.JClass("org.semanticweb.HermiT.Reasoner")
    profiles = {
        name: jpype.JClass(f"org.semanticweb.owlapi.profiles.OWL2{name}Profile") for name in ("DL", "RL")
    }
    found: dict[str, dict[str, Any]] = {}
    for file in files:
        document = jpype.JClass("java.io.File")(file)
        ontology = manager.createOWLOntologyManager().loadOntologyFromOntologyDocument(document)
        verdict: dict[str, Any] = {
            name: [str(v) for v in profile().checkOntology(ontology).getViolations()]
            for name, profile in profiles.items()
        }
        if not verdict["DL"]:  # outside it there is nothing that HermiT could decide
            hermit = reasoner(ontology)
            verdict["consistent"] = bool(hermit.isConsistent())
            empty = hermit.getUnsatisfiableClasses().getEntities() if verdict["consistent"] else []
            verdict["unsatisfiable"] = sorted({str(kind.getIRI()) for kind in empty} - {_NOTHING})
        found[Path(file).stem] = verdict
    return found


_NOTHING = "http://www.w3.org/2002/07/owl#Nothing"

if __name__ == "__main__":
    print(json.dumps(judge(sys.argv[1:])))
