"""The kinds of fault, in the order of the rules they break (docs/reference/rules; shapes/*.ttl)."""

from __future__ import annotations

from worlds import mistakes as m
from worlds.faults import Kind
from worlds.terms import PREF, coop, decimal, is_a

_RELATION = m.made("relation", "BilateralRelation", f"{coop('pairsCountry')} {{country}}")
_REGION = m.made("region", "Region", f"{coop('within')} {{country}}", f'{coop("isoCode")} "QZ-99"')
_VENUE = m.made("venue", "Venue", f"{coop('within')} {{self}}")

KINDS: tuple[Kind, ...] = (
    Kind(
        ("R01",),
        "Violation",
        "no party on one side of the relation",
        m.agreement,
        m.agreed,
        people=m.one_side,
    ),
    Kind(("R01", "R02"), "Violation", "an agreement of one party", m.agreement, m.agreed, people=m.one_party),
    Kind(("R03",), "Violation", "a relation of one country", _RELATION[0], entities=_RELATION[1]),
    Kind(("R04",), "Violation", "a side outside the relation", m.third_side),
    Kind(("R05",), "Warning", "a party on the other country's side", m.wrong_side, m.agreed),
    Kind(("R06",), "Violation", "a signature in two events", m.two_events, m.signed),
    Kind(
        ("R07",),
        "Violation",
        "signed for an organization that is no party",
        lambda plan, story, _: m.signature(plan, story),
        m.signed,
        people=m.for_an_outsider,
    ),
    Kind(("R08",), "Warning", "role attested on another day", m.not_in_office, m.alone_in_the_story),
    Kind(("R09",), "Violation", "a signing without a date", m.undated, m.signed),
    Kind(("R11",), "Warning", "a signatory who also attends the signing", m.also_attends, m.signed),
    Kind(("R12",), "Violation", "a claim without its source", m.unattributed),
    Kind(("R13",), "Warning", "a figure without a passage", m.without_passage),
    Kind(("R14",), "Violation", "a passage that starts after its end", m.backwards),
    Kind(("R16",), "Violation", "a claim that names the source of another graph", m.elsewhere),
    Kind(("R17",), "Warning", "a source without a language", m.no_language),
    Kind(("R19",), "Violation", "earliest after latest", m.of_meetings("earliest", "")),
    Kind(("R20",), "Violation", "a date that is a plain string", m.of_meetings("date", '"last week"')),
    Kind(("R21",), "Warning", "a signing outside the days of its event", m.signing, m.signed, m.sign_late),
    Kind(("R22",), "Warning", "called held before it was", m.event, before=m.publish_early),
    Kind(("R24",), "Warning", "held, but nowhere", m.event, before=m.nowhere),
    Kind(
        ("R25",),
        "Violation",
        "a session before its predecessor",
        m.session_before,
        m.every_third(0, 3),
        m.before_the_last,
    ),
    Kind(
        ("R26",),
        "Warning",
        "two sessions of one number",
        m.session_before,
        m.every_third(1, 4),
        m.same_number,
    ),
    Kind(("R29",), "Warning", "held in a third country", m.event, before=m.abroad),
    Kind(("R31",), "Violation", "a region with another country's code", _REGION[0], entities=_REGION[1]),
    Kind(("R33",), "Violation", "a place within itself", _VENUE[0], entities=_VENUE[1]),
    Kind(
        ("R35",), "Violation", "a lower bound above the upper", m.of_meetings("lowerBound", decimal("9999"))
    ),
    Kind(("R36",), "Warning", "a total that its sides do not make", m.total_too_high),
    Kind(
        ("R37",),
        "Warning",
        "a share that the sides do not make",
        m.share_too_high,
        lambda s: s.index % 3 == 0,
    ),
    Kind(("R38",), "Warning", "two sources, two attendances, no record", m.second_opinion, m.two_reports),
    Kind(("R39",), "Warning", "more regions counted than named", m.more_regions, lambda s: s.lists_regions),
    Kind(
        ("R40",),
        "Warning",
        "a running total that falls",
        m.count_before,
        m.every_third(2, 5),
        m.fewer_sessions,
    ),
    Kind(
        ("R42",),
        "Violation",
        "an event that is also a city",
        m.event,
        entities=lambda _, story: {story.event: [is_a("City")]},
    ),
    Kind(("R44",), "Warning", "an office of two holders", m.two_chairs, lambda s: s.body is not None),
    Kind(
        ("R47",),
        "Violation",
        "two names in one language",
        m.event,
        entities=lambda _, story: {story.event: [f'{PREF} "another name of {story.index}"@en']},
    ),
    Kind(("R47",), "Violation", "a name in a source's graph", m.named_by_source),
    Kind(("R48",), "Violation", "a misspelt property", m.misspelt),
    Kind(("R49",), "Violation", "a role that is in no list", m.unknown_role),
)
