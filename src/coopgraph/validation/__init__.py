"""Checking a graph against the rules, and the report of what was found."""

from coopgraph.validation.check import check
from coopgraph.validation.report import Report, Result
from coopgraph.validation.shapes import Rule

__all__ = ["Report", "Result", "Rule", "check"]
