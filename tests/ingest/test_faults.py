"""Dossiers with a fault each: one clear message, with file, line, remedy and rule; nothing is built."""

import pytest

from coopgraph.errors import DossierError, IngestError

CASES = {
    "an unknown property": (
        "{ s: accordo, p: hasSectors, o: energy, q: Alfa }",
        "the ontology has no property 'hasSectors'",
        "did you mean 'hasSector'",
        "R48",
    ),
    "an unknown entity": (
        "{ s: accordo, p: party, o: gamma, q: Alfa ha }",
        "'gamma' is declared nowhere",
        "declare it under 'entities:'",
        "",
    ),
    "an unknown place code": (
        "{ s: firma, p: takesPlaceIn, o: IT-99, q: Alfa ha }",
        "'IT-99' is no place code known here",
        "ISO 3166",
        "",
    ),
    "an unknown code": (
        "{ s: accordo, p: hasSector, o: enrgy, q: Alfa ha }",
        "'enrgy' is no code of the list 'sector'",
        "did you mean 'energy'",
        "R49",
    ),
    "the name of a code, in another language": (
        "{ s: accordo, p: hasSector, o: Agroalimentare, q: Alfa ha }",
        "'Agroalimentare' is no code of the list 'sector'",
        "the code for it is 'agri-food'",
        "R49",
    ),
    "a code nothing is near": (
        "{ s: accordo, p: agreementType, o: xyzzy, q: Alfa ha }",
        "'xyzzy' is no code of the list 'agreement-type'",
        "the codes are: agreement-organizations, ",
        "R49",
    ),
    "a colon without a space": (
        "{ s: firma, p:date, o: 2015-02-03, q: Alfa ha }",
        "no space follows the colon of 'p:'",
        "write 'p: date'",
        "",
    ),
    "a colon before a no-break space": (
        "{ s: firma, p:\u00a0date, o: 2015-02-03, q: Alfa ha }",
        "no space follows the colon of 'p:'",
        "write 'p: date', with a plain space",
        "",
    ),
    "an impossible date": ("{ s: firma, p: date, o: 2015-02-30, q: Alfa ha }", "2015-02-30", "EDTF", "R20"),
    "a date outside EDTF": ("{ s: firma, p: date, o: 11 maggio, q: Alfa ha }", "11 maggio", "EDTF", "R20"),
    "a day that is none": (
        "{ s: neri-ada, p: role, o: member, at: alfa, on: 2015-13-01, q: Alfa ha }",
        "'2015-13-01' is not a day",
        "year-month-day",
        "R20",
    ),
    "an absent quotation": (
        "{ s: firma, p: eventStatus, o: held, q: Siglato domani }",
        "Siglato domani",
        "copy the words",
        "R15",
    ),
    "an ambiguous quotation": ("{ s: firma, p: eventStatus, o: held, q: Alfa }", "Alfa", "nth", "R15"),
    "an occurrence too many": (
        "{ s: firma, p: eventStatus, o: held, q: Alfa, nth: 9 }",
        "9",
        "choose 'nth' within that",
        "R15",
    ),
    "a value of the wrong kind": (
        "{ s: firma, p: ordinal, o: first, q: Alfa ha }",
        "'first' is not a whole number",
        "digits only",
        "",
    ),
    "a figure that is none": (
        "{ s: firma, p: measure, o: attendance, value: many, q: Alfa ha }",
        "'many' is not a figure",
        "write N",
        "R35",
    ),
    "two values for one figure": (
        '{ s: firma, p: measure, o: attendance, value: "50", q: oltre 40 persone }',
        "another value for this measure",
        "say what differs",
        "",
    ),
    "a subject of the wrong class": (
        "{ s: neri-ada, p: takesPlaceIn, o: torino, q: Alfa ha }",
        "'neri-ada' is a Person, not an Event",
        "name an Event",
        "",
    ),
    "an object of the wrong class": (
        "{ s: firma, p: takesPlaceIn, o: alfa, q: Alfa ha }",
        "'alfa' is an Organization, not a Place",
        "name a Place",
        "",
    ),
    "a computed property": (
        "{ s: accordo, p: hasParty, o: alfa, q: Alfa ha }",
        "'hasParty' is computed",
        "state what it follows from",
        "",
    ),
    "a participation without a role": (
        "{ s: firma, p: participant, o: beta, q: Alfa ha }",
        "the participation has no role",
        "role: attendee",
        "",
    ),
    "a capacity nobody states": (
        "{ s: firma, p: participant, o: neri-ada, role: speaker, for: alfa, capacity: mayor, q: Alfa ha }",
        "no line says that the participant is mayor there",
        "add a line",
        "",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_faulty_line_is_refused_with_its_place_and_a_remedy(world, case):
    line, message, remedy, rule = CASES[case]
    world.add(line)
    number = len((world.folder / "doc-1.yaml").read_text(encoding="utf-8").splitlines())
    with pytest.raises(DossierError) as refused:
        world.compile()
    (fault,) = refused.value.faults
    assert fault.file.endswith("doc-1.yaml")
    assert fault.line == number
    assert message in fault.message
    assert remedy in fault.remedy
    assert fault.rule == rule


def test_an_entity_of_no_class_is_one_fault_however_many_lines_name_it(world):
    world.change("entities.yaml", "neri-ada: { is: Person,", "neri-ada: { is: Persona,")
    with pytest.raises(DossierError) as refused:
        world.compile()
    (fault,) = refused.value.faults
    assert (fault.message, fault.remedy) == ("the ontology has no class 'Persona'", "did you mean 'Person'?")


def test_all_faults_of_all_files_come_at_once_in_order(world):
    for line, *_ in CASES.values():
        world.add(line)
    world.change("entities.yaml", "is: City", "is: Citty")
    with pytest.raises(IngestError) as refused:
        world.compile()
    faults = refused.value.faults
    assert len(faults) >= len(CASES)
    assert list(faults) == sorted(faults)
    assert "Citty" in faults[-1].message or any("Citty" in f.message for f in faults)


def test_a_changed_text_is_refused_under_its_rule(world):
    (world.texts / "doc.txt").write_text("Another text.", encoding="utf-8")
    with pytest.raises(DossierError) as refused:
        world.compile()
    assert {f.rule for f in refused.value.faults} == {"R18"}
    assert "SHA-256" in refused.value.faults[0].message


def test_a_text_that_is_not_utf8_is_refused(world):
    (world.texts / "doc.txt").write_bytes(b"citt\xe0")
    with pytest.raises(DossierError, match="UTF-8"):
        world.compile()


def test_a_licence_that_is_neither_an_address_nor_said_to_be_missing_is_refused(world):
    world.change("doc-1.yaml", "  publisher: alfa", "  publisher: alfa\n  licence: CC BY")
    with pytest.raises(DossierError, match="'CC BY' is no licence") as refused:
        world.compile()
    assert "'not stated'" in refused.value.faults[0].remedy


def test_a_key_declared_twice_names_both_places(world):
    world.write("more.yaml", "coopgraph: entities/1\nentities:\n  alfa: { is: Person, label: { it: A } }\n")
    with pytest.raises(DossierError, match=r"'alfa' is declared twice \(first at .*entities\.yaml:5\)"):
        world.compile()


TOMBSTONES = {
    "merged into what is declared nowhere": ("{ is: Person, merged: nobody }", "'nobody' is declared nowhere"),
    "merged into itself": ("{ is: Person, merged: gone }", "'gone' was merged into 'gone'"),
    "merged and still told of": (
        "{ is: Person, merged: neri-ada, label: { it: Neri } }", "'gone' is merged, and 'label' says more of it",
    ),
    "withdrawn and still told of": (
        "{ is: Organization, withdrawn: { en: Why }, country: IT }", "'gone' is withdrawn, and 'country' says more",
    ),
    "merged and withdrawn": (
        "{ is: Person, merged: neri-ada, withdrawn: { en: Why } }", "'gone' is merged, and 'withdrawn' says more",
    ),
    "withdrawn without a reason": ("{ is: Person, withdrawn: {} }", "'gone' is withdrawn without a reason"),
    "withdrawn for a reason in no language": ("{ is: Person, withdrawn: misread }", "'withdrawn' needs a language"),
}  # fmt: skip


@pytest.mark.parametrize("case", TOMBSTONES)
def test_what_no_longer_stands_says_one_thing_and_leads_to_what_stands(world, case):
    written, message = TOMBSTONES[case]
    world.write("more.yaml", f"coopgraph: entities/1\nentities:\n  gone: {written}\n")
    with pytest.raises(DossierError) as refused:
        world.compile()
    (fault,) = refused.value.faults
    assert message in fault.message
    assert fault.line == 3
    assert fault.remedy


@pytest.mark.parametrize(
    ("written", "remedy"),
    [("merged: neri-ada", "write 'neri-ada'"), ("withdrawn: { en: Why }", "take the line out")],
)
def test_a_line_that_names_what_no_longer_stands_is_refused(world, written, remedy):
    world.write("more.yaml", f"coopgraph: entities/1\nentities:\n  gone: {{ is: Person, {written} }}\n")
    world.add("{ s: firma, p: participant, o: gone, role: attendee, q: Ada Neri }")
    world.add("{ s: gone, p: role, o: member, at: alfa, q: Ada Neri }")
    with pytest.raises(DossierError) as refused:
        world.compile()
    assert [remedy in fault.remedy for fault in refused.value.faults] == [True, True]


def test_an_entity_without_a_label_in_it_or_en_breaks_its_rule(world):
    world.change("entities.yaml", "label: { it: Beta }", "label: { ru: Бета }")
    with pytest.raises(DossierError) as refused:
        world.compile()
    assert [f.rule for f in refused.value.faults] == ["R47"]


def test_an_editorial_handle_that_names_nothing_is_refused(world):
    world.write(
        "editorial.yaml",
        """\
coopgraph: editorial/1
source: { key: notes, title: Notes, language: en }
discrepancies:
  - { key: d-1, type: value, items: ["doc-1#present", "doc-1#absent"], explanation: { en: "Why." } }
""",
    )
    with pytest.raises(DossierError, match="'doc-1#absent' names no statement"):
        world.compile()


def test_a_faulty_line_with_a_handle_is_one_fault_not_two(world):
    world.change("doc-1.yaml", "o: attendance", "o: attendence")
    world.write(
        "editorial.yaml",
        """\
coopgraph: editorial/1
source: { key: notes, title: Notes, language: en }
discrepancies:
  - { key: d-1, type: value, items: ["doc-1#present", "doc-1#present"], explanation: { en: "Why." } }
""",
    )
    with pytest.raises(DossierError) as refused:
        world.compile()
    assert [f.rule for f in refused.value.faults] == ["R49"]


BAD_CODES = {
    "a list that is none": ("{ sectors: { a: { label: { en: A } } } }", "codes cannot be added to 'sectors'"),
    "a closed list": ("{ modality: { a: { label: { en: A } } } }", "codes cannot be added to 'modality'"),
    "a code that is there": (
        "{ sector: { energy: { label: { en: E } } } }",
        "'energy' is a code of the list 'sector' already",
    ),
    "capital letters": (
        "{ sector: { Tourism: { label: { en: T } } } }",
        "the code 'Tourism' has capital letters",
    ),
    "no label": ("{ sector: { a: { about: { en: A } } } }", "the code 'a' has no label in it or en"),
    "no description": ("{ sector: { a: tourism } }", "the code 'a' is not described"),
    "an unknown part": ("{ sector: { a: { label: { en: A }, is: B } } }", "'is' is no part of a code"),
    "no such broader code": (
        "{ sector: { a: { label: { en: A }, broader: enrgy } } }",
        "'enrgy' is no code of the list 'sector'",
    ),
}


@pytest.mark.parametrize("case", BAD_CODES)
def test_a_faulty_code_of_ones_own_is_refused_with_a_remedy(world, case):
    written, message = BAD_CODES[case]
    world.write("codes.yaml", f"coopgraph: entities/1\ncodes: {written}\n")
    with pytest.raises(DossierError) as refused:
        world.compile()
    (fault,) = refused.value.faults
    assert (fault.message, fault.line) == (message, 2)
    assert fault.remedy
