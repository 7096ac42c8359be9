"""Checking every rule: the compiled checker beside pySHACL, on a world with faults in it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from runners import made
from runners.measuring import ROOT, Numbers, median_of, peak_megabytes, run_task, save, say, seconds_of

_FAULTY = 0.2
_PATIENCE = 300
METHOD = (
    "A fifth of the stories of each world carry a fault. The compiled checker runs at the full size, at a tenth and at "
    "a hundredth (a warm-up, then the median of three); pySHACL once: at a tenth on the Oxigraph store, as coopgraph's "
    "reference engine uses it, and at a hundredth on rdflib, as most people do. Either is given up after "
    f"{_PATIENCE} s. All have the same shapes; only finding is timed, not the report. 'Caught' are the "
    "planted faults found with the right rule and focus, 'beyond' the things named that no fault explains."
)


def run(quads: int) -> Numbers:
    """Measure and save."""
    tenth, hundredth = quads // 10, max(10_000, quads // 100)
    found: dict[str, Numbers] = {}
    for name, task, size in (
        ("compiled, full size", "check:compiled", quads),
        ("compiled, a tenth", "check:compiled", tenth),
        ("compiled, a hundredth", "check:compiled", hundredth),
        ("pySHACL on Oxigraph, a tenth", "check:pyshacl_on_oxigraph", tenth),
        ("pySHACL on rdflib, a hundredth", "check:pyshacl_on_rdflib", hundredth),
    ):
        say(f"  {name}")
        made.complete(size, _FAULTY)
        found[name] = run_task(task, str(size), timeout=_PATIENCE)
        say(f"    {found[name]}")
    full = found["compiled, full size"]
    rows: list[Numbers] = []
    for name, part in (("pySHACL on Oxigraph", "a tenth"), ("pySHACL on rdflib", "a hundredth")):
        ours, peer = found[f"compiled, {part}"], found[f"{name}, {part}"]
        given_up = "no answer" in peer.get("failed", "")
        slow = _PATIENCE if given_up else peer.get("seconds")
        value = slow / ours["seconds"] if slow and "seconds" in ours else None
        rows.append({"what": f"times {name}, at {part}{', at least' if given_up else ''}", "ratio": value})
    rows.append({"what": "seconds, every rule, full size", "ratio": full.get("seconds")})
    rows.append({"what": "seconds, one changed dossier, full size", "ratio": full.get("change")})
    rows.append(
        {"what": f"faults caught, of {full.get('planted', 0)}, full size", "ratio": full.get("caught")}
    )
    result = {
        "title": "Checking",
        "method": METHOD,
        "world": made.about(made.world(quads, _FAULTY)[1]),
        "rows": rows,
        "times": found,
    }
    save("check", result)
    return result


def _shapes() -> Any:
    from coopgraph.validation.shapes import load_shapes

    return load_shapes([ROOT / "shapes"])


def _score(quads: int, found: Any, shapes: Any) -> Numbers:
    """Return how many of the planted faults were found, and how many things were named beyond them."""
    rules = {rule.shape: rule for rule in shapes.rules}
    named = ((rules[shapes.rule_of(one.shape)], str(one.focus)) for one in found)
    grave = {(rule.number, focus) for rule, focus in named if rule.severity != "Info"}
    wanted = {(r, f["focus"]) for f in made.world(quads, _FAULTY)[1]["faults"] for r in f["rules"]}
    return {
        "results": len(found),
        "planted": len(wanted),
        "caught": len(wanted & grave),
        "beyond": len(grave - wanted),
    }


def _store(quads: int) -> Any:
    from coopgraph.store.embedded import EmbeddedStore

    store = EmbeddedStore.in_memory()
    store.load_nquads(made.complete(quads, _FAULTY))
    return store


def compiled(quads: str) -> Numbers:
    """Task: the compiled checker, on everything and on the things one source speaks of."""
    try:
        from coopgraph.validation.compiled import compile_shapes, find
    except ImportError as error:
        raise SystemExit(f"the compiled checker is not there yet: {error}") from error
    store, shapes = _store(int(quads)), _shapes()
    ready = compile_shapes(shapes)
    outcome = find(store, ready)
    text = "SELECT DISTINCT ?s { GRAPH <https://w3id.org/coopgraph/graph/source/doc-0000003-0> { ?s ?p ?o } }"
    things = [row["s"] for row in store.select(text)]
    change = median_of(lambda: find(store, ready, things), 2.0)
    return {
        **median_of(lambda: find(store, ready), 10.0, 3, 3),
        "megabytes": peak_megabytes(),
        "compiling": seconds_of(lambda: compile_shapes(shapes)),
        "checks": len(ready.checks),
        "handed_over": len(ready.handed_over),
        "change": change["seconds"],
        "change_things": len(things),
        **_score(int(quads), outcome, shapes),
    }


def pyshacl_on_oxigraph(quads: str) -> Numbers:
    """Task: coopgraph's reference engine, once."""
    from coopgraph.validation.reference import find

    store, shapes = _store(int(quads)), _shapes()
    outcome: list[Any] = []
    seconds = seconds_of(lambda: outcome.extend(find(store, shapes)))
    return {"seconds": seconds, "megabytes": peak_megabytes(), **_score(int(quads), outcome, shapes)}


def pyshacl_on_rdflib(quads: str) -> Numbers:
    """Task: pySHACL on an rdflib dataset, once; the merged triples are its default graph."""
    from pyshacl import validate
    from rdflib import Dataset

    dataset = Dataset(default_union=True)
    dataset.parse(Path(made.complete(int(quads), _FAULTY)), format="nquads")
    shapes = _shapes()
    report: list[Any] = []
    seconds = seconds_of(
        lambda: report.append(
            validate(dataset, shacl_graph=shapes.graph, inference="none", advanced=True, inplace=True)
        )
    )
    results = sum(1 for line in report[0][2].splitlines() if line.startswith("Constraint Violation"))
    return json.loads(json.dumps({"seconds": seconds, "megabytes": peak_megabytes(), "results": results}))
