"""Dates as the graph holds them: an EDTF string, its first and last day, the words of the source."""

from __future__ import annotations

import datetime

from rdflib import Literal, URIRef

from coopgraph.dossier import Word
from coopgraph.edtf import EdtfError, parse
from coopgraph.ingest.draft import EDTF_DATATYPE, Draft, Value, coop
from coopgraph.namespaces import XSD

DATE = URIRef(XSD + "date")


def date_facts(draft: Draft, word: Word) -> list[tuple[URIRef, Value]]:
    """Return ``coop:date``, ``earliest`` and ``latest`` for an EDTF word; an invalid one is a fault.

    An end that is not bounded has no triple: ``XXXX-02-04`` has neither, ``../2013-05-16`` only
    ``latest``.
    """
    try:
        date = parse(word.text)
    except EdtfError as error:
        draft.faults.append(word.at.fault(str(error), "write a date in EDTF, such as 2015-10-15", "R20"))
        return []
    facts: list[tuple[URIRef, Value]] = [(coop("date"), Literal(word.text, datatype=EDTF_DATATYPE))]
    if date.earliest:
        facts.append((coop("earliest"), day_literal(date.earliest)))
    if date.latest:
        facts.append((coop("latest"), day_literal(date.latest)))
    return facts


def one_day(draft: Draft, word: Word) -> Literal | None:
    """Return a full calendar day as ``xsd:date``, or None and a fault."""
    try:
        day = datetime.date.fromisoformat(word.text)
    except ValueError:
        draft.faults.append(
            word.at.fault(f"'{word}' is not a day", "write year-month-day, such as 2015-10-15", "R20")
        )
        return None
    return day_literal(day)


def day_literal(day: datetime.date) -> Literal:
    """Return ``day`` as an ``xsd:date`` literal."""
    return Literal(day.isoformat(), datatype=DATE)
