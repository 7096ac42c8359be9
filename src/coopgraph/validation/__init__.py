"""Checking a graph against the rules, and the report of what was found."""

from coopgraph.validation.check import ENGINES, check
from coopgraph.validation.report import HandedOver, Report, Result
from coopgraph.validation.shapes import Rule

__all__ = ["ENGINES", "HandedOver", "Report", "Result", "Rule", "check"]
