"""Loading a file of N-Quads: into memory and onto disk, beside the engine itself and rdflib."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from runners.made import about, complete, merged, world
from runners.measuring import Numbers, alternate, once, ratio, save

METHOD = (
    "Each load is a process of its own; three rounds, taking turns; median. coopgraph's load fills the named "
    "graphs and the merged default graph. 'Engine, same result' makes the same two bulk loads with pyoxigraph, the "
    "merged triples being prepared beforehand and not timed; 'engine, named graphs only' does half the work. "
    "rdflib parses a tenth; its ratio is of quads a second."
)


def run(quads: int) -> Numbers:
    """Measure and save."""
    file, tenth = str(complete(quads)), str(complete(quads // 10))
    triples = str(merged(complete(quads)))
    times = alternate(
        {
            "coopgraph, memory": ("load:ours", file),
            "engine, same result, memory": ("load:engine", file, triples),
            "engine, named graphs only, memory": ("load:engine", file),
            "coopgraph, disk": ("load:ours_on_disk", file),
            "engine, same result, disk": ("load:engine_on_disk", file, triples),
        },
        repeat=3,
    )
    times.update(alternate({"rdflib, a tenth": ("load:rdflib_dataset", tenth)}, repeat=1))
    for name, found in times.items():
        if "seconds" in found:
            size = _lines(tenth if "tenth" in name else file)
            found["quads_per_second"] = round(size / found["seconds"])
    rows = [
        _row("into memory", times["engine, same result, memory"], times["coopgraph, memory"]),
        _row(
            "into memory, peer loads half",
            times["engine, named graphs only, memory"],
            times["coopgraph, memory"],
        ),
        _row("onto disk", times["engine, same result, disk"], times["coopgraph, disk"]),
    ]
    speed, peer = times["coopgraph, memory"], times["rdflib, a tenth"]
    if "failed" not in speed and "failed" not in peer:
        factor = speed["quads_per_second"] / peer["quads_per_second"]
        rows.append({"what": "quads a second, against rdflib", "ratio": factor})
    result = {
        "title": "Loading",
        "method": METHOD,
        "world": about(world(quads)[1]),
        "rows": rows,
        "times": times,
    }
    save("load", result)
    return result


def _row(what: str, peer: Numbers, ours: Numbers) -> Numbers:
    return {
        "what": f"speed of the engine reached, {what}",
        "ratio": ratio(peer, ours),
        "of_processor_time": ratio(peer, ours, "cpu"),
    }


def _lines(path: str) -> int:
    with Path(path).open("rb") as lines:
        return sum(1 for _ in lines)


def ours(file: str) -> Numbers:
    """Task: load into memory with coopgraph."""
    from coopgraph.store.embedded import EmbeddedStore

    store = EmbeddedStore.in_memory()
    return once(lambda: store.load_nquads(Path(file)))


def ours_on_disk(file: str) -> Numbers:
    """Task: load into a new folder with coopgraph."""
    from coopgraph.store.embedded import EmbeddedStore

    with TemporaryDirectory() as folder, EmbeddedStore.at(folder, read_only=False) as store:
        return once(lambda: store.load_nquads(Path(file)))


def engine(file: str, triples: str = "") -> Numbers:
    """Task: load into memory with pyoxigraph alone."""
    import pyoxigraph as ox

    return _engine(ox.Store(), file, triples)


def engine_on_disk(file: str, triples: str) -> Numbers:
    """Task: load into a new folder with pyoxigraph alone."""
    import pyoxigraph as ox

    with TemporaryDirectory() as folder:
        return _engine(ox.Store(folder), file, triples)


def _engine(store: object, file: str, triples: str) -> Numbers:
    import pyoxigraph as ox

    assert isinstance(store, ox.Store)

    def work() -> None:
        store.bulk_load(path=file, format=ox.RdfFormat.N_QUADS)
        if triples:
            store.bulk_load(path=triples, format=ox.RdfFormat.N_TRIPLES)

    return once(work)


def rdflib_dataset(file: str) -> Numbers:
    """Task: parse with rdflib."""
    from rdflib import Dataset

    dataset = Dataset()
    return once(lambda: dataset.parse(file, format="nquads"))
