"""Countries and regions of Italy and Russia: codes, names in three languages, containment."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from coopgraph.ontology import Vocabulary

SHARED = Path(__file__).parents[3] / "shared" / "data"
Places = dict[str, dict[str, object]]


def regions(places: Places) -> Places:
    return {key: place for key, place in places.items() if place["is"] == "Region"}


def test_all_regions_of_both_countries_are_there(places: Places) -> None:
    found = regions(places)
    assert sum(key.startswith("IT-") for key in found) == 20 + 2
    assert sum(key.startswith("RU-") for key in found) == 83
    assert {key for key, place in places.items() if place["is"] == "Country"} == {"IT", "RU"}


def test_a_place_is_keyed_by_its_code_and_named_in_three_languages(places: Places) -> None:
    for key, place in places.items():
        assert place["isoCode"] == key
        assert set(place["label"]) == {"it", "en", "ru"}  # type: ignore[call-overload]


def test_a_region_lies_in_the_country_its_code_begins_with(places: Places) -> None:
    for key, place in regions(places).items():
        assert place["country"] == key[:2]
        assert places[str(place["within"])]["isoCode"] in {key[:2], "IT-32"}
    assert {key for key, place in places.items() if place.get("within") == "IT-32"} == {"IT-TN", "IT-BZ"}


def test_no_two_regions_share_a_canonical_name(places: Places) -> None:
    names = [label for place in places.values() for label in set(place["label"].items())]  # type: ignore[attr-defined]
    assert len(names) == len(set(names))


def test_the_kind_of_every_region_is_a_code(places: Places, vocabulary: Vocabulary) -> None:
    kinds = [place["placeType"] for place in regions(places).values()]
    assert set(kinds) == set(vocabulary.codes["place-type"])
    assert kinds.count("republic") == 21
    assert kinds.count("oblast") == 46
    assert places["RU-SVE"]["placeType"] == "oblast"


def test_every_key_of_a_place_is_a_term_of_the_ontology(places: Places, vocabulary: Vocabulary) -> None:
    facts = {key for place in places.values() for key in place} - {"is", "label", "also", "hidden"}
    assert facts <= set(vocabulary.properties)


def test_the_spellings_of_the_five_documents_are_known(places: Places) -> None:
    known = {
        name.partition("@")[0]: key
        for key, place in places.items()
        for name in [*place["label"].values(), *place.get("also", []), *place.get("hidden", [])]  # type: ignore
    }
    for name, key in {
        "Pensa": "RU-PNZ", "Chuvashia": "RU-CU", "Niznhy Novgorod": "RU-NIZ", "Krasnodar": "RU-KDA", "Kaluga": "RU-KLU",
        "Lipetsk": "RU-LIP", "Ulyanovsk": "RU-ULY", "Bashkortostan": "RU-BA", "Tatarstan": "RU-TA",
        "Repubblica di Sverdlovsk": "RU-SVE", "Friuli Venezia Giulia": "IT-36", "Trentino": "IT-TN",
    }.items():  # fmt: skip
        assert known[name] == key


def test_nuts_codes_exist_in_the_edition_of_2024(places: Places) -> None:
    path = SHARED / "nuts-2024" / "nuts_2024.csv"
    if not path.exists():
        pytest.skip("the NUTS list is not beside the checkout (../shared/data/nuts-2024)")
    with path.open(encoding="utf-8", newline="") as lines:
        level2 = {
            row["NUTS_ID"]
            for row in csv.DictReader(lines)
            if row["LEVL_CODE"] == "2" and row["CNTR_CODE"] == "IT"
        }
    given = {str(place["nutsCode"]) for place in regions(places).values() if "nutsCode" in place}
    assert given == level2 - {"ITZZ"}


def test_codes_are_those_of_the_reference_list(places: Places) -> None:
    path = SHARED / "iso3166-2-db" / "iso3166-2.json"
    if not path.exists():
        pytest.skip("the ISO 3166-2 list is not beside the checkout (../shared/data/iso3166-2-db)")
    reference = json.loads(path.read_text(encoding="utf-8"))
    for country in ("IT", "RU"):
        listed = {f"{country}-{region['iso']}" for region in reference[country]["regions"]}
        ours = {key for key in regions(places) if key.startswith(country)}
        assert ours - {"IT-TN", "IT-BZ"} == listed
