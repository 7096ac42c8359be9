"""The figures a document reports: totals, sides, shares and running counts, consistent with one another."""

from __future__ import annotations

from worlds.plan import Plan
from worlds.stories import Document, Story, host_regions, iso
from worlds.terms import code, coop, day, decimal, edtf, is_a, slug, thing
from worlds.writing import SourceGraph

_FIGURE = is_a("ReportedFigure")


def figure_iri(key: str, subject: str, measure: str, *parts: str) -> str:
    """Return the IRI of a figure, as the dossier compiler makes it."""
    return thing("figure", key, slug(subject), measure, *parts)


def add_figures(plan: Plan, graph: SourceGraph, story: Story, document: Document) -> None:
    """Add what a report counts; a partial report gives a round total and, where recorded, another attendance."""
    home, guest = story.registered
    total, as_of = home + guest, iso(story.date)
    if document.share < 1.0:
        add_figure(graph, story.event, "registered-participants", total // 10 * 10, "more-than", as_of)
        if story.recorded and document.key.endswith("-1"):
            add_figure(graph, story.event, "attendance", story.attendance + 40, "exactly", as_of)
        return
    whole = add_figure(graph, story.event, "registered-participants", total, "exactly", as_of)
    other = sum(plan.relations[story.relation]) - story.home
    for country, count in ((story.home, home), (other, guest)):
        facts = [f"{coop('componentOf')} {whole}"]
        add_figure(
            graph, story.event, "registered-participants", count, "exactly", as_of, plan, country, facts
        )
    if story.index % 3 == 0:
        share = round(100 * home / total)
        facts = [f"{coop('shareOf')} {whole}"]
        bounds = (f"0.{share - 1:02d}", f"0.{share + 1:02d}")
        measure = "registered-participants-share"
        add_figure(
            graph, story.event, measure, f"0.{share:02d}", "about", as_of, plan, story.home, facts, bounds
        )
    add_figure(graph, story.event, "attendance", story.attendance, "exactly", as_of)
    add_figure(
        graph, story.event, "b2b-meetings", story.meetings, "about", as_of, bounds=_near(story.meetings)
    )
    if story.body is None:
        return
    series = thing("series", plan.bodies[story.body].slug + "-sessions")
    if story.sessions_held is not None:
        add_figure(graph, series, "sessions-held", story.sessions_held, "exactly", as_of)
    if story.lists_regions:
        named = len(host_regions(plan, story))
        add_figure(graph, series, "host-regions", named, "exactly", as_of, plan, story.home)


def _near(count: int) -> tuple[str, str]:
    return str(count - count // 20), str(count + count // 20)


def add_figure(
    graph: SourceGraph,
    subject: str,
    measure: str,
    value: int | str,
    qualifier: str,
    as_of: str,
    plan: Plan | None = None,
    side: int | None = None,
    extra: list[str] | None = None,
    bounds: tuple[str, str] | None = None,
) -> str:
    """Add one figure as of a day and return its IRI; without ``bounds`` it is exact (or open above)."""
    parts = [] if plan is None or side is None else [plan.country_codes[side].lower()]
    iri = figure_iri(graph.key, subject, measure, *parts, as_of)
    number = str(value).rstrip("0") if "." in str(value) else str(value)
    low, high = bounds or (number, number)
    facts = [
        _FIGURE,
        f"{coop('figureOf')} {subject}",
        f"{coop('measure')} {code('measure', measure)}",
        f"{coop('value')} {decimal(number)}",
        f"{coop('lowerBound')} {decimal(low.rstrip('0') if '.' in low else low)}",
        f"{coop('qualifier')} {code('qualifier', qualifier)}",
        f"{coop('date')} {edtf(as_of)}",
        f"{coop('earliest')} {day(as_of)}",
        f"{coop('latest')} {day(as_of)}",
        *(extra or ()),
    ]
    if qualifier != "more-than":
        facts.append(f"{coop('upperBound')} {decimal(high.rstrip('0') if '.' in high else high)}")
    if plan is not None and side is not None:
        facts.append(f"{coop('side')} {plan.country_iri(side)}")
    graph.situation(iri, facts, f"{value} {measure}")
    return iri
