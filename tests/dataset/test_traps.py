"""What the five texts do not say, and a careless reader would make them say."""

from __future__ import annotations

import re

from .conftest import Dataset, as_list

AGREEMENT = "trentino-sviluppo-technopolis-2015"
FORUM = "forum-mosca-italia-2015"
SEMINAR = "seminar-smart-city-kazan-vladivostok"
SERIES = "tf-it-ru-sme-sessions"


def test_farella_neither_signs_nor_takes_part_in_anything(dataset: Dataset) -> None:
    assert {line.p for line in dataset.lines if "farella-raffaele" in (line.s, line.o)} == {"role"}


def test_only_trentino_sviluppo_and_technopolis_are_parties_to_the_agreement(dataset: Dataset) -> None:
    assert {line.o for line in dataset.where(s=AGREEMENT, p="party")} == {
        "trentino-sviluppo",
        "technopolis-moscow",
    }


def test_the_province_and_the_city_are_parties_to_their_own_relation(dataset: Dataset) -> None:
    parties = dataset.where(s="provincia-trento-citta-mosca", p="party")
    assert {(line.o, line.side) for line in parties} == {
        ("provincia-autonoma-trento", "IT"),
        ("citta-di-mosca", "RU"),
    }
    assert dataset.where(s=AGREEMENT, p="facilitatedBy", o="provincia-trento-citta-mosca")


def test_two_people_signed_each_for_one_party(dataset: Dataset) -> None:
    signed = [line for line in dataset.lines if line.role == "signatory"]
    assert {(line.o, line.keys["for"], line.capacity) for line in signed} == {
        ("casotto-mauro", "trentino-sviluppo", "manager"),
        ("ishchenko-igor", "technopolis-moscow", "director-general"),
    }


def test_those_at_the_forum_did_not_sign(dataset: Dataset) -> None:
    present = {line.o for line in dataset.where(s=FORUM, p="participant")}
    assert present == {"sobyanin-sergey", "razov-sergey", "dalfonso-franco", "monti-riccardo-maria"}
    assert present.isdisjoint(line.o for line in dataset.lines if line.role == "signatory")


def test_one_person_is_manager_and_director_in_one_text(dataset: Dataset) -> None:
    roles = dataset.where(s="casotto-mauro", p="role")
    assert {(line.o, line.at) for line in roles} == {
        ("manager", "trentino-sviluppo"),
        ("director", "trentino-sviluppo-dip-internazionalizzazione"),
    }


def test_there_is_one_agreement_and_the_six_private_ones_are_a_count(dataset: Dataset) -> None:
    assert [key for key, e in dataset.entities.items() if e["is"] == "Agreement"] == [AGREEMENT]
    assert [line.value for line in dataset.where(p="measure", o="private-agreements")] == ["6"]


def test_nobody_states_a_year_for_the_seminar(dataset: Dataset) -> None:
    assert [line.o for line in dataset.where(s=SEMINAR, p="date")] == ["XXXX-02-04"]
    assert "published" not in dataset.headers["smart-cities-ita-ice"]
    written = [c["o"] for c in dataset.editorial["claims"] if c["s"] in {SEMINAR, "smart-cities-ita-ice"}]
    assert written == []
    years = [
        line
        for line in dataset.lines
        if line.source == "smart-cities-ita-ice"
        for value in line.keys.values()
        if isinstance(value, str) and re.search(r"\b(19|20)\d\d\b", value)
    ]
    assert years == []


def test_ice_at_the_st_petersburg_forum_is_a_plan_that_monti_told_of(dataset: Dataset) -> None:
    (line,) = dataset.where(s="spief-next", p="participant")
    assert (line.o, line.modality, line.by) == ("ice", "planned", "monti-riccardo-maria")
    assert not dataset.where(s="spief-next", p="date")


def test_nine_russian_and_eleven_italian_host_regions_are_named(dataset: Dataset) -> None:
    named = [line.o for line in dataset.where(s=SERIES, p="heldInRegion")]
    assert len(named) == len(set(named))
    assert sum(code.startswith("RU-") for code in named) == 9
    assert sum(code.startswith("IT-") for code in named) == 11
    counted = {(line.side, line.value) for line in dataset.where(source="mise-tf-it-ru", o="host-regions")}
    assert counted == {("RU", "10"), ("IT", "11")}


