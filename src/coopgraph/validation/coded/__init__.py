"""The rules that no shape says well: kept by code, in the same rule book and the same reports."""

from coopgraph.validation.coded.book import RULES
from coopgraph.validation.coded.finding import CodedFinding
from coopgraph.validation.coded.run import find_coded

__all__ = ["RULES", "CodedFinding", "find_coded"]
