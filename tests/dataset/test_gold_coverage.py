"""The yardstick: nothing that the gold annotation finds in the five texts is missing without a reason."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from coopgraph.provenance.passages import Span

from .conftest import Dataset, as_list, read

HERE = Path(__file__).parent
REASONS = dict(
    re.findall(r"^\| ([a-z]+:[a-z0-9-]+) \| (.+) \|$", (HERE / "README.md").read_text("utf-8"), re.M)
)
SAME: Mapping[str, Mapping[str, Any]] = read(HERE / "correspondence.yaml")
# Not figures, though the gold gives them a number or a list.
NO_FIGURE = {
    "established",
    "established at",
    "organiser",
    "co-chair",
    "part of",
    "participant (announced)",
    "documents signed each session",
}


def keys_of(block: str, gold_id: str) -> list[str]:
    return as_list(SAME[block].get(gold_id, []))


@pytest.mark.parametrize("block", list(SAME))
def test_everything_of_the_gold_is_spoken_of_or_has_a_reason(
    block: str, gold: Mapping[str, Any], dataset: Dataset
) -> None:
    used = dataset.used()
    missing = [
        item["id"]
        for item in gold[block]
        if not (keys_of(block, item["id"]) and used.issuperset(keys_of(block, item["id"])))
    ]
    assert [name for name in missing if len(REASONS.get(name, "")) < 20] == []


def test_a_reason_is_given_only_for_what_is_missing(gold: Mapping[str, Any]) -> None:
    known = {item["id"] for block in SAME for item in gold[block]}
    assert set(REASONS) <= known
    assert [name for name in REASONS if any(name in block for block in SAME.values())] == []


# Descriptions of the annotator, a predecessor, a place standing for its government.
BY_ANOTHER_NAME = {
    "Città di Mosca (city government)",
    "High Technology Park (Kazan)",
    "Piemonte",
    "Padiglione della Federazione Russa (EXPO 2015)",
    "Istituto nazionale per il Commercio Estero (predecessor)",
}


def test_every_name_the_gold_lists_is_a_name_of_the_thing(gold: Mapping[str, Any], dataset: Dataset) -> None:
    for block in ("persons", "institutions"):
        for item in gold[block]:
            for key in keys_of(block, item["id"]):
                names = {plain(name) for name in names_of(dataset.entities[key])}
                wanted = [item["normalised"], *item.get("forms_external", [])]
                wanted += [m["text"] for m in item["mentions"] if "kind" not in m and not m.get("implied")]
                missing = [n for n in wanted if plain(n) not in names]
                assert [n for n in missing if n not in BY_ANOTHER_NAME] == [], key


def names_of(entity: Mapping[str, Any]) -> Iterator[str]:
    yield from entity["label"].values()
    for name in [*entity.get("also", []), *entity.get("hidden", [])]:
        yield name.rsplit("@", 1)[0]


def plain(name: str) -> str:
    return " ".join(name.replace("’", "'").replace("–", "-").casefold().split())


def overlaps(dataset: Dataset, spans: Mapping[int, Span], mark: Mapping[str, Any], **keys: str) -> bool:
    """Return whether a line with these keys has a passage that shares a character with the gold's."""
    return any(
        line.file == mark["file"]
        and spans[n].start < mark["end"]
        and mark["start"] < spans[n].end
        and all(getattr(line, k) == v for k, v in keys.items())
        for n, line in enumerate(dataset.lines)
    )


def test_every_figure_of_the_gold_is_a_figure_from_the_same_words(
    gold: Mapping[str, Any], dataset: Dataset, spans: Mapping[int, Span]
) -> None:
    figures = [c for event in gold["events"] for c in event.get("counts", [])]
    figures += [
        f
        for block in ("forums", "institutions")
        for i in gold[block]
        for f in i.get("facts", [])
        if f["property"] not in NO_FIGURE
    ]
    assert len(figures) >= 20
    marks = [(f.get("what") or f["property"], mark) for f in figures for mark in f["evidence"]]
    assert [m for m in marks if not overlaps(dataset, spans, m[1], p="measure")] == []


def test_every_office_of_the_gold_is_a_role_from_the_same_words(
    gold: Mapping[str, Any], dataset: Dataset, spans: Mapping[int, Span]
) -> None:
    for person in gold["persons"]:
        for role in person["roles"]:
            for mark in role["evidence"]:
                assert overlaps(dataset, spans, mark, p="role", s=SAME["persons"][person["id"]]), role


def test_all_seven_activities_are_provisions(
    gold: Mapping[str, Any], dataset: Dataset, spans: Mapping[int, Span]
) -> None:
    activities = gold["agreements"][0]["activities"]
    assert len(activities) == 7
    for activity in activities:
        assert overlaps(dataset, spans, activity["evidence"][0], p="hasProvision"), activity


def test_sectors_of_events_and_of_the_agreement_are_those_of_the_gold(
    gold: Mapping[str, Any], dataset: Dataset
) -> None:
    for block in ("events", "agreements"):
        for item in gold[block]:
            wanted = {code for sector in item.get("sectors", []) for code in keys_of("sectors", sector)}
            for key in keys_of(block, item["id"]):
                assert wanted <= {line.o for line in dataset.where(s=key, p="hasSector")}, key


def test_attendees_and_speakers_are_those_of_the_gold(gold: Mapping[str, Any], dataset: Dataset) -> None:
    for event in gold["events"]:
        named = event.get("attendees", []) + event.get("speakers", [])
        named += [event["opened_by"]] if "opened_by" in event else []
        wanted = {SAME["persons"][name] for name in named}
        for key in keys_of("events", event["id"]):
            stated = {line.o for line in dataset.where(s=key, p="participant")}
            assert {name for name in stated if dataset.entities[name]["is"] == "Person"} == wanted, key


def test_every_date_of_the_gold_is_a_date_of_the_data(gold: Mapping[str, Any], dataset: Dataset) -> None:
    stated = {line.o for line in dataset.where(p="date")}
    stated |= {str(h["published"]) for h in dataset.headers.values() if "published" in h}
    inferred = {c["o"] for c in dataset.editorial["claims"] if c["p"] == "date"}
    for event in gold["events"]:
        date = event["date"]["edtf"]
        assert date in (stated | inferred if event["date"].get("implied") else stated), event["id"]
    for document in gold["documents"]:
        date = document["date"]
        assert date.get("unknown") or date["edtf"] in (
            inferred if date.get("external") or date.get("implied") else stated
        ), document["file"]


def test_every_contradiction_that_the_graph_can_hold_is_recorded(dataset: Dataset) -> None:
    kinds = {d["type"] for d in dataset.editorial["discrepancies"]}
    assert kinds == {
        "date",  # C1
        "frequency-vs-count",  # C2
        "total-vs-breakdown",  # C3, the total
        "share-vs-breakdown",  # C3, the share
        "count-vs-list",  # C4
        "type-vs-reference-data",  # C6
    }