def test_no_region_has_a_number_of_sessions(dataset: Dataset) -> None:
    region = re.compile("[A-Z]{2}-[A-Z0-9]+")
    assert [
        line for line in dataset.where(p="measure") if region.match(line.place) or region.match(line.s)
    ] == []
    assert [line for line in dataset.where(p="measure", o="sessions-held") if line.place or line.side] == []


def test_eighty_three_members_and_eighty_three_regions_are_two_figures(dataset: Dataset) -> None:
    figures = {(line.s, line.o, line.side) for line in dataset.where(p="measure", value="83")}
    assert figures == {("RU", "regions", ""), ("tf-it-ru-sme-25", "registered-participants", "RU")}


def test_twenty_four_and_twenty_five_sessions_are_as_of_different_days(dataset: Dataset) -> None:
    held = {
        line.value: (line.keys.get("on"), line.onAs) for line in dataset.where(p="measure", o="sessions-held")
    }
    assert held == {"24": (None, "Fino ad oggi"), "25": ("2016-12-02/2017-10-12", "già realizzate")}


def test_only_the_ministry_dates_session_25(dataset: Dataset) -> None:
    assert [line.source for line in dataset.where(s="tf-it-ru-sme-25", p="date")] == ["mise-tf-it-ru"]
    assert dataset.where(source="bergamo-tf-2016", s="tf-it-ru-sme-25", p="eventStatus", o="planned")
    assert "published" not in dataset.headers["bergamo-tf-2016"]


def test_no_source_numbers_the_session_after_the_25th(dataset: Dataset) -> None:
    assert {(line.s, line.o) for line in dataset.where(p="ordinal")} == {("tf-it-ru-sme-25", "25")}


def test_no_text_says_what_cota_berlusconi_or_putin_preside(dataset: Dataset) -> None:
    for person in ("cota-roberto", "berlusconi-silvio", "putin-vladimir"):
        (line,) = dataset.where(s=person, p="role")
        assert (line.o, line.at) == ("president", "")


def test_who_organises_and_who_chairs_are_two_things(dataset: Dataset) -> None:
    organisers = dataset.where(p="role", o="organiser", at="tf-it-ru-sme")
    chairs = dataset.where(p="role", o="co-chair", at="tf-it-ru-sme")
    assert {line.s for line in organisers} == {"mise", "rappresentanza-commerciale-ru"}
    assert {(line.s, line.side) for line in chairs} == {("office-dg-pips", "IT"), ("office-dir-pmi-ru", "RU")}


def test_turin_is_announced_by_cota_and_never_reported_held(dataset: Dataset) -> None:
    (status,) = dataset.where(s="tf-it-ru-sme-2013-torino", p="eventStatus")
    (place,) = dataset.where(s="tf-it-ru-sme-2013-torino", p="takesPlaceIn")
    assert (status.o, status.by, place.o, place.by) == ("announced", "cota-roberto", "torino", "cota-roberto")


def test_the_two_ministries_are_not_one(dataset: Dataset) -> None:
    assert dataset.entities["mise"]["country"] == "IT"
    assert dataset.entities["minecon-ru"]["country"] == "RU"


def test_the_institute_named_shiffer_is_no_person(dataset: Dataset) -> None:
    assert dataset.entities["istituto-shiffer"]["is"] == "Organization"
    assert not any("hiffer" in key for key, e in dataset.entities.items() if e["is"] == "Person")


def test_of_persons_the_data_hold_names_roles_and_acts_only(dataset: Dataset) -> None:
    persons = {key: e for key, e in dataset.entities.items() if e["is"] == "Person"}
    assert len(persons) == 15
    assert {name for e in persons.values() for name in e} <= {"is", "label", "also", "hidden"}
    assert {line.p for line in dataset.lines if line.s in persons} == {"role"}


def test_every_declared_thing_is_spoken_of(dataset: Dataset) -> None:
    used = dataset.used()
    for entity in dataset.entities.values():
        for value in entity.values():
            used |= {v for v in as_list(value) if isinstance(v, str)}
    own = [key for key in dataset.entities if not re.fullmatch(r"[A-Z]{2}(-[A-Z0-9]+)?", key)]
    assert [key for key in own if key not in used] == ["unione-europea", "coopgraph-editors"]
